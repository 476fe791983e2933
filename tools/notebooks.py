"""Put the notebooks that the book was built with into notebooks/, for JupyterLab and Binder.

A copy whose chapter has not changed is left alone; one that its reader has edited is kept beside
the new one, so a reader's work is never lost.
"""

import hashlib
import json
import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
INSTALL = """\
# Installs nflsim where it is missing, as on Colab; does nothing elsewhere.
import importlib.util
import sys

if importlib.util.find_spec("nflsim") is None:
    %pip install --quiet "{requirement}"
if "google.colab" in sys.modules:  # which shows no figure of ours unless told
    from google.colab import output

    output.enable_custom_widget_manager()"""


def digest(text: str) -> str:
    """Return a fingerprint of a text."""
    return hashlib.sha256(text.encode()).hexdigest()


def content(notebook: str) -> str:
    """Return a fingerprint of what a reader can edit in a notebook: not of what running it adds."""
    try:
        cells = json.loads(notebook)["cells"]
        parts = [
            (cell["cell_type"], "".join(cell["source"]), cell.get("attachments")) for cell in cells
        ]
        return digest(json.dumps(parts, sort_keys=True))
    except (ValueError, KeyError, TypeError):
        return digest(notebook)


def installing(notebook: str, requirement: str | None) -> str:
    """Return a notebook that begins by installing what it needs, where it is known what."""
    if not requirement:
        return notebook
    whole = json.loads(notebook)
    first = {
        "cell_type": "code",
        "execution_count": None,
        "id": "install",
        "metadata": {},
        "outputs": [],
        "source": INSTALL.format(requirement=requirement).splitlines(keepends=True),
    }
    whole["cells"].insert(0, first)
    return json.dumps(whole, indent=1, ensure_ascii=False) + "\n"


def read_record(notebooks: Path) -> dict:
    """Return what each notebook was made from; without a record every notebook counts as edited."""
    try:
        return json.loads((notebooks / ".made.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}


def write(path: Path, text: str):
    """Write a file at once, so that an interruption leaves the old one or the new one."""
    draft = path.with_name(f".{path.name}.new")
    draft.write_text(text, encoding="utf-8")
    os.replace(draft, path)


def keep(path: Path) -> Path:
    """Move an edited notebook to the first free name beside it."""
    number = 1
    while (kept := path.with_name(f"{path.stem}.edited-{number}.ipynb")).exists():
        number += 1
    path.rename(kept)
    return kept


def make(
    built: Path = ROOT / "_build/notebooks",
    notebooks: Path = ROOT / "notebooks",
    requirement: str | None = None,
) -> list[str]:
    """Bring the notebooks up to date and return a line for each thing done."""
    notebooks.mkdir(exist_ok=True)
    record, lines = read_record(notebooks), []
    sources = {path.relative_to(built).as_posix(): path for path in sorted(built.glob("*/*.ipynb"))}
    for name, chapter in sources.items():
        target = notebooks / name
        text = installing(chapter.read_text(encoding="utf-8"), requirement)
        source = digest(text)
        if target.exists() and record.get(name, {}).get("source") == source:
            continue
        known = {record.get(name, {}).get("content"), content(text)}
        if target.exists() and content(target.read_text(encoding="utf-8")) not in known:
            lines.append(f"{name} was edited: your version is now {keep(target).name}")
        target.parent.mkdir(parents=True, exist_ok=True)
        write(target, text)
        record[name] = {"source": source, "content": content(text)}
        write(notebooks / ".made.json", json.dumps(record, indent=1) + "\n")
        lines.append(f"{name} made")
    for name in set(record) - set(sources):  # its chapter is gone
        if name not in edited(notebooks):
            (notebooks / name).unlink(missing_ok=True)
            lines.append(f"{name} removed: its chapter is gone")
        del record[name]
    write(notebooks / ".made.json", json.dumps(record, indent=1) + "\n")
    return lines


def edited(notebooks: Path = ROOT / "notebooks") -> list[str]:
    """Return the files that hold a reader's own work."""
    record = read_record(notebooks)
    return [
        name
        for path in sorted(notebooks.rglob("*"))
        if path.is_file()
        and not any(part.startswith(".") for part in path.relative_to(notebooks).parts)
        and (name := path.relative_to(notebooks).as_posix())
        and not (
            name in record
            and content(path.read_text(encoding="utf-8")) == record[name].get("content")
        )
    ]


def main():
    """Make the notebooks, or with --edited list a reader's own work and fail if there is any."""
    if sys.argv[1:] == ["--edited"]:
        work = edited()
        for name in work:
            print(f"notebooks/{name} holds work of yours")
        sys.exit(bool(work))
    from book_ext import address

    where = address.find()
    for line in make(requirement=where and where.requirement):
        print(f"notebooks: {line}")


if __name__ == "__main__":
    main()
