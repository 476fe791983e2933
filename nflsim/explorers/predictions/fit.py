"""What the chapter *Fit* asks, and what the next chapter asks about it."""

from nflsim.explorer import Answer, Pick, Place, Recall
from nflsim.explorers.optimization import home_and_away, tilt_the_world

__all__ = ["on_the_trap", "patience_on_the_trap", "the_wrong_way", "twice_the_tilt"]
CLASS = {"budget": 2, "breadth": 15}


def _chance(name, budget):
    found = home_and_away().at(budget=budget, breadth=1, start="away").arrays
    return found[name][found["budgets"].tolist().index(budget)]


def _over_blind(name, tilt):
    found = tilt_the_world().at(**CLASS, tilt=tilt).arrays
    return found[name][found["tilts"].tolist().index(tilt)]


def on_the_trap() -> Place:
    """Return the bet of the chapter: how a climber fares on a trap."""
    blind = _chance("blind", 128)
    return Place(
        slug="on-the-trap",
        setting=(
            "Ten switches, and a hill that rises with each one turned on. A climber that flips one "
            "at a time and never steps down is all but sure to be at the top after 128 looks; "
            f"whoever looks at random has found it {100 * blind:.1f}% of the time. Now put the "
            "climber on a trap: the hill rises as before, but the best place is hidden at its "
            "foot, with all switches off."
        ),
        question="How often has the climber found the best place after 128 looks?",
        explorer=home_and_away(),
        state={"budget": 128, "breadth": 1, "start": "away"},
        seen=f"local search has found the optimum with chance {_chance('narrow', 128):.3f}",
        low=0,
        high=100,
        step=1,
        words="{}%",
        truth=round(100 * float(_chance("narrow", 128)), 1),
        near=2,
        why=f"It climbs to the false top and never steps down again. Who looks at random still "
        f"finds the place {100 * blind:.1f}% of the time: what made the climber fast at home leads "
        "it astray here.",
    )


def twice_the_tilt() -> Pick:
    """Return a check: what twice the tilt does to a lead."""
    half, whole = _over_blind("fitted", 0.5), _over_blind("fitted", 1.0)
    return Pick(
        slug="twice-the-tilt",
        setting=(
            "Half of all problems are of the class a searcher is fitted to, the rest can be "
            f"anything, and it leads random looks by {half}. Now all problems are of its class."
        ),
        question="How far does it lead now?",
        explorer=tilt_the_world(),
        state=CLASS | {"tilt": 1.0},
        seen=f"the fitted searcher finds {whole} more than blind search",
        answers=(
            Answer("Less than twice as far", whole < 2 * half, "it did not lead on the rest"),
            Answer(
                "Exactly twice as far",
                whole == 2 * half,
                f"Over everything it leads by nothing, on its class by {whole}; a mixture of the "
                "two lies on the straight line between them.",
            ),
            Answer(
                "More than twice as far",
                whole > 2 * half,
                "nothing builds up: each problem counts by its share",
            ),
        ),
    )


def the_wrong_way() -> Pick:
    """Return a question for the next chapter: what narrowness costs when it points wrong."""
    gain, loss = _over_blind("fitted", 0.5), -_over_blind("mirror", 0.5)
    return Pick(
        slug="the-wrong-way",
        setting=(
            "Half of all problems rise from left to right. One searcher looks at the right end "
            f"first and gains {gain} over random looks. Its mirror image looks at the left end "
            "first."
        ),
        question="What does the mirror image lose?",
        explorer=tilt_the_world(),
        state=CLASS | {"tilt": 0.5},
        seen=f"its mirror image {loss} less than blind search",
        answers=(
            Answer("Less than the first one gains", loss < gain, "compare the two lines"),
            Answer("As much", loss == gain, "the two are mirror images; what they meet is not"),
            Answer(
                "More",
                loss > gain,
                f"It loses {loss}: random looks already find much on such problems, so there is "
                "more to lose than to gain.",
            ),
        ),
    )


def patience_on_the_trap() -> Pick:
    """Return a question for the next chapter: whether a trap yields to patience."""
    chance = _chance("narrow", 1024)
    return Pick(
        slug="patience-on-the-trap",
        setting="A trap of ten switches has 1,024 places. The climber that never steps down may "
        "look 1,024 times.",
        question="How likely has it found the best place?",
        explorer=home_and_away(),
        state={"budget": 1024, "breadth": 1, "start": "away"},
        seen=f"local search has found the optimum with chance {chance:.3f}",
        answers=(
            Answer(
                "Below one in a hundred", chance < 0.01, "It stands on the false top and waits."
            ),
            Answer("About a half", 0.3 < chance < 0.7, "time does not help who never steps down"),
            Answer("Nearly sure", chance > 0.9, "nearly sure is who looks at each place once"),
        ),
    )


def again() -> Recall:
    """Return what the next chapter asks about this one."""
    return Recall((the_wrong_way(), patience_on_the_trap()))
