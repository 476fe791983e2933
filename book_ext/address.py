"""Where the repository is: one line of _config.yml, or what GitHub Actions sets.

While neither names it there is no address, and nothing on any page leads there.
"""

import os
import re
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import yaml

CONFIG = Path(__file__).resolve().parent.parent / "_config.yml"
HOST = "https://github.com"
FORM = re.compile(rf"{re.escape(HOST)}/([A-Za-z0-9-]+)/([\w.-]+?)(?:\.git)?/?")
BRANCH = "gh-pages"  # what Pages serves: the site, and the notebooks beside it


@dataclass(frozen=True)
class Address:
    """A repository on GitHub, at a commit or a branch, and the addresses that follow from it."""

    owner: str
    name: str
    ref: str = "main"

    @property
    def repository(self) -> str:
        """Return the repository's page."""
        return f"{HOST}/{self.owner}/{self.name}"

    @property
    def book(self) -> str:
        """Return where Pages serves the book."""
        host = f"{self.owner}.github.io".lower()
        return f"https://{host}/" + ("" if self.name.lower() == host else f"{self.name}/")

    @property
    def requirement(self) -> str:
        """Return what pip installs to run a chapter's cells."""
        return f"nflsim[chapters] @ git+{self.repository}@{self.ref}"

    def binder(self, notebook: str) -> str:
        """Return where Binder opens a notebook, at exactly this commit where there is one."""
        place = quote(f"lab/tree/notebooks/{notebook}")
        return f"https://mybinder.org/v2/gh/{self.owner}/{self.name}/{self.ref}?urlpath={place}"

    def colab(self, notebook: str) -> str:
        """Return where Colab opens a notebook: it reads them from a branch only."""
        place = quote(f"{self.owner}/{self.name}/blob/{BRANCH}/notebooks/{notebook}")
        return f"https://colab.research.google.com/github/{place}"


def parse(url: str, ref: str = "main") -> Address:
    """Return the address that a repository's URL stands for."""
    if not (found := FORM.fullmatch(url)):
        raise ValueError(f"repository.url must be {HOST}/OWNER/NAME or empty, not {url!r}")
    return Address(*found.groups(), ref)


def find(environ=os.environ, config: Path = CONFIG) -> Address | None:
    """Return the address, or None while nobody knows it; a fork's own runs name the fork.

    Pages, Binder and Colab know one server only, so runs on another do not count.
    """
    if (name := environ.get("GITHUB_REPOSITORY")) and environ.get("GITHUB_SERVER_URL") == HOST:
        return parse(f"{HOST}/{name}", environ.get("GITHUB_SHA") or "main")
    url = yaml.safe_load(config.read_text(encoding="utf-8"))["repository"]["url"]
    return parse(url) if url else None
