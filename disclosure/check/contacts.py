"""Where bodies take requests: the form that they name is there."""

from collections.abc import Collection, Iterator

from ..model.finding import Finding
from ..model.portal import Body


def check_contacts(bodies: tuple[Body, ...], names: Collection[str], folder: str) -> Iterator[Finding]:
    """Report forms that are not among the files of the content folder, which are given by their `names`."""
    for body in bodies:
        form = body.contact.form
        if body.contact.form_is_file and form not in names:
            place = ("contact", "form") if body.folder else ("body", "contact", "form")
            hint = f"把申请表放在 {folder}/{form}，或改成实际的文件名；申请表在别处的，写它的网址"
            yield Finding("contact.form", f"内容文件夹里没有“{form}”", body.path, place, hint=hint)
