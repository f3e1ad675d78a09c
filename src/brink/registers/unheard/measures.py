"""By which figure of reach a group shows, before its intervention and after. Read from counted rounds, never typed.

Only published cells are added up, so that what stands here tells nothing that they do not.
"""

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from brink.domain.reach.queries import Told, told_before_and_after
from brink.domain.reach.traits import AGE, AGES, SEX, SEXES
from brink.registers.unheard.models import UnheardGroup

PLACE = "place"
MEASURES: dict[str, str | Promise] = {
    "": gettext_lazy("geen cijfer: wij kunnen het niet meten"),
    PLACE: gettext_lazy("de gemeente die u hieronder kiest"),
    **{f"{AGE}:{key}": label for key, label in AGES.items()},
    **{f"{SEX}:{key}": label for key, label in SEXES.items()},
}


def before_and_after(row: UnheardGroup) -> tuple[str, str]:
    """Say in words how much of what came in was of this group, before what is tried began and since. Two queries."""
    trait, _colon, value = row.measured_by.partition(":")
    names = frozenset(area.name for area in row.record.areas.all()) if trait == PLACE else frozenset({value})
    if not trait or not names:
        return _("niet gemeten"), _("niet gemeten")
    before, after = told_before_and_after(row.record, trait, names, row.begun_at)
    return in_words(before), in_words(after) if row.begun_at else _("nog niet begonnen")


def in_words(told: Told) -> str:
    """Say a share with what it is of, or that nothing was measured."""
    if not told.rounds:
        return _("niet gemeten: er is nog geen ronde geteld")
    if not told.all:
        return _("niet gemeten: te weinig mensen hebben het gezegd")
    rounds = ngettext("in %(count)s ronde", "in %(count)s rondes", told.rounds) % {"count": told.rounds}
    if not told.part:
        return _("te weinig om te tellen, %(rounds)s") % {"rounds": rounds}
    return _("%(part)s van de %(all)s keer (%(share)s%%), %(rounds)s") % {
        "part": told.part, "all": told.all, "share": round(100 * told.part / told.all), "rounds": rounds,
    }  # fmt: skip
