"""Configurations of web servers: a site as a server sees it → the text that an administrator puts in place, one module each."""

from collections.abc import Callable

from ..served_site import ServedSite
from .apache import apache_config
from .caddy import caddy_config
from .iis import iis_config
from .nginx import nginx_config

SERVERS: tuple[tuple[str, Callable[[ServedSite], str]], ...] = (
    ("nginx", nginx_config),
    ("apache", apache_config),
    ("caddy", caddy_config),
    ("iis", iis_config),
)
"""The servers that a configuration can be written for, by the word that people type."""
