"""The directive {diagram}: the phase diagram that a sweep left in a file, and what it took."""

import json
from collections import defaultdict
from functools import cache
from pathlib import Path

import numpy as np
from docutils import nodes
from sphinx.util.docutils import SphinxDirective

from nflsim.explorer import page
from nflsim.explorer.figures import SHARES, Axis, figure, heatmap, rule

ROWS = Path(__file__).resolve().parents[2] / "benchmarks/phase_diagram.jsonl"
TOLD = ROWS.with_suffix(".json")
EDGE = 2.0  # widths: above this distance the middle is a branching point
SUMMARY = (
    "Map of the share of replicates that end as two heaps, over the distance of the niches and "
    "the number of bodies. Nearly none left of the vertical line at a distance of 2, nearly all "
    "right of it where bodies are many; where they are few the change comes later or not at all."
)
WAYS = {"serially": "serially", "processes": "`ProcessPoolExecutor`", "dask": "Dask"}


@cache
def shares() -> tuple[list, list, np.ndarray]:
    """Return distances, sizes and the share of replicates that split, [size, distance]."""
    splits = defaultdict(list)
    for line in ROWS.read_text(encoding="utf-8").splitlines()[1:]:
        row = json.loads(line)
        splits[row["size"], row["distance"]].append(row["split"])
    sizes, distances = (sorted(set(each)) for each in zip(*splits))
    return distances, sizes, np.array([[np.mean(splits[n, d]) for d in distances] for n in sizes])


def told() -> dict:
    """Return the times of the sweeps, and on what they were measured."""
    return json.loads(TOLD.read_text(encoding="utf-8"))


def picture() -> str:
    """Return the map as HTML."""
    distances, sizes, split = shares()
    half, rows = (distances[1] - distances[0]) / 2, list(range(len(sizes)))
    low, high = -0.5, len(sizes) - 0.5
    drawn = figure(
        heatmap("split", "replicates that split", (0, 1), distances, rows, SHARES, ("none", "all")),
        rule("edge", "closed form: two from here on", "specialist", (low, high)),
        x=Axis(
            "distance of the niches, widths",
            distances[0] - half,
            distances[-1] + half,
            (1.5, 2, 2.5, 3),
        ),
        y=Axis("bodies", low, high, tuple(rows), tuple(f"{n:,}" for n in sizes)),
    )
    arrays = {"split": split, "edge.x": np.full(2, EDGE)}
    return page.still("How many replicates split", drawn, arrays, SUMMARY)


def edges() -> str:
    """Return where each size begins to split, as Markdown."""
    distances, sizes, split = shares()
    rows = {f"{size:,}": row for size, row in zip(sizes, split)}
    rows["endless, no chance"] = np.isin(distances, told()["endless"])
    near = np.array(distances) <= EDGE
    lines = ["| bodies | half split from | all split from | split at 2 or less |"]
    lines += ["|---|---|---|---|"]
    for name, row in rows.items():
        half, every = (first(distances, row >= least) for least in (0.5, 1))
        lines.append(f"| {name} | {half} | {every} | {row[near].mean():.1%} |")
    return "\n".join(lines)


def first(distances: list, held: np.ndarray) -> str:
    """Return the distance from which on something holds up to the last."""
    length = len(held) if held.all() else int(np.argmin(held[::-1]))
    return f"{distances[-length]:g}" if length else f"not up to {distances[-1]:g}"


def times() -> str:
    """Return what the sweep took, in words and as a table."""
    facts, (_, _, split) = told(), shares()
    runs = len(ROWS.read_text(encoding="utf-8").splitlines()) - 1
    seconds = facts["seconds"]
    lines = [
        f"{runs:,} runs, {split.size} combinations, on {facts['workers']} workers:",
        "",
        "| executor | seconds | times as fast |",
        "|---|---|---|",
        *(
            f"| {name} | {seconds[way]:.0f} | {seconds['serially'] / seconds[way]:.2f} |"
            for way, name in WAYS.items()
        ),
        "",
        f"The ways took turns, a replicate at a time, on a machine with {facts['workers']} cores "
        f"({facts['processor']}, Python {facts['python']}, NumPy {facts['numpy']} on one thread, "
        f"distributed {facts['distributed']}) that had other work too: at the start "
        f"{facts['load']:g} processes were running or waiting to run.",
    ]
    return "\n".join(lines)


class Diagram(SphinxDirective):
    """Show the map, its edges or its times."""

    required_arguments = 1

    def run(self):
        """Return what the argument names."""
        for path in (ROWS, TOLD):
            self.env.note_dependency(str(path))
        if self.arguments[0] == "map":
            return [nodes.raw("", picture(), format="html")]
        text = {"edges": edges, "times": times}[self.arguments[0]]()
        return self.parse_text_to_nodes(text)


def setup(app):
    """Register with Sphinx."""
    app.add_directive("diagram", Diagram)
