"""What covers `disclosure/outputs/`."""
