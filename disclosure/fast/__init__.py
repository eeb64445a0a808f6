"""Every accelerator of the program: each gives what the plain function beside it gives, or None."""
