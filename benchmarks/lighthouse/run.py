"""Score the pages of the built book with Lighthouse, as a phone would have them, on this machine.

Each score is the median of three runs; below a budget the command fails and names the audits that
cost points. The load of the machine stands beside the scores, because other work lowers the first.
Without arguments every page is scored: `python benchmarks/lighthouse/run.py index.html` takes one.
"""

import json
import os
import subprocess
import sys
from pathlib import Path
from statistics import median

from tools.browser import candidates, is_root
from tools.serve import BOOK, serving

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]

BUDGETS = {"performance": 95, "accessibility": 100, "best-practices": 100, "seo": 100}
RUNS = 3
FLAGS = "--headless=new --disable-gpu" + " --no-sandbox" * is_root()


def pages() -> list[str]:
    """Return every page of the built book."""
    found = (path.relative_to(BOOK) for path in BOOK.rglob("*.html"))
    return sorted(path.as_posix() for path in found if not path.parts[0].startswith("_"))


def report(address: str) -> dict:
    """Return what one run of Lighthouse says of a page, by its default preset, a phone."""
    command = ["node", HERE / "node_modules/lighthouse/cli/index.js", address, "--quiet"]
    command += ["--output=json", f"--chrome-flags={FLAGS}", "--no-enable-error-reporting"]
    command += [f"--only-categories={','.join(BUDGETS)}"]
    path = candidates()[0].get("executable_path")  # without one Lighthouse searches by itself
    env = os.environ | ({"CHROME_PATH": path} if path else {})
    done = subprocess.run(command, env=env, capture_output=True, text=True)
    if done.returncode:
        sys.exit(f"lighthouse: {address} could not be scored\n{done.stderr[-2000:]}")
    return json.loads(done.stdout)


def score(reports: list[dict], category: str) -> float:
    """Return the median score of a category, out of 100."""
    return median(round(100 * each["categories"][category]["score"]) for each in reports)


def lost(report: dict, category: str) -> list[str]:
    """Return the audits of a category that cost points."""
    audits = (
        (each, report["audits"][each["id"]]) for each in report["categories"][category]["auditRefs"]
    )
    return [
        f"{audit['id']} ({audit.get('displayValue') or audit['title']})"
        for each, audit in audits
        if each["weight"] and audit["score"] is not None and audit["score"] < 1
    ]


def main():
    """Print a line for each page and fail if one is below a budget."""
    chosen, below = sys.argv[1:] or pages(), []
    print(f"{'page':44}", *(f"{name:>14}" for name in BUDGETS), f"{'load':>6}")
    with serving(BOOK) as where:
        for page in chosen:
            reports = [report(f"{where}/{page}") for _ in range(RUNS)]
            scores = {name: score(reports, name) for name in BUDGETS}
            load = os.getloadavg()[0]
            print(f"{page:44}", *(f"{scores[n]:>14}" for n in BUDGETS), f"{load:>6.1f}", flush=True)
            for name in (name for name, least in BUDGETS.items() if scores[name] < least):
                below.append(f"{page}: {name} {scores[name]}: {', '.join(lost(reports[-1], name))}")
    sys.exit("\n".join(["lighthouse: below the budget", *below]) if below else 0)


if __name__ == "__main__":
    main()
