"""How much of the figures other programs leave for a reader: `python -m bench.import_tools [PYTHON]`.

Twenty documents made at random (`tests/support/import_documents.py`) are turned into text by each program that is there and read
by the same matching as import's own; PYTHON is an interpreter that has markitdown, pymupdf4llm or docling. For each program:
documents that it could turn into text, figures right, blank, different with a finding, and different without one.
"""

import subprocess
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from tests.support.forms import FORMS
from tests.support.import_documents import Made, make_document
from tests.support.import_outcomes import named, outcome_of, run

_KINDS = ("docx", "xlsx", "pdf", "html")
_DOCUMENTS = 20
_HEADS = ("documents", "right", "blank", "other, said", "unsaid")
_SCRIPTS = {
    "markitdown": "from markitdown import MarkItDown; print(MarkItDown().convert(sys.argv[1]).text_content)",
    "pymupdf4llm": "import pymupdf4llm; print(pymupdf4llm.to_markdown(sys.argv[1], show_progress=False))",
    "docling": "from docling.document_converter import DocumentConverter\nprint(DocumentConverter().convert(sys.argv[1]).document.export_to_markdown())",
}


def main(arguments: Sequence[str]) -> int:
    """Make the documents, turn each into text with each program, and print what import made of that."""
    python = arguments[0] if arguments else sys.executable
    tools = {"pdftotext -layout": ["pdftotext", "-layout", "{}", "-"]}
    tools |= {name: [python, "-c", f"import sys; {script}", "{}"] for name, script in _SCRIPTS.items()}
    documents = [make_document(Random(seed), FORMS, _KINDS[seed % len(_KINDS)]) for seed in range(_DOCUMENTS)]
    print(f"{'program':<20}" + "".join(f"{head:>13}" for head in _HEADS))
    print(_line("import", [_tally(made) for made in documents]))
    with TemporaryDirectory() as folder:
        for name, command in tools.items():
            texts = [_converted(made, command, Path(folder)) for made in documents]
            ending = ".txt" if name.startswith("pdftotext") else ".md"
            told = [made._replace(name=f"a{ending}", data=text) for made, text in zip(documents, texts, strict=True) if text]
            print(_line(name, [_tally(made) for made in told]))
    return 0


def _converted(made: Made, command: Sequence[str], folder: Path) -> bytes:
    """What a program makes of a document, nothing where it can't."""
    path = folder / made.name
    path.write_bytes(made.data)
    try:
        done = subprocess.run([part.replace("{}", str(path)) for part in command], capture_output=True, check=False)
    except FileNotFoundError:
        return b""
    return b"" if done.returncode else done.stdout


def _tally(made: Made) -> Counter[str]:
    """What came of a document's figures; all are blank where it is not known for a report of its year and form."""
    parsed = run(made)
    found = Counter(figures=len(made.truth))
    try:
        differences = outcome_of(made, parsed)
    except AssertionError:
        found["blank"] = len(made.truth)
        return found
    found["right"] = len(made.truth) - len(differences)
    for cell, (_, got) in differences.items():
        found["blank" if got[0] is None else "other" if named(cell, made, parsed.findings) else "unsaid"] += 1
    return found


def _line(name: str, found: Sequence[Counter[str]]) -> str:
    total = sum(found, Counter[str]())
    shares = [f"{total[kind] / max(total['figures'], 1):.1%}" for kind in ("right", "blank", "other")]
    return f"{name:<20}" + "".join(f"{value:>13}" for value in (str(len(found)), *shares, str(total["unsaid"])))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
