"""A cache that lives in a value, so that a test can look into it."""

from typing import Any

from disclosure.system.cache import NoCache


class Remembering(NoCache):
    """A store that tells what it holds."""

    def __init__(self) -> None:
        self.values: dict[str, bytes] = {}

    def get_many(self, keys: Any) -> dict[str, bytes]:
        return {key: self.values[key] for key in keys if key in self.values}

    def put_many(self, values: Any) -> None:
        self.values.update(values)
