"""What covers `disclosure/present/`."""
