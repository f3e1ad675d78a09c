"""The text of a statement: on one line, beside others like it, and what its writer may not want to publish. Pure."""

from collections.abc import Sequence

from brink.foundation.text import Sighting, sightings


def one_line(text: str) -> str:
    """Put a sentence on one line with single spaces."""
    return " ".join(text.split())


def _grams(text: str) -> frozenset[str]:
    folded = f"  {' '.join(word for word in text.lower().split())} "
    return frozenset(folded[start : start + 3] for start in range(len(folded) - 2))


def similar(text: str, others: Sequence[str], *, least: float = 0.55) -> list[str]:
    """Return the three texts that look most like `text` (Dice on letter triples), surest first."""
    own = _grams(text)
    scored = [(2 * len(own & grams) / (len(own) + len(grams)), other) for other in others if (grams := _grams(other))]
    return [other for score, other in sorted(scored, key=lambda one: (-one[0], one[1]))[:3] if score >= least]


def doubtful(text: str) -> tuple[Sighting, ...]:
    """Return what the writer of a statement may not want to publish."""
    return sightings(text)
