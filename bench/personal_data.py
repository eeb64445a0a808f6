"""How well numbers of persons are told from numbers that look like them: `python bench/personal_data.py [COUNT] [SEED]`."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tests.support.personal_numbers import measure


def main(count: int = 10_000, seed: int = 1) -> None:
    """Print recall and precision, and some of the numbers that were missed or taken wrongly."""
    missed, wrong, right = measure(count, seed)
    print(f"recall {right / (right + len(missed)):.4f}, precision {right / (right + len(wrong)):.4f} of {count}")
    for what, texts in (("missed", missed), ("taken wrongly", wrong)):
        for kind, text in texts[:12]:
            print(f"  {what}: {kind} {text}")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
