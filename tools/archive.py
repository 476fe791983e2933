"""Pack the built book into one file that opens without a network or a server.

The same book gives the same bytes: names in order, one time for all, one set of rights.
"""

import sys
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
NAME = "why-specialization"
ONLINE = {"_sources", "404.html", "sitemap.xml"}  # of use to a server or to nobody


def pack(book: Path, target: Path):
    """Write the archive of a book, all of it in one folder."""
    partial = target.with_suffix(".partial")
    with zipfile.ZipFile(partial, "w") as archive:
        for path in sorted(book.rglob("*")):
            parts = path.relative_to(book).parts
            if path.is_dir() or parts[0] in ONLINE or any(part.startswith(".") for part in parts):
                continue
            entry = zipfile.ZipInfo("/".join((NAME, *parts)), (1980, 1, 1, 0, 0, 0))
            entry.create_system, entry.external_attr = 3, 0o100644 << 16
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, path.read_bytes(), compresslevel=9)
    partial.replace(target)


def main():
    """Pack the book that `make book` built."""
    book, target = ROOT / "_build/html", ROOT / f"_build/{NAME}.zip"
    if not (book / "index.html").is_file():
        sys.exit("zip: there is no book in _build/html yet; run make book first")
    pack(book, target)
    print(f"_build/{target.name}: unpack it and open {NAME}/index.html")


if __name__ == "__main__":
    main()
