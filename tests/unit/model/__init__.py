"""What covers `disclosure/model/`."""
