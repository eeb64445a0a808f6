"""Addresses that content files give: those that the public can open, and files beside the one that names them."""

import re
from posixpath import dirname, join, normpath
from urllib.parse import quote

from .fields import Fields

_PRIVATE_HOST = re.compile(
    r"localhost|[^.:]+|.*\.(?:local|localhost|lan|intranet|internal|corp|home|test)|127\..*|10\..*|192\.168\..*|169\.254\..*"
    r"|172\.(?:1[6-9]|2\d|3[01])\..*|0\.0\.0\.0|\[.*\]",
    re.IGNORECASE,
)
_PUBLIC = re.compile(r"https?://\S+")
_OF_A_MACHINE = re.compile(r"[/\\~]|[A-Za-z]:|[^/]*\\|[a-zA-Z][a-zA-Z0-9+.-]*:")
"""How a path of a machine begins, or an address of another kind."""


_IN_ADDRESSES = "%/:?#[]@!$&'()*+,;=-._~"
"""What stands as it is in the path, query and fragment of an address (RFC 3986)."""


def is_public(address: str) -> bool:
    """Return whether an address is one that the public can open, as far as that can be told by its looks."""
    host = address.partition("//")[2].partition("/")[0]
    return bool(_PUBLIC.fullmatch(address)) and "@" not in host and not _PRIVATE_HOST.fullmatch(host.partition(":")[0])


def public_address(fields: Fields, key: str, address: str, example: str) -> str:
    """Return an address as programs read it, "" where its host can't be one; `example` says what to type instead.

    One with a password in it, or that only an office can reach, is reported.
    """
    user, mark, host = address.partition("//")[2].partition("/")[0].rpartition("@")
    if mark:
        message = f"网址里有登录的用户名{'和密码' if ':' in user else ''}，会写进每一页"
        fields.add_finding("address.private", message, fields.span(key), f"{example}；用过的密码要换掉")
    elif _PRIVATE_HOST.fullmatch(host if host.startswith("[") else host.partition(":")[0]):
        fields.add_finding("address.private", f"“{host}”是本机或内部网络的地址，公众打不开", fields.span(key), example)
    try:
        return _for_programs(address)
    except UnicodeError:
        fields.add_finding("field.type", f"“{host}”不能是域名", fields.span(key), example)
        return ""


def _for_programs(address: str) -> str:
    """An address as programs read it: a host in Chinese as Punycode, other characters that no address has by their bytes.

    Raises UnicodeError for a host that can have no such name.
    """
    scheme, mark, rest = address.partition("://")
    host, slash, path = rest.partition("/")
    name, colon, port = host.partition(":")
    written = name if name.isascii() else name.encode("idna").decode()
    return f"{scheme}{mark}{written}{colon}{port}{slash}{quote(path, safe=_IN_ADDRESSES)}"


_OLD_ADDRESS = re.compile(r"https?://\S+|[^\\:#?*\"<>|\s][^\\:#*\"<>|\s]*")


def read_old_addresses(fields: Fields, key: str) -> tuple[str, ...]:
    """Return the addresses that something had before; what can be none is reported.

    They are paths of this portal (`office/2020.html`), or addresses of another or of the old website, given in full or from
    the root of its host (`/art/2019/1/25/art_1234.html?id=5`).
    """
    found = []
    for address in fields.texts(key):
        inside = "" if "://" in address or address.startswith("/") else address
        if not _OLD_ADDRESS.fullmatch(address) or (inside and normpath(inside).startswith("..")):
            example = f"写成本网站原来的路径，例如 {key}: [office/2020.html]；或旧网站的完整网址，例如 {key}: [https://www.example.gov.cn/1.html]"
            fields.add_finding("moved.address", f"“{address}”不是网页的地址", fields.item_span(key, address), example)
        else:
            found.append(address)
    return tuple(found)


def read_document_address(fields: Fields, key: str) -> str:
    """Return the document at a key: a public address, or a file by its path in the content folder.

    What nobody outside could open is reported.
    """
    text = fields.text(key)
    example = f"写成公开的网址，或内容文件夹里的文件，例如 {key}: forms/{key}.docx"
    if _PUBLIC.fullmatch(text):
        return public_address(fields, key, text, example)
    if text and (_OF_A_MACHINE.match(text) or normpath(text).startswith("..")):
        fields.add_finding("field.type", f"“{text}”公众打不开", fields.span(key), example)
        return ""
    return normpath(text) if text else ""


def read_source_address(fields: Fields, name: str) -> str:
    """Return where a report was issued, at the key `source`: a public address, or a file of the content folder.

    A file is given from the folder of the report `name`; what nobody outside could open is reported.
    """
    text = fields.text("source")
    example = "写成公开的网址，例如 source: https://www.example.gov.cn/2012.html；或把原件放在报告旁边，写 source: 文件名.pdf"
    if _PUBLIC.fullmatch(text):
        return public_address(fields, "source", text, example)
    if text and (_OF_A_MACHINE.match(text) or normpath(join(dirname(name), text)).startswith("..")):
        fields.add_finding("source.place", f"“{text}”公众打不开", fields.span("source"), example)
        return ""
    return text
