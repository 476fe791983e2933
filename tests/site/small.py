"""A small book with the real theme and the real extensions, as it is once its address is known."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
STATIC = ROOT / "_static"
CHAPTER = "chapters/part/one"
CONF = f"""
extensions = ["myst_parser"]
extensions += [f"book_ext.publishing.{{name}}" for name in ("citation", "launch", "metadata")]
copyright, root_doc = "2026", "index"  # no project: Jupyter Book names none
html_theme, html_title = "sphinx_book_theme", "A book"
html_theme_options = {{"search_bar_text": "Search this book"}}
html_context, html_favicon = {{"default_mode": "auto"}}, {str(ROOT / "favicon.svg")!r}
html_static_path, html_css_files = [{str(STATIC)!r}], ["book.css"]
"""
FRONT = """---
myst:
  html_meta:
    description: "What it is \\"about\\" & more."
---

# The front

```{citation}
```

```{raw} html
<!-- offline copies -->
```

```{toctree}
chapters/part/one
```
"""
PAGE = """---
myst:
  html_meta:
    description: "One."
---

# One

Text.
"""


def build(folder: Path, conf: str = "", pages: dict | None = None, **environment) -> Path:
    """Build the small book in a folder, as if GitHub Actions had set these; return the site."""
    files = {"conf.py": CONF + conf, "index.md": FRONT, f"{CHAPTER}.md": PAGE} | (pages or {})
    for name, text in files.items():
        path = folder / "source" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8")
    here = {name: is_ for name, is_ in os.environ.items() if not name.startswith("GITHUB_")}
    command = [sys.executable, "-m", "sphinx", "-W", "-q", folder / "source", folder / "html"]
    subprocess.run(command, env=here | environment | {"PYTHONPATH": str(ROOT)}, check=True)
    return folder / "html"
