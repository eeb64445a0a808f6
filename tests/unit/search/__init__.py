"""What covers `disclosure/search/`."""
