"""What covers `disclosure/cli/`."""
