"""`schema`: a JSON Schema of each form and of the settings, for editors."""

from argparse import ArgumentParser
from pathlib import Path

from ..authoring.schema import schema_text
from ..authoring.settings_schema import settings_schema_text
from ..parsing.setting_keys import SETTING_PLACES
from ..system.console import say
from ..system.files import rewrite
from ..system.locations import content_around
from .commands import DONE, STOPPED
from .forms_folder import forms_of
from .options import Command, CommandOptions, add_formats_option
from .show import show_findings


class SchemaOptions(CommandOptions):
    """The options of `schema`."""

    into: Path = Path("schemas")

    def locate(self, root: Path) -> None:
        """Write beside the content folder of the portal in `root`, unless the command line names another folder."""
        if "into" not in vars(self):
            self.into = root / self.into

    def unusable(self) -> str:
        """Return why the schemas don't belong into their folder, "" where they do."""
        if not content_around(self.into):
            return ""
        return f"“{self.into}”在内容文件夹里：程序写的文件不放在那里，放在内容文件夹旁边，例如 --into schemas"


def _add_options(parser: ArgumentParser) -> None:
    parser.add_argument("--into", type=Path, metavar="文件夹", help="写到哪个文件夹，默认网站的 schemas，在 content 旁边")
    add_formats_option(parser)


def _run(options: SchemaOptions) -> int:
    forms = forms_of(options)
    if forms.value is None:
        show_findings(forms.findings, options.findings)
        return STOPPED
    options.into.mkdir(parents=True, exist_ok=True)
    texts = {f"{form.key}.json": schema_text(form) for form in forms.value}
    texts |= {place.schema: settings_schema_text(place) for place in SETTING_PLACES if place.schema}
    for name, text in texts.items():
        file = options.into / name
        changed = rewrite(file, text.encode())
        say(f"{file}：{'已写入' if changed else '没有变化'}")
    return DONE


COMMAND = Command(SchemaOptions, _add_options, _run)
