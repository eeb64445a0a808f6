"""What covers `disclosure/parsing/`."""
