"""The site as it is found: files of which nothing says whose they are."""

from collections.abc import Container, Iterable, Iterator

from ..model.finding import Finding

_NAMED = 10


def check_unaccounted_files(site: str, manifest: str, found: Iterable[str], planned: Container[str]) -> Iterator[Finding]:
    """Where the manifest is lost, yield one finding that names the files that this build does not make."""
    others = [path for path in found if path not in planned and path != manifest]
    if others:
        named = "、".join(f"{site}/{path}" for path in others[:_NAMED])
        more = f"等 {len(others)} 个" if len(others) > _NAMED else ""
        message = f"没有可读的 {manifest}，不知道这些文件是不是以前生成的，留着没有删：{named}{more}"
        yield Finding(
            "site.unaccounted", message, f"{site}/{manifest}", hint=f"逐个看一看，不该再公开的删去，例如 rm {site}/{others[0]}"
        )
