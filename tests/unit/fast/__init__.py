"""What covers `disclosure/fast/`."""
