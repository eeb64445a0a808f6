"""What covers `disclosure/check/`."""
