"""What the chapter *No free lunch for learners* asks."""

from nflsim.explorer import Answer, Pick
from nflsim.explorers.learning import many_worlds

__all__ = ["one_gate_or_two"]


def one_gate_or_two() -> Pick:
    """Return the bet of the chapter: who errs less in a world a little wider than expected."""
    world = {"budget": 4, "breadth": 2, "lean": 0.0}
    found = many_worlds().at(**world).arrays
    place = found["seen"].tolist().index(4)
    narrow, broad = float(found["narrow"][place]), float(found["broad"][place])
    return Pick(
        slug="one-gate-or-two",
        setting=(
            "Eight points have labels 0 or 1, and four of the labels are seen. A gate makes a "
            "label from two inputs: and, or, and the like. A specialist expects labels that a "
            "single gate makes. A generalist expects any labels, the simple ones more. The world "
            "holds all that up to two gates make, each as likely as the others."
        ),
        question="Who errs less on the four labels not seen?",
        explorer=many_worlds(),
        state=world,
        seen=f"the specialist errs at a rate of {narrow:.3f}, behind the generalist "
        f"with {broad:.3f}",
        answers=(
            Answer(
                "The specialist",
                narrow < broad,
                "it would in a world of one gate; most of this world is not what it expects",
            ),
            Answer(
                "The generalist",
                broad < narrow,
                f"It errs at a rate of {broad:.3f}, the specialist of {narrow:.3f}: whoever "
                "expects one gate has nothing to say about most of what two gates make.",
            ),
            Answer("Both alike", broad == narrow, "they tie where every labelling is as likely"),
        ),
    )
