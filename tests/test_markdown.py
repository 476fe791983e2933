"""A page with all that chapters hold, as a notebook: plain Markdown, and code that folds."""

from pathlib import Path

import nbformat
import pytest
from sphinx.application import Sphinx

from book_ext import address
from book_ext.publishing import markdown, notebooks

CONF = """
project = "small"
extensions = ["myst_nb", "sphinxcontrib.bibtex", "sphinx_exercise", "book_ext.figures.states",
    "book_ext.figures.joins", "book_ext.publishing.notebooks"]
myst_enable_extensions = ["colon_fence", "dollarmath"]
bibtex_bibfiles = ["works.bib"]
nb_execution_mode = "force"
"""
INDEX = (
    "# Small\n\n```{toctree}\nchapters/part/one\nchapters/part/two\n```\n\n```{bibliography}\n```\n"
)
TWO = "---\nfile_format: mystnb\n---\n\n(ch-two)=\n# The other\n\nBack.\n"
ONE = """\
---
file_format: mystnb
kernelspec: {name: python3}
---

# One

Of {glue:text}`one-count`, {cite:t}`polechova2005` says 2\\*3 is less; so
do others {cite:p}`igel2003`.
At $x_1$, {curve}`blind search <every-searcher:blind>` has {now}`15 <every-searcher:breadth>`.

$$
y = x
$$

- *Two* looks, {explore}`less spread <every-searcher?budget=2&breadth=15&spread=0.5>`:
  **more**.
- Then [the next](two.md), {doc}`two`, {ref}`ch-two`
  and {ref}`a-figure`.

:::{admonition} Predict
:class: tip
Well?

```{admonition} The answer
:class: dropdown
So.
```
:::

```{code-cell} ipython3
:tags: [claim, hide-cell]

from IPython.display import HTML
from myst_nb import glue

glue("one-count", 12, display=False)
```

(a-figure)=
## A figure

```{code-cell} ipython3
---
mystnb:
  figure:
    caption: "What *is* seen."
    name: fig-one
tags: [hide-input]
---
HTML('<figure class="explorer" id="every-searcher"></figure>')
```

```{code-cell} ipython3
1 + 1
```

```{exercise-start} Hard
:label: ex-one
```
Find it.
```{exercise-end}
```

````{solution-start} ex-one
:class: dropdown
````
Found.

```{code-cell} ipython3
2 + 2
```

And checked.
````{solution-end}
````
"""
TEXTS = [
    """\
# One

Of 12, [Polechová and Barton (2005)](https://doi.org/10.1554/04-691) says 2\\*3 is less; so
do others ([Igel and Toussaint, 2003](https://doi.org/10.1016/S0020-0190%2803%2900222-9)).
At $x_1$, blind search has 15.

$$
y = x
$$

- *Two* looks, less spread (`optimization.every_searcher().at(budget=2, breadth=15, spread=0.5)`):
  **more**.
- Then [the next](two.ipynb), [The other](two.ipynb), [The other](two.ipynb)
  and [A figure](one.ipynb#A-figure).

> **Predict**
>
> Well?
>
> <details><summary><b>The answer</b></summary>
>
> So.
>
> </details>""",
    "## A figure",
    "*What *is* seen.*",
    """\
> **Exercise 1 (Hard)**
>
> Find it.

<details><summary><b>Solution to exercise 1</b></summary>

Found.

</details>""",
    "<details><summary><b>Solution to exercise 1</b></summary>\n\nAnd checked.\n\n</details>",
]


@pytest.fixture(scope="module")
def app(tmp_path_factory):
    """Return Sphinx, after it has built the page while the book has no address."""
    root = tmp_path_factory.mktemp("small")
    (root / "chapters/part").mkdir(parents=True)
    (root / "works.bib").write_bytes(markdown.BIBLIOGRAPHY.read_bytes())
    pages = {"conf.py": CONF, "index.md": INDEX}
    pages |= {"chapters/part/one.md": ONE, "chapters/part/two.md": TWO}
    for name, text in pages.items():
        (root / name).write_text(text, encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(address, "find", lambda: None)
        for name in ("EXPLORER_MODE", "EXPLORER_GRIDS"):
            patch.setenv(name, "")  # Sphinx sets them: afterwards they are as before
        app = Sphinx(
            root, root, root / "out/html", root / "out/trees", "html", status=None, warning=None
        )
        app.build()
    return app


@pytest.fixture(scope="module")
def cells(app):
    path = Path(app.outdir).parent / "notebooks/part/one.ipynb"
    return nbformat.read(path, as_version=4).cells


def test_the_text_is_plain_markdown(cells):
    assert [cell.source for cell in cells if cell.cell_type == "markdown"] == TEXTS


def test_code_folds_where_the_page_folds_it(cells):
    code = [cell for cell in cells if cell.cell_type == "code"]
    folded = [cell.metadata.get("jupyter", {}).get("source_hidden", False) for cell in code]
    assert folded == [True, True, False, True]
    assert [cell.metadata.get("cellView") == "form" for cell in code] == folded
    assert [cell.source.startswith("# @title ") for cell in code] == folded
    assert code[2].source == "1 + 1"
    assert code[3].source.endswith("\n2 + 2")


def test_a_cell_stands_where_it_stands_on_the_page(cells):
    assert [cell.cell_type[0] for cell in cells] == list("mcmcmcmcm")
    assert not any(cell.get("outputs") for cell in cells)


def test_a_state_is_on_the_published_page_once_there_is_one(app, monkeypatch):
    monkeypatch.setattr(address, "find", lambda: address.Address("a", "b"))
    text = notebooks.convert(app.env, "chapters/part/one").cells[0].source
    state = "every-searcher?budget=2&breadth=15&spread=0.5"
    assert f"[less spread](https://a.github.io/b/chapters/part/one.html#{state}):" in text
