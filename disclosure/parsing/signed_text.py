"""What a signature is bound to: the text of a content file without the signatures themselves."""

import re

from ..model.digest import digest_of

_KEY = re.compile(r"""["']?review["']?[ \t]*:""")


def signed_digest(text: str) -> str:
    """Return the SHA-256 of a content file's text without its `review:`, which changes with any other character of it."""
    lines = text.split("\n")
    first, last = review_lines(lines)
    return digest_of("\n".join(lines[:first] + lines[last:]).encode())


def review_lines(lines: list[str]) -> tuple[int, int]:
    """Return where `review:` begins and ends in the lines of a content file; both are where it would begin if there is none.

    That is before its tables, else at the end of its front matter.
    """
    end = next((number for number, line in enumerate(lines) if number and line.rstrip() == "---"), len(lines))
    for number in range(1, end):
        if _KEY.match(lines[number]):
            last = number + 1
            while last < end and lines[last].startswith((" ", "\t", "-")):
                last += 1
            return number, last
    at = next((number for number in range(1, end) if lines[number].startswith("tables:")), end)
    return at, at
