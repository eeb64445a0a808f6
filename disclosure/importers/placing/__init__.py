"""Documents → the bodies that they are of, by what their titles name: known ones, or new ones that are proposed."""
