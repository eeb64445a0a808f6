"""What covers `disclosure/system/`."""
