"""`python3 -m disclosure`, on Windows `py -m disclosure`: for machines where the command `disclosure` is not found."""

from .cli.main import start

if __name__ == "__main__":
    start()
