"""What covers `disclosure/authoring/`."""
