"""What covers `disclosure/importers/`."""
