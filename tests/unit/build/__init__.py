"""What covers `disclosure/build/`."""
