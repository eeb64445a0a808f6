"""Front door of a clone: `python3 build.py` is what `disclosure` is where the program is installed."""

from disclosure.__main__ import start

if __name__ == "__main__":
    start()
