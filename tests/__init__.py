"""What the program does, shown through its public functions, its command line and the built site."""
