"""Put the built book, its offline copies and its notebooks on the branch that Pages serves.

The branch holds one commit and no history: whoever clones the repository would otherwise fetch
every PDF there ever was. The commit follows from its files and from the source's last commit
alone, so that publishing the same twice does nothing.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from book_ext import address
from tools import notebooks

ROOT = Path(__file__).resolve().parent.parent
OFFLINE = {
    "why-specialization.zip": "the site as one file (zip, unpack it and open index.html)",
    "why-specialization.pdf": "the book on paper (PDF)",
}
PLACE = "<!-- offline copies -->"  # stands on the front page


def assemble(build: Path, folder: Path, requirement: str | None):
    """Make the folder that Pages will serve: site, notebooks, offline copies and links to them."""
    hidden = shutil.ignore_patterns(".*")
    shutil.copytree(build / "html", folder, ignore=hidden, dirs_exist_ok=True)
    (folder / ".nojekyll").touch()  # else Pages drops whatever starts with an underscore
    notebooks.make(build / "notebooks", folder / "notebooks", requirement)
    (folder / "notebooks/.made.json").unlink()
    links = []
    for name, what in OFFLINE.items():
        shutil.copyfile(build / name, folder / name)
        size = (build / name).stat().st_size / 1e6
        links.append(f'<a href="{name}">{what}, {size:.1f} MB</a>')
    front = folder / "index.html"
    text = front.read_text(encoding="utf-8")
    if PLACE not in text:
        raise ValueError(f"index.html must have {PLACE!r} where the offline copies are named")
    offline = f"<p>To read without a network: {'; '.join(links)}.</p>"
    front.write_text(text.replace(PLACE, offline), encoding="utf-8")


def git(*arguments: str, **environment: str) -> str:
    """Run git in the working directory and return what it says."""
    done = subprocess.run(
        ["git", *arguments],
        env=os.environ | environment,
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    return done.stdout.strip()


def commit(folder: Path) -> str:
    """Return a commit of exactly the files of a folder; branches and index stay as they are."""
    source, when = git("show", "--no-patch", "--format=%H %cI", "HEAD").split()
    with tempfile.TemporaryDirectory() as scratch:
        index = {"GIT_INDEX_FILE": str(Path(scratch) / "index")}
        git(f"--work-tree={folder}", "add", "--all", "--force", ".", **index)
        tree = git("write-tree", **index)
    who = {"NAME": "nflsim book", "EMAIL": "nflsim-book@users.noreply.github.com", "DATE": when}
    names = {
        f"GIT_{role}_{key}": is_ for role in ("AUTHOR", "COMMITTER") for key, is_ in who.items()
    }
    return git("commit-tree", tree, "-m", f"The book, built from {source}", **names)


def push(folder: Path, remote: str = "origin") -> bool:
    """Make the branch hold a folder; tell whether that changed it.

    Git moves a branch wholly or not at all, and not if somebody else has moved it meanwhile.
    """
    branch = f"refs/heads/{address.BRANCH}"
    before = git("ls-remote", remote, branch).partition("\t")[0]
    after = commit(folder)
    if after == before:
        return False
    git("push", "--quiet", f"--force-with-lease={branch}:{before}", remote, f"{after}:{branch}")
    return True


def main():
    """Publish what `make publish` built, to a remote named on the command line or to origin."""
    remote = (sys.argv[1:] or ["origin"])[0]
    where = address.find()
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch) / "site"
        assemble(ROOT / "_build", folder, where and where.requirement)
        try:
            changed = push(folder, remote)
        except subprocess.CalledProcessError as error:
            sys.exit(f"publish: 'git {error.cmd[1]}' failed; the branch is as it was")
    print(f"publish: {address.BRANCH} " + ("holds the book now" if changed else "held it already"))


if __name__ == "__main__":
    main()
