"""What may stand on a ballot: pure. Each refusal is one sentence, and nobody repairs a ballot."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from brink.foundation.errors import BadInput
from brink.instruments.budget.round_settings import Form
from brink.ui.figures import euros


@dataclass(frozen=True, slots=True)
class BallotRule:
    """What the rule of a round asks of one ballot."""

    form: str
    amount_cents: int
    least: int = 0
    most: int = 0
    points: int = 10
    within: bool = False


def chosen(marks: Mapping[int, int]) -> dict[int, int]:
    """Return the plans that got anything."""
    return {number: mark for number, mark in marks.items() if mark}


def spent(marks: Mapping[int, int], costs: Mapping[int, int]) -> int:
    """Return what the chosen plans cost together, in cents."""
    return sum(costs[number] for number in chosen(marks) if number in costs)


def check(rule: BallotRule, marks: Mapping[int, int], costs: Mapping[int, int]) -> None:
    """Refuse marks that do not fit the rule, with one sentence: too many first, then too dear, points and places."""
    if not marks.keys() <= costs.keys():
        raise BadInput(_("Dit plan staat niet meer op de lijst. Kies een ander plan."))
    if any(mark < 0 for mark in marks.values()):
        raise BadInput(_("Minder dan 0 kan niet. Vul een heel getal in, of laat het leeg."))
    mine = chosen(marks)
    if len(mine) < rule.least:
        raise BadInput(_too_few(len(mine), rule.least))
    if rule.most and len(mine) > rule.most:
        raise BadInput(_too_many(len(mine), rule.most))
    total = spent(mine, costs)
    if rule.within and total > rule.amount_cents:
        said = _("U heeft voor %(total)s gekozen. Dat is %(over)s te veel. Uw keuzes staan er nog. Haal er een weg.")
        raise BadInput(said % {"total": euros(total), "over": euros(total - rule.amount_cents)})
    if rule.form == Form.POINTS:
        _check_points(rule, mine)
    elif rule.form == Form.RANKED:
        _check_places(mine)
    elif any(mark != 1 for mark in mine.values()):
        raise BadInput(_("Kruis een plan aan, of laat het leeg."))


def _too_few(count: int, least: int) -> str:
    if not count:
        return _("U heeft nog geen plan gekozen. Kies er een.")
    said = ngettext(
        "Kies ten minste %(least)s plan. U heeft er %(count)s gekozen.",
        "Kies ten minste %(least)s plannen. U heeft er %(count)s gekozen.",
        least,
    )
    return said % {"least": least, "count": count}


def _too_many(count: int, most: int) -> str:
    said = ngettext(
        "U heeft %(count)s plannen gekozen en er mag hooguit %(most)s. Haal er %(over)s weg.",
        "U heeft %(count)s plannen gekozen en er mogen er hooguit %(most)s. Haal er %(over)s weg.", most,
    )  # fmt: skip
    return said % {"count": count, "most": most, "over": count - most}


def _check_points(rule: BallotRule, mine: Mapping[int, int]) -> None:
    given = sum(mine.values())
    if given > rule.points:
        said = _("U heeft %(given)s punten gegeven en u heeft er %(points)s. Haal er %(over)s weg.")
        raise BadInput(said % {"given": given, "points": rule.points, "over": given - rule.points})


def _check_places(mine: Mapping[int, int]) -> None:
    places = sorted(mine.values())
    for place in places:
        if places.count(place) > 1:
            raise BadInput(
                _("Twee plannen staan op plaats %(place)s. Geef elk plan een eigen plaats.") % {"place": place}
            )
    missing = next((place for place in range(1, len(places) + 1) if place not in places), None)
    if missing is not None:
        raise BadInput(_("Er staat geen plan op plaats %(place)s. Begin bij 1 en sla niets over.") % {"place": missing})


def weights(form: str, marks: Mapping[int, int]) -> dict[int, int]:
    """Return what a ballot gives each plan in the count: 1, its points, or for places one more for each place above."""
    mine = chosen(marks)
    if form == Form.POINTS:
        return mine
    if form == Form.RANKED:
        # By order and not by number: a plan that left the list since leaves no hole.
        ordered = sorted(mine, key=lambda number: (mine[number], number))
        return {number: len(ordered) - at for at, number in enumerate(ordered)}
    return dict.fromkeys(mine, 1)
