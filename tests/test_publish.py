"""What is published, tried against a bare repository: all of it, nothing stale, or nothing."""

import json
import subprocess
from pathlib import Path

import pytest

from tools import publish

ROOT = Path(__file__).resolve().parent.parent

BRANCH = "refs/heads/gh-pages"


def git(*arguments, at):
    done = subprocess.run(["git", *arguments], cwd=at, check=True, capture_output=True, text=True)
    return done.stdout.strip()


@pytest.fixture
def remote(tmp_path, monkeypatch):
    """Return a bare repository, with a clone that has one commit as the working directory."""
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", "/dev/null")
    git("init", "--bare", "--quiet", "remote", at=tmp_path)
    git("clone", "--quiet", "remote", "source", at=tmp_path)
    source = tmp_path / "source"
    (source / ".git/info/exclude").write_text("*.zip\n")
    (source / "book.md").touch()
    git("add", "--all", at=source)
    who = ["-c", "user.name=A", "-c", "user.email=a@example.org"]
    git(*who, "commit", "--quiet", "-m", "One", at=source)
    monkeypatch.chdir(source)
    return tmp_path / "remote"


@pytest.fixture
def site(tmp_path):
    """Return a folder to publish."""
    folder = tmp_path / "site"
    (folder / "_static").mkdir(parents=True)
    for name in (".nojekyll", "index.html", "old.html", "_static/a.css", "book.zip"):
        (folder / name).write_text(name)
    return folder


def published(remote):
    return git("ls-tree", "-r", "--name-only", BRANCH, at=remote).splitlines()


def tip(remote):
    return git("ls-remote", str(remote), BRANCH, at=remote).partition("\t")[0]


def test_the_first_time_makes_the_branch_with_every_file(remote, site):
    before = git("status", "--porcelain", at=".")
    assert publish.push(site)
    assert published(remote) == [".nojekyll", "_static/a.css", "book.zip", "index.html", "old.html"]
    assert git("status", "--porcelain", at=".") == before
    assert git("log", "-1", "--format=%s", BRANCH, at=remote).startswith("The book, built from ")


def test_the_same_again_makes_no_commit(remote, site):
    publish.push(site)
    before = tip(remote)
    assert not publish.push(site)
    assert tip(remote) == before


def test_what_is_gone_from_the_book_goes_from_the_branch_and_no_history_stays(remote, site):
    publish.push(site)
    (site / "old.html").unlink()
    (site / "index.html").write_text("new")
    assert publish.push(site)
    assert "old.html" not in published(remote)
    assert git("show", f"{BRANCH}:index.html", at=remote) == "new"
    assert git("rev-list", "--count", BRANCH, at=remote) == "1"


def test_a_push_that_fails_leaves_the_branch_as_it_was(remote, site):
    publish.push(site)
    before = tip(remote)
    hook = remote / "hooks/pre-receive"
    hook.write_text("#!/bin/sh\nexit 1\n")
    hook.chmod(0o755)
    (site / "index.html").write_text("new")
    with pytest.raises(subprocess.CalledProcessError):
        publish.push(site)
    assert tip(remote) == before


def test_a_branch_that_somebody_else_moved_meanwhile_is_left_alone(remote, site, monkeypatch):
    publish.push(site)
    made = publish.commit

    def slow(folder):
        main = git("rev-parse", "HEAD", at=".")
        git("push", "--quiet", "--force", "origin", f"{main}:{BRANCH}", at=".")
        return made(folder)

    monkeypatch.setattr(publish, "commit", slow)
    (site / "index.html").write_text("new")
    with pytest.raises(subprocess.CalledProcessError):
        publish.push(site)
    assert tip(remote) == git("rev-parse", "HEAD", at=".")


@pytest.fixture
def build(tmp_path):
    """Return what `make book`, `make zip` and `make pdf` leave behind, in small."""
    folder = tmp_path / "build"
    (folder / "html").mkdir(parents=True)
    (folder / "html/.stamp").touch()
    (folder / "notebooks/part").mkdir(parents=True)
    (folder / "notebooks/part/one.ipynb").write_text('{"cells": []}')
    (folder / "html/index.html").write_text(f"<body>{publish.PLACE}</body>")
    for name in publish.OFFLINE:
        (folder / name).write_bytes(b"x" * 1_250_000)
    return folder


def test_the_folder_has_site_notebooks_and_offline_copies_that_the_front_page_names(
    build, tmp_path
):
    folder = tmp_path / "site"
    publish.assemble(build, folder, "nflsim[chapters] @ git+https://example.org/book@abc")
    made = {p.relative_to(folder / "notebooks").as_posix() for p in folder.rglob("*.ipynb")}
    assert made == {"part/one.ipynb"}
    hidden = {path.name for path in folder.rglob(".*")}
    assert hidden == {".nojekyll"}
    first = json.loads((folder / "notebooks" / min(made)).read_text(encoding="utf-8"))["cells"][0]
    assert "git+https://example.org/book@abc" in "".join(first["source"])
    front = (folder / "index.html").read_text()
    for name in publish.OFFLINE:
        assert f'href="{name}"' in front
        assert (folder / name).stat().st_size == 1_250_000
    assert front.count("1.2 MB") == 2


def test_a_front_page_without_a_place_for_the_offline_copies_is_an_error(build, tmp_path):
    (build / "html/index.html").write_text("<body></body>")
    with pytest.raises(ValueError, match=r"index\.html must have"):
        publish.assemble(build, tmp_path / "site", None)


def test_the_front_page_has_that_place():
    assert publish.PLACE in (ROOT / "index.md").read_text(encoding="utf-8")


def test_make_publish_runs_it_from_nothing():
    plan = subprocess.run(
        ["make", "--dry-run", "--always-make", "publish"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    steps = ["rm -rf _build", "jupyter-book build", "tools.archive", "tools.pdf"]
    places = [plan.index(step) for step in (*steps, "tools.publish")]
    assert places == sorted(places)
