"""What each quota costs: how much the lowest chance would rise if a quota gave way by one place."""

from __future__ import annotations

from dataclasses import dataclass

from brink.methods.sortition.leximin import Draw

_NOTHING = 1e-9


@dataclass(frozen=True, slots=True)
class Price:
    """The `side` ("min" or "max") of one quota that holds the lowest chance down, and by how much per place."""

    category: str
    feature: str
    side: str
    price: float


def price_of_quotas(draw: Draw) -> tuple[Price, ...]:
    """Return the quotas that hold the lowest chance down, dearest first: the dual values of the first level."""
    if not draw.filling.levels:
        return ()
    found = [
        Price(quota.category, quota.feature, "max" if price > 0 else "min", abs(price))
        for quota, price in zip(draw.pool.quotas, draw.filling.levels[0].prices, strict=False)
        if abs(price) > _NOTHING
    ]
    return tuple(sorted(found, key=lambda one: (-one.price, one.category, one.feature)))
