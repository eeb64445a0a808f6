"""Two lists brought together in order: the lines of a document and the rows of a form, its texts and the form's headings."""

from collections.abc import Mapping, Sequence


def paired(weights: Sequence[Mapping[int, float]], width: int) -> list[tuple[int, int]]:
    """Return the pairs, rising on both sides, that weigh most together; of equal ones those that come first.

    `weights` has for each place of the first list what it weighs with those of the second, which has `width` places.
    """
    # the most that the first i places can weigh with the first n
    most = [[0.0] * (width + 1) for _ in range(len(weights) + 1)]
    for i, weight in enumerate(weights, start=1):
        for n in range(1, width + 1):
            most[i][n] = max(most[i - 1][n], most[i][n - 1], most[i - 1][n - 1] + weight.get(n - 1, 0.0))
    found = []
    i, n = len(weights), width
    while i and n:
        if most[i][n] == most[i - 1][n]:
            i -= 1
        elif most[i][n] == most[i][n - 1]:
            n -= 1
        else:
            i, n = i - 1, n - 1
            found.append((i, n))
    return found[::-1]
