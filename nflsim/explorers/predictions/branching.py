"""What the chapter *One population becomes two* asks."""

from nflsim.explorer import Answer, Pick
from nflsim.explorers.evolution import watch_it_split

__all__ = ["one_cluster_or_two"]
CROWD = {"budget": 1000, "mutation": 0.1}


def one_cluster_or_two() -> Pick:
    """Return the bet of the chapter: at which distances a population splits."""
    bands = {d: watch_it_split().at(**CROWD, breadth=d).arrays["bands"] for d in (1.5, 2.5)}
    near, far = (bool(bands[d][1] - bands[d][0] > 1) for d in (1.5, 2.5))
    low, high = bands[2.5]
    return Pick(
        slug="one-cluster-or-two",
        setting=(
            "A thousand bodies of width 1 all stand exactly in the middle between two patches. "
            "Each patch sends half of the next generation, and now and then a child differs a "
            "little from its parent. In one world the patches are 1.5 apart, in the other 2.5."
        ),
        question="How many clusters are there after 600 generations?",
        explorer=watch_it_split(),
        state=CROWD | {"breadth": 2.5},
        seen="two branches at rest",
        answers=(
            Answer(
                "One in both worlds",
                not near and not far,
                "where the patches are far apart the middle is a valley, and whoever leaves it "
                "gains",
            ),
            Answer(
                "One at 1.5, two at 2.5",
                not near and far,
                "Under two widths the middle is a hill and keeps everybody; beyond, it is a "
                f"valley, and the crowd leaves it for {low:.2f} and {high:.2f}.",
            ),
            Answer(
                "Two in both worlds",
                near and far,
                "where the patches are near, a body in the middle reaches both well",
            ),
        ),
    )
