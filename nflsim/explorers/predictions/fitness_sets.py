"""What the chapter *Two niches, one body* asks."""

from nflsim.explorer import Answer, Pick
from nflsim.explorers.evolution import one_body

__all__ = ["sum_or_product"]
BODY = {"budget": 1.75, "breadth": 1.0}


def sum_or_product() -> Pick:
    """Return the bet of the chapter: where a body stands for a sum and for a product."""
    best = {p: one_body().at(**BODY, payoffs=p) for p in ("add", "multiply")}
    aside = {p: bool(view.arrays["best.x"][0] > 0.05) for p, view in best.items()}
    earned = {p: float(view.arrays["best"][0]) for p, view in best.items()}
    return Pick(
        slug="sum-or-product",
        setting=(
            "One creature lives off two patches. Its reach is a hill whose area is fixed: the "
            "wider it is, the lower, and it is too small to reach both patches well. First it "
            "lives on what the two give it, added up. Then it must get through the one and after "
            "it through the other, so that the two multiply."
        ),
        question="Where should it stand?",
        explorer=one_body(),
        state=BODY | {"payoffs": "multiply"},
        seen="The best stands in the middle",
        answers=(
            Answer(
                "In the middle, both times",
                not aside["add"] and not aside["multiply"],
                "from the middle it reaches neither patch well, and two poor halves add up to "
                "little",
            ),
            Answer(
                "By one of the patches, both times",
                aside["add"] and aside["multiply"],
                "whoever lives by one patch and starves in the other has nothing to multiply",
            ),
            Answer(
                "By one patch for the sum, in the middle for the product",
                aside["add"] and not aside["multiply"],
                f"Added up, one good patch is worth more than two poor ones: {earned['add']:.3f} "
                f"near a patch. Multiplied, one failure spoils all, and the middle is best, "
                f"with {earned['multiply']:.3f}, though it is poor in both.",
            ),
            Answer(
                "In the middle for the sum, by one patch for the product",
                not aside["add"] and aside["multiply"],
                "it is the other way round: a product forgives no failure, a sum does",
            ),
        ),
    )
