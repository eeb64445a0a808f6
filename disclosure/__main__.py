"""Front door of the program: `disclosure`, `python3 build.py`, or `python3 -m disclosure` where no command `disclosure` is found.

On Windows the last is `py -m disclosure`.
"""

try:
    import signal

    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, signal.SIG_DFL)  # Ctrl-C ends the process at once, until `start` answers it
    from .cli.main import start
except KeyboardInterrupt:
    raise SystemExit(130) from None

__all__ = ["start"]

if __name__ == "__main__":
    start()
