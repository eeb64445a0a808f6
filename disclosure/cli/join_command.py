"""`join`: make the site of a portal whose parts were made as shards, by `build --shard`."""

from argparse import ArgumentParser
from pathlib import Path

from .build_command import ShardOptions, add_making_options, add_shards_option, make_site, no_shard
from .options import Command, folder_within
from .show import misused


class JoinOptions(ShardOptions):
    """The options of `join`; without `bodies` all shards are joined that are there."""

    bodies: list[Path] = []  # noqa: RUF012 (the default of an option)
    is_join: bool = True


def _add_options(parser: ArgumentParser) -> None:
    about = "用 build --shard 做过的机构；不写的，shards/ 里的全部"
    parser.add_argument("bodies", nargs="*", type=Path, metavar="机构", help=about)
    add_making_options(parser)
    add_shards_option(parser)


def _run(options: JoinOptions) -> int:
    from ..build.shards import finished_shards  # only now: the help needs nothing of the program

    named = tuple(folder_within(one, options.content) for one in options.bodies)
    if refusal := next(filter(None, (no_shard(one, options.content) for one in named)), ""):
        return misused(refusal)
    options.joined = named or tuple(one for one in finished_shards(options.shards) if (options.content / one).is_dir())
    if not options.joined:
        return misused(f"“{options.shards}”里没有分片：先运行 disclosure build --shard 机构{options.elsewhere}，每个机构一次")
    return make_site(options)


COMMAND = Command(JoinOptions, _add_options, _run)
