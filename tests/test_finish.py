"""A book built again after a change is the book built from nothing."""

import small

EXTRA = 'extensions += ["book_ext.figures.states", "book_ext.pages.finish"]\n'
CHANGED = small.PAGE.replace("Text.", "Text, changed.")
OTHER = small.PAGE.replace("---", "---\norphan: true", 1)


def built(folder, page):
    """Return the pages of a small book, one of which Sphinx has no reason to write again."""
    site = small.build(folder, EXTRA, {f"{small.CHAPTER}.md": page, "other.md": OTHER})
    static = site / "_static"
    found = [path for path in site.rglob("*.html") if static not in path.parents]
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in found}


def test_a_page_that_changed_and_those_that_did_not_are_as_if_built_from_nothing(tmp_path):
    first, second = built(tmp_path / "again", small.PAGE), built(tmp_path / "again", CHANGED)
    assert second == built(tmp_path / "anew", CHANGED)
    assert {path for path in first if first[path] != second[path]} == {f"{small.CHAPTER}.html"}
    assert "other.html" in second
