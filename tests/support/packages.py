"""Documents that are packages of parts, made part by part."""

from collections.abc import Mapping
from io import BytesIO
from zipfile import ZipFile


def package(parts: Mapping[str, str | bytes]) -> bytes:
    """A package of these parts, by their names."""
    stream = BytesIO()
    with ZipFile(stream, "w") as file:
        for name, content in parts.items():
            file.writestr(name, content)
    return stream.getvalue()


def document(parts: Mapping[str, str | bytes]) -> bytes:
    """An Office document with these parts."""
    return package({"[Content_Types].xml": "", **parts})
