"""`ssh:user@host:/path`: releases beside each other on a server that has sshd and rsync, and nothing of ours."""

import re
from collections.abc import Callable

from msgspec import Struct

from ...system.release_folder import compressed_copies
from ...system.ssh_host import SshHost
from ..precompression import ENDINGS, compressors
from ..transfer import (
    TransferPlan,
    is_hashed,
    listed_files,
    metadata_files,
    plan_transfer,
    read_manifest,
    release_before,
    release_name,
)
from .released import NoSuchRelease, Released, Shown, SiteToRelease, may_show
from .remote_scripts import BREAK, begin_release, check_arrived, finish, go_back, look, manifest_of, served

SSH_ADDRESS = re.compile(r"(?P<host>[^\s:/'\"-][^\s:/'\"]*):(?P<path>/[^\s'\"]*[^\s'\"/])")
"""`user@host:/path`, after the scheme."""
_NAME = re.compile("[0-9a-f]{12}")


class _Remote(Struct, frozen=True):
    """What is on the server: the current release, the state of the one to make, all by age, and what to begin from."""

    current: str
    state: str
    is_compressed: bool
    order: tuple[str, ...]
    assets: tuple[str, ...]
    manifest: bytes


def publish_to_ssh(place: str, site: SiteToRelease, keep: int) -> Released:
    """Add the site's release on the server and switch to it. Raises OSError; what is served is then as it was.

    What was cut off goes on where it was, at the next attempt.
    """
    (address, path), name = _parts(place), release_name(site.files)
    with SshHost(address) as host:
        remote = _look(host, path, name)
        plan = plan_transfer(site.files, listed_files(remote.manifest), remote.assets)
        packed = () if not site.compress else plan.sent if remote.is_compressed else tuple(site.files)
        if remote.state == "whole":
            if remote.manifest != site.manifest and (about := metadata_files(site.files)):
                host.send(site.folder, about, f"{path}/releases/{name}")
            _send_compressed(host, site.folder, packed, f"{path}/releases/{name}")
        else:
            try:
                _transfer(host, path, name, site, plan, remote.current if listed_files(remote.manifest) else "", packed)
            except OSError:
                if not _is_whole(host, path, name):  # somebody else may have finished the same release meanwhile
                    raise
        carry_from = remote.current if remote.state == "whole" else ""
        with may_show():
            host.run(finish(path, name, carry_from, len(site.manifest), keep), site.manifest)
    return Released(name, remote.current, len(plan.sent), len(plan.linked))


def _transfer(
    host: SshHost, path: str, name: str, site: SiteToRelease, plan: TransferPlan, before: str, packed: tuple[str, ...]
) -> None:
    """Make a release beside the one `before`, with compressed copies of the files `packed`, and see that all of it arrived."""
    outdated = (one + ending for one in (*plan.sent, *plan.removed) for ending in ENDINGS)
    host.run(begin_release(path, name, before), b"".join(one.encode() + b"\0" for one in (*plan.removed, *outdated)))
    if plan.sent:
        host.send(site.folder, plan.sent, f"{path}/releases/.new-{name}")
    _send_compressed(host, site.folder, packed, f"{path}/releases/.new-{name}")
    lines = [f"{site.files[one]}  {one}" for one in plan.sent]
    host.run(check_arrived(path, name), "\n".join((*lines, "", *plan.linked, "")).encode())


def _send_compressed(host: SshHost, folder: str, paths: tuple[str, ...], place: str) -> None:
    with compressed_copies(folder, paths, compressors) as (copies, names):
        if names:
            host.send(copies, names, place)


def _is_whole(host: SshHost, path: str, name: str) -> bool:
    try:
        return _look(host, path, name).state == "whole"
    except OSError:
        return False


def roll_back_ssh(place: str, steps: int, begin: Callable[[bytes], None] = lambda manifest: None) -> Released | NoSuchRelease:
    """Let the server serve the release so many steps before the current one; `begin` is called with its manifest before."""
    address, path = _parts(place)
    with SshHost(address) as host:
        remote = _look(host, path, "none")
        name = release_before(remote.order, remote.current, steps)
        if name is None:
            return NoSuchRelease(remote.current, remote.order)
        manifest = host.run(manifest_of(path, name))
        begin(manifest)
        host.run(go_back(path, name, remote.current))
        return Released(name, remote.current, 0, 0, manifest)


def shown_by_ssh(place: str) -> Shown:
    """Return what a server serves. Raises OSError when it can't be asked."""
    address, path = _parts(place)
    with SshHost(address) as host:
        return Shown(read_manifest(host.run(served(path))))


def _parts(place: str) -> tuple[str, str]:
    found = SSH_ADDRESS.fullmatch(place)
    assert found
    return found["host"], found["path"]


def _look(host: SshHost, path: str, name: str) -> _Remote:
    current, state, compressed, order, there, assets, manifest = host.run(look(path, name)).split(BREAK, 6)
    listed, names = order.decode(errors="replace").split(), there.decode(errors="replace").split()
    known = [one for one in names if _NAME.fullmatch(one)]
    ordered = (*(one for one in known if one not in listed), *(one for one in dict.fromkeys(listed) if one in known))
    shown = (f"assets/{one}" for one in assets.decode(errors="replace").splitlines())
    served = current.decode(errors="replace")
    return _Remote(
        served if served in known else "",
        state.decode(),
        bool(compressed),
        ordered,
        tuple(one for one in shown if is_hashed(one)),
        manifest,
    )
