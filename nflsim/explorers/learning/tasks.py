"""Explorer of the chapter on transfer: whether the second task hurts."""

from nflsim.explorer import Control, Explorer, Preset, counted
from nflsim.explorer.figures import Axis, cursor, figure, line
from nflsim.learning import transfer

DATA = (1, 2, 5, 10, 20, 50, 100)
TASKS = (1, 2, 3, 4, 6, 8, 12, 16)
ALIKE = (0.0, 0.25, 0.5, 0.75, 0.9, 0.99, 1.0)


def second_task() -> Explorer:
    """Return the explorer *Does the second task hurt?*."""
    return Explorer(
        slug="second-task",
        title="Does the second task hurt?",
        summary=(
            "Line plot of the risk, 0 to 1, against the number of tasks learned together, 1 to "
            "16. If they have something in common and are not the same, the risk rises where one "
            "budget is split and falls where data is free; marked on all, the one alone is worst."
        ),
        source="learning.second_task",
        controls=(
            Control("budget", DATA, default=20, words=lambda n: counted(n, "observation")),
            Control(
                "breadth",
                TASKS,
                default=4,
                words=lambda k: f"{k} tasks together" if k > 1 else "one task alone",
            ),
            Control("relatedness", ALIKE, default=0.5, words=lambda rho: f"correlation {rho:g}"),
        ),
        model=_risks,
        figure=figure(
            line("split", "In its own task, one budget split", "generalist", TASKS),
            line("free", "In its own task, the others' data free", "adaptive", TASKS),
            line("alone", "In its own task, alone", "specialist", TASKS),
            line("all", "Learned one task, marked on all", "misfit", TASKS),
            cursor((0, 1)),
            x=Axis("tasks learned together", 0.5, 16.5, (1, 4, 8, 12, 16)),
            y=Axis("risk (mean squared error)", -0.02, 1.02, (0, 0.25, 0.5, 0.75, 1)),
        ),
        reading=_read_risks,
        table={
            "tasks": "tasks",
            "budget split": "split",
            "others' data free": "free",
            "alone": "alone",
            "alone, on all": "all",
        },
        presets=(
            Preset(
                label="One budget",
                state={"budget": 20, "breadth": 8, "relatedness": 0.25},
                see="seven eighths of the data go to the others: one's own task is learned worse",
            ),
            Preset(
                label="Marked on all",
                state={"budget": 20, "breadth": 8, "relatedness": 0.5},
                see="the same split beats the one that learned a single task",
                generalist_wins=True,
            ),
            Preset(
                label="Free data",
                state={"budget": 2, "breadth": 16, "relatedness": 0.9},
                see="little data of one's own, much of tasks much alike: breadth helps",
                generalist_wins=True,
            ),
            Preset(
                label="Strangers",
                state={"budget": 20, "breadth": 8, "relatedness": 0.0},
                see="nothing in common: free data neither helps nor hurts",
            ),
        ),
        digits=3,
        facts={
            "together": lambda arrays, breadth, **_: (
                f"{breadth} tasks" if breadth > 1 else "one task"
            ),
            "factor": _over("split", "alone"),
            "kept": _over("free", "alone"),
            "shared": _risk("split"),
            "everywhere": _risk("all"),
        },
    )


def _risks(budget, breadth, relatedness):
    own, noise = {"relatedness": relatedness, "budget": budget}, 1 / budget
    return {
        "split": [transfer.split(breadth=k, **own) for k in TASKS],
        "free": [transfer.joint(breadth=k, relatedness=relatedness, noise=noise) for k in TASKS],
        "alone": [transfer.alone(noise=noise)] * len(TASKS),
        "all": [transfer.on_all(breadth=k, **own) for k in TASKS],
        "tasks": TASKS,
        "cursor.x": [float(breadth), float(breadth)],
    }


def _over(name, base):
    """Return the fact of one risk over another at the tasks learned together."""

    def ratio(arrays, budget, breadth, relatedness):
        at = TASKS.index(breadth)
        return f"{arrays[name][at] / arrays[base][at]:.2f}"

    return ratio


def _risk(name):
    """Return the fact of one risk at the tasks learned together."""
    return lambda arrays, budget, breadth, relatedness: f"{arrays[name][TASKS.index(breadth)]:.2f}"


def _read_risks(arrays, budget, breadth, relatedness):
    at = TASKS.index(breadth)
    risk = {name: float(arrays[name][at]) for name in ("split", "free", "alone", "all")}
    lead = f"{counted(budget, 'observation')}, correlation {relatedness:g}:"
    if breadth == 1:
        return f"{lead} one task alone has a risk of {risk['alone']:.3f}."
    return (
        f"{lead} one task alone has a risk of {risk['alone']:.3f}, {risk['split']:.3f} if the "
        f"budget is split over {breadth}, {risk['free']:.3f} if the others bring as much data of "
        f"their own; marked on all {breadth}, the one that learned a single task has "
        f"{risk['all']:.3f}."
    )
