"""The pool of a draw as the method takes it, and what the method says of it in words. Three queries at most."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from brink.domain.participation.counting import counted
from brink.domain.processes.models import Round
from brink.instruments.assembly.models import Target, Volunteer
from brink.instruments.assembly.round_settings import SIGNUP
from brink.methods.sortition import Draw as Lots
from brink.methods.sortition import Member, Pool, Quota, price_of_quotas, smallest_change


@dataclass(frozen=True, slots=True)
class Person:
    """One volunteer as the draw knows them: no name, no contact."""

    volunteer: Volunteer
    features: tuple[str, ...]


def volunteers_of(round: Round) -> list[Volunteer]:
    """Return who is in the pool: signed up, not withdrawn, in a steady order. One query."""
    rows = Volunteer.objects.filter(tenant_id=round.tenant_id, round=round, contribution__in=counted(round, SIGNUP))
    return list(rows.exclude(person_key="").order_by("id"))


def targets_of(round: Round) -> list[Target]:
    """Return the quotas of a round, in their order. One query."""
    return list(Target.objects.filter(tenant_id=round.tenant_id, round=round).order_by("position"))


def quotas_of(targets: Sequence[Target], seats: int) -> tuple[tuple[str, ...], tuple[Quota, ...]]:
    """Return the categories and the quotas as the method takes them."""
    categories = tuple(dict.fromkeys(one.category for one in targets))
    quotas = tuple(Quota(one.category, one.feature, one.least, one.most, 0, seats) for one in targets)
    return categories, quotas


def pool_of(names: Sequence[str], volunteers: Sequence[Volunteer], targets: Sequence[Target], seats: int) -> Pool:
    """Return the pool; `names` are what the members are called in it. Raises ValueError for too few people."""
    categories, quotas = quotas_of(targets, seats)
    members = tuple(
        Member(name, tuple(one.features[category] for category in categories), one.home_key)
        for name, one in zip(names, volunteers, strict=True)
    )
    return Pool(categories, quotas, members, seats)


def changes_in_words(pool: Pool) -> str:
    """Say by which smallest change of the quotas there would be a group, or that there are too few addresses."""
    changes = smallest_change(pool)
    if changes is None:
        return _("Er zijn te weinig verschillende adressen voor zoveel plaatsen.")
    have = {(quota.category, quota.feature): 0 for quota in pool.quotas}
    for member in pool.members:
        for pair in zip(pool.categories, member.features, strict=True):
            have[pair] += 1
    said = [_change(one, have[one.category, one.feature]) for one in changes]
    return " ".join([_("Met deze aanmeldingen lukt het niet."), *said])


def _change(one: Any, have: int) -> str:
    facts = {"group": one.feature, "now": one.now, "must": one.must, "have": have}
    if one.side == "min":
        said = ngettext(
            "Van ‘%(group)s’ is er %(have)s aanmelding en u vraagt er %(now)s. Met %(must)s kan het wel.",
            "Van ‘%(group)s’ zijn er %(have)s aanmeldingen en u vraagt er %(now)s. Met %(must)s kan het wel.",
            have,
        )
        return said % facts
    return _("Van ‘%(group)s’ mogen er hooguit %(now)s zijn. Met %(must)s kan het wel.") % facts


def found_of(draw: Lots) -> dict[str, Any]:
    """Return what a draw says of chances and prices, as plain JSON: chances from 0 to 1."""
    gone = set(draw.uncoverable)
    chances = [float(one) for place, one in enumerate(draw.chances) if place not in gone]
    prices = [
        {"category": one.category, "feature": one.feature, "side": one.side, "price": one.price}
        for one in price_of_quotas(draw)
    ]
    return {
        "least": min(chances), "middle": float(np.median(chances)), "highest": max(chances), "left_out": len(gone),
        "prices": prices,
    }  # fmt: skip
