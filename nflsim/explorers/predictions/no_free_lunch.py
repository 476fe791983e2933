"""What the chapter *No free lunch, exactly* asks, and what the next chapter asks about it."""

from nflsim.explorer import Answer, Pick, Place, Recall
from nflsim.explorers.optimization import all_searchers, every_searcher

__all__ = [
    "how_many_it_beats",
    "shuffled_half_the_time",
    "what_it_says_of_specialists",
    "what_tuning_is_worth",
    "who_falls_behind",
]
HOME = {"budget": 2, "breadth": 15}


def _lead(spread):
    found = every_searcher().at(**HOME, spread=spread).arrays
    return found["fitted"][1] - found["blind"][1]


def shuffled_half_the_time() -> Pick:
    """Return the bet of the chapter: what a shuffle leaves of a lead."""
    whole, half = _lead(0.0), _lead(0.5)
    return Pick(
        slug="shuffled-half-the-time",
        setting=(
            "Four boxes hold values that never fall from left to right. A searcher that knows it "
            "looks at the right end first, and with two looks it finds more than one that looks at "
            "random. Now, half of the time, somebody shuffles the boxes before anyone looks."
        ),
        question="What becomes of the searcher's lead?",
        explorer=every_searcher(),
        state=HOME | {"spread": 0.5},
        seen=f"({half} more than blind)",
        answers=(
            Answer(
                "It stays as it is",
                half == whole,
                "after a shuffle the right end is a place like any other, so there it leads nobody",
            ),
            Answer(
                "It shrinks to half",
                half == whole / 2,
                f"Half of the time it leads as before, by {whole} on average; half of the time "
                f"nobody can lead. Together that is {half}.",
            ),
            Answer(
                "It vanishes",
                half == 0,
                "it would if the values were shuffled every time; then nobody leads anybody",
            ),
        ),
    )


def what_tuning_is_worth() -> Pick:
    """Return a check: whether tuning is useless."""
    lead = _lead(0.0)
    return Pick(
        slug="what-tuning-is-worth",
        question="“No free lunch shows that tuning is useless.” Is that so?",
        explorer=every_searcher(),
        state=HOME | {"spread": 0.0},
        seen=f"({lead} more than blind)",
        answers=(
            Answer(
                "Yes, since all searchers find the same",
                lead == 0,
                "they find the same where values are as likely in any order, and only there",
            ),
            Answer(
                "No, it pays where some orders are likelier than others",
                lead > 0,
                f"Tuning is fitting. Where values never fall, the fitted searcher finds {lead} "
                "more than one that looks at random.",
            ),
        ),
    )


def what_it_says_of_specialists() -> Pick:
    """Return a check: what the theorem says of specialists."""
    lead = _lead(1.0)
    return Pick(
        slug="what-it-says-of-specialists",
        question="Where no free lunch holds, how does a specialist fare?",
        explorer=every_searcher(),
        state=HOME | {"spread": 1.0},
        seen="all four that never look twice find exactly",
        answers=(
            Answer("It wins", lead > 0, "winning needs a world that prefers some orders to others"),
            Answer(
                "It ties with everybody who never looks twice",
                lead == 0,
                "The theorem helps nobody, the specialist as little as the generalist.",
            ),
            Answer("It loses", lead < 0, "losing needs a world that leans the other way"),
        ),
    )


def who_falls_behind() -> Pick:
    """Return a question for the next chapter: who is behind in a shuffled world."""
    found = every_searcher().at(**HOME, spread=1.0).arrays
    behind = {name: bool(found[name][1] < found["blind"][1]) for name in found if name in NAMES}
    return Pick(
        slug="who-falls-behind",
        setting="The boxes are shuffled every time, and each searcher has two looks.",
        question="Which searcher finds less than the others?",
        explorer=every_searcher(),
        state=HOME | {"spread": 1.0},
        seen="the forgetful one, which may look twice, finds 5/4",
        answers=tuple(Answer(text, behind[name], why) for name, (text, why) in NAMES.items()),
    )


NAMES = {
    "mirror": (
        "The one that starts at the wrong end",
        "after a shuffle there is no wrong end",
    ),
    "climber": (
        "The one that reacts to what it sees",
        "what it sees tells it nothing of the places it has not seen",
    ),
    "forgetful": (
        "The one that may look at the same place twice",
        "A repeated look shows nothing new: that is the one waste there is.",
    ),
}


def how_many_it_beats() -> Place:
    """Return a question for the next chapter: how many searchers random looks beat at home."""
    found = all_searchers().at(**HOME).arrays
    share = 100 * int(found["below"]) / int(found["counts"].sum())
    return Place(
        slug="how-many-it-beats",
        setting="Values never fall from left to right, nothing is shuffled, and each searcher has "
        "two looks.",
        question="Of all searchers there are, what share does one that looks at random beat?",
        explorer=all_searchers(),
        state=HOME | {"spread": 0.0},
        seen=f"beats {share:.1f}% of them",
        low=0,
        high=100,
        step=1,
        words="{}%",
        truth=round(share, 1),
        near=10,
        why="Narrowness is aimed, and much of it is aimed at something else: whoever knows nothing "
        "beats all that expect the wrong thing.",
    )


def again() -> Recall:
    """Return what the next chapter asks about this one."""
    return Recall((who_falls_behind(), how_many_it_beats()))
