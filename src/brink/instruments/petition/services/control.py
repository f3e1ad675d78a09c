"""Checking the support: the list is frozen at closing, a sample may say yes, and only looking at every line says no."""

import hashlib
from collections.abc import Mapping, Sequence
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from brink.domain.journal.acts import Done, act
from brink.domain.journal.services import Actor
from brink.domain.processes.models import Round
from brink.foundation import clock
from brink.foundation.errors import BadInput, NotNow
from brink.foundation.text import clean
from brink.instruments.petition import sampling
from brink.instruments.petition.models import Check, Collection, Support
from brink.instruments.petition.round_settings import Settings
from brink.instruments.petition.services.supporting import move_count

State, Registered = Support.State, Support.Registered
IN_WORDS = {"yes": "ja", "no": "nee", "unknown": "onbekend"}
"""What was found, as it is typed in the form: these words are not translated."""


def freeze(round: Round) -> None:
    """Give every line of the list a number without meaning, and keep what the list was. Inside the closing act.

    The order follows from the keys of the lines, which nobody can choose and nobody outside can read.
    """
    rows = Support.objects.filter(tenant_id=round.tenant_id, round=round, state__in=(State.COUNTED, State.INVALID))
    counted = list(rows.filter(state=State.COUNTED).order_by("person_key", "id"))
    for number, row in enumerate(counted, start=1):
        row.number = number
    Support.objects.bulk_update(counted, ("number",), batch_size=500)
    lines = "\n".join(f"{one.number} {one.person_key}" for one in counted)
    Collection.objects.get_or_create(
        round=round, defaults={"tenant_id": round.tenant_id, "created_at": clock.now()}
    )
    Collection.objects.filter(round=round).update(
        frozen_count=len(counted), list_hash=hashlib.sha256(lines.encode()).hexdigest()
    )


def collection_of(round: Round) -> Collection:
    """Return the count of a round; raises NotNow while its list is not frozen."""
    found = Collection.objects.filter(tenant_id=round.tenant_id, round=round).first()
    if found is None or found.frozen_count is None or round.closed_at is None:
        raise NotNow(_("De ronde is nog niet gesloten. Sluit de ronde eerst."))
    return found


def _shape(round: Round, total: int, full: bool) -> tuple[int, int]:
    """Return how many lines to look at, and how many may be wrong."""
    settings = Settings.of(round.settings)
    if full:
        return total, total - settings.threshold
    size = min(settings.sample_size or sampling.advised(total, settings.threshold), total)
    most = sampling.allowed(total, settings.threshold, size)
    if size == total or most == sampling.NOTHING:
        raise NotNow(_("Bij zo weinig regels zegt een steekproef niets. Kijk alle regels na."))
    return size, most


@act("petition.drawn", Check, on="round")
def draw(
    *, round: Round, full: bool, seed_source: str, seed: str, actor: Actor, key: str | None
) -> Done[Check]:
    """Choose the lines to look at: all of them, or a sample by public chance that anybody can draw again.

    Raises NotNow for a list without enough lines, BadInput for a sample without its chance.
    """
    collection, threshold = collection_of(round), Settings.of(round.settings).threshold
    total = collection.frozen_count or 0
    if total < threshold:
        raise NotNow(_("Er is te weinig steun. Controleren hoeft niet meer."))
    if Check.objects.filter(tenant_id=round.tenant_id, round=round, full=full).exists():
        raise NotNow(_("Deze controle is al begonnen."))
    sample = Check.objects.filter(tenant_id=round.tenant_id, round=round, full=False).first()
    if sample is not None and (sample.finished_at is None or sample.passed):
        raise NotNow(_("Rond eerst de steekproef af."))
    if not full and Check.objects.filter(tenant_id=round.tenant_id, round=round, full=True).exists():
        raise NotNow(_("U kijkt alle regels al na. Een steekproef zegt dan niets meer."))
    source, chance = "", ""
    size, most = _shape(round, total, full)
    if not full:
        source = clean(seed_source, limit=200, field="seed_source",
                       empty=_("Schrijf op waar het toeval vandaan komt, zoals een trekking van een loterij."),
                       too_long=_("Maak dit korter dan 200 tekens."))  # fmt: skip
        chance = clean(seed, limit=200, field="seed", empty=_("Typ over wat daar is getrokken."),
                       too_long=_("Maak dit korter dan 200 tekens."))  # fmt: skip
    numbers = range(1, total + 1) if full else sampling.drawn(f"{collection.list_hash}\n{chance}", total, size)
    check = Check.objects.create(
        tenant_id=round.tenant_id, created_at=clock.now(), round=round, full=full, total=total, size=size,
        allowed=most, seed_source=source, seed=chance,
    )  # fmt: skip
    Support.objects.filter(tenant_id=round.tenant_id, round=round, number__in=list(numbers)).update(drawn=True)
    data = {"round": str(round.pk), "full": full, "size": size, "allowed": most, "list": collection.list_hash}
    return Done(check, data, public=True)


def running_check(round: Round) -> Check:
    """Return the check that goes on, else the last one: whoever presses twice finds it. Raises NotNow without any."""
    rows = Check.objects.filter(tenant_id=round.tenant_id, round=round)
    found = rows.filter(finished_at=None).first() or rows.order_by("full").last()
    if found is None:
        raise NotNow(_("Er loopt geen controle. Begin er eerst een."))
    return found


@act("petition.registrations", Check, on="check")
def note_registrations(
    *, check: Check, registrations: Mapping[str, str], actor: Actor, key: str | None, seen: int | None = None
) -> Done[Check]:
    """Write down by number what was found: ja, nee or onbekend. Again for one number puts it right."""
    if check.finished_at is not None:
        raise NotNow(_("Deze controle is al klaar."))
    rows = Support.objects.filter(tenant_id=check.tenant_id, round_id=check.round_id, drawn=True)
    known = {str(number): pk for number, pk in rows.values_list("number", "pk")}
    by_registered: dict[str, list[UUID]] = {}
    for number, registered in registrations.items():
        if number not in known:
            said = _("Nummer %(number)s hoeft u niet na te kijken.")
            raise BadInput(said % {"number": number}, field="registrations")
        if registered not in Registered.values:
            said = _("Kies bij nummer %(number)s ja, nee of onbekend.")
            raise BadInput(said % {"number": number}, field="registrations")
        by_registered.setdefault(registered, []).append(known[number])
    if not by_registered:
        raise BadInput(_("Vul minstens bij één nummer in wat u heeft gevonden."), field="registrations")
    for registered, pks in by_registered.items():
        rows.filter(pk__in=pks).update(registered=registered)
    return Done(check, {"lines": len(registrations)})


def written(check: Check | None) -> str:
    """Return what was found until now, a line a number, as it is typed: what stands there when two people type."""
    if check is None:
        return ""
    rows = _drawn(check).exclude(registered="").order_by("number").values_list("number", "registered")
    return "\n".join(f"{number} {IN_WORDS[found]}" for number, found in rows)


def unseen(check: Check) -> int:
    """Return how many lines nobody looked at yet. Who withdrew after closing needs no look: it counts as wrong."""
    return _drawn(check).filter(registered="").exclude(state=State.WITHDRAWN).count()


def _drawn(check: Check) -> "QuerySet[Support]":
    """Return the lines to look at: those of the list as it was frozen, and none that has a number beyond it."""
    return Support.objects.filter(
        tenant_id=check.tenant_id, round_id=check.round_id, drawn=True, number__lte=check.total
    )


def wrong(check: Check) -> int:
    """Return how many of the lines that were looked at are not valid; what is unknown is not."""
    return check.size - _drawn(check).filter(registered=Registered.YES, state=State.COUNTED).count()


@act("petition.checked", Check, on="check")
def finish(*, check: Check, second: str, actor: Actor, key: str | None, seen: int | None = None) -> Done[Check]:
    """End a check. A sample says yes or nothing; only when every line was looked at the answer can be no."""
    if check.finished_at is not None:
        raise NotNow(_("Deze controle is al klaar."))
    left = unseen(check)
    if left:
        raise NotNow(_("Bij %(count)s regels staat nog niets. Kijk die eerst na.") % {"count": left})
    check.second = clean(
        second, limit=120, field="second", empty=_("Schrijf op wie met u meekeek."),
        too_long=_("Maak de naam korter dan 120 tekens."),
    )  # fmt: skip
    check.wrong, check.finished_at = wrong(check), clock.now()
    enough = check.wrong <= check.allowed
    check.passed = enough if check.full or enough else None
    check.save()
    return Done(check, {"full": check.full, "wrong": check.wrong, "passed": check.passed}, public=True)


@act("petition.invalidated", Round, on="round")
def invalidate(
    *, round: Round, supports: Sequence[Support], reason: str, actor: Actor, key: str | None
) -> Done[Round]:
    """Say of these declarations that they do not count, and why. It can be taken back until closing."""
    reason = clean(
        reason, limit=500, field="reason", empty=_("Schrijf op waarom deze steun niet meetelt."),
        too_long=_("Maak dit korter dan 500 tekens."),
    )  # fmt: skip
    _changed(round, supports, State.COUNTED, State.INVALID, reason)
    return Done(round, {"lines": len(supports)})


@act("petition.restored", Round, on="round")
def restore(*, round: Round, supports: Sequence[Support], actor: Actor, key: str | None) -> Done[Round]:
    """Let these declarations count again."""
    _changed(round, supports, State.INVALID, State.COUNTED, "")
    return Done(round, {"lines": len(supports)})


def _changed(round: Round, supports: Sequence[Support], before: str, after: str, reason: str) -> None:
    if round.closed_at is not None:
        raise NotNow(_("De lijst staat vast. Zeg bij de controle wat u vindt."))
    if not supports:
        raise BadInput(_("Kies minstens één regel."), field="lines")
    rows = Support.objects.filter(tenant_id=round.tenant_id, round=round, pk__in=[one.pk for one in supports])
    if rows.filter(state=before).update(state=after, invalid_reason=reason) != len(supports):
        raise NotNow(_("Bij een van deze regels is intussen iets veranderd. Ververs de pagina."))
    move_count(round, len(supports) if after == State.COUNTED else -len(supports))


def passed(round: Round) -> bool | None:
    """Return what the check found: enough, not enough, or None while nothing can be said. One query."""
    found = Check.objects.filter(tenant_id=round.tenant_id, round=round).exclude(passed=None)
    return found.values_list("passed", flat=True).first()
