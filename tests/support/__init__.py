"""What tests share: the sound portal, forms, documents to import, servers and strategies."""
