"""Front door: hands the command line to the program."""

import sys

from disclosure.cli import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
