"""What covers `disclosure/html/`."""
