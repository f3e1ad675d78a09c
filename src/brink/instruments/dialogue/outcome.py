"""The outcome of a dialogue: what all share, what sets groups apart, and what each dissenting group sees."""

from collections import Counter

from django.utils import formats
from django.utils.translation import gettext as _

from brink.domain.contributions.models import Contribution
from brink.domain.processes.models import Round
from brink.domain.processes.outcome import MethodRun, MinorityView, Outcome, OutcomeFinding, ReachCount
from brink.foundation.disclosure import publishable, safe_cells
from brink.instruments.dialogue.cells import Cell, percent
from brink.instruments.dialogue.map_inputs import METHOD, METHOD_VERSION, OPTIONS
from brink.instruments.dialogue.map_view import Reading
from brink.instruments.dialogue.models import OpinionResult, Session, Statement
from brink.instruments.dialogue.queries import told_sessions
from brink.instruments.dialogue.round_settings import Settings

MOST_ARGUMENTS = 3


def outcome_of(result: OpinionResult, round: Round, *, marked: bool = False) -> Outcome:
    """Return the outcome that a result stands for; the same result gives the same outcome.

    `marked` names statements in place of their words, as it is frozen: words can be taken back, what is frozen cannot.
    """
    reading = Reading(result) if marked else Reading.of(result)
    writers = _writers(round)
    minority = tuple(_minority(reading, writers))
    return Outcome(
        summary=_summary(reading),
        findings=(_everybody(reading, round), *_shared(reading, writers), *_own(reading, writers)),
        minority=minority,
        reach=_reach(reading, round),
        minority_reason="" if minority else _why_none(reading, round),
        method=MethodRun(
            METHOD,
            METHOD_VERSION,
            round.seed,
            {"smallest_group": OPTIONS.smallest_group, "most_groups": OPTIONS.most_groups, **_quality(reading)},
        ),
        details={
            "people": result.people,
            "answers": result.answers,
            "state": result.state,
            "statements": [
                {"id": pk, "text": reading.text(pk), "total": total and [total.agree, total.disagree, total.unsure]}
                for pk, total in reading.totals.items()
            ],
        },
    )


def _writers(round: Round) -> dict[str, str]:
    """Return the contribution of each statement that a resident wrote, by statement."""
    rows = Statement.objects.filter(tenant=round.tenant_id, round=round, contribution__isnull=False)
    return {str(pk): str(contribution) for pk, contribution in rows.values_list("pk", "contribution_id")}


def _quality(reading: Reading) -> dict[str, object]:
    return {name: reading.data[name] for name in ("gate", "stability", "unstable") if name in reading.data}


def _source(writers: dict[str, str], *statements: str) -> tuple[str, ...]:
    return tuple(sorted({writers[pk] for pk in statements if pk in writers}))


def _summary(reading: Reading) -> str:
    people = formats.number_format(reading.result.people)
    answers = formats.number_format(reading.result.answers)
    first = _("%(people)s mensen hebben %(answers)s antwoorden gegeven op %(count)s zinnen.") % {
        "people": people,
        "answers": answers,
        "count": formats.number_format(len(reading.totals)),
    }
    if reading.result.state == OpinionResult.State.FEW:
        return _("%(people)s mensen hebben meegedaan. Dat is te weinig voor een kaart.") % {"people": people}
    if reading.result.state == OpinionResult.State.UNCLEAR:
        return f"{first} " + _("Wij zien geen aparte groepen.")
    return f"{first} " + _(
        "Wij zien %(groups)s groepen die anders denken. Over %(ground)s zinnen zijn alle groepen het eens."
    ) % {
        "groups": len(reading.groups),
        "ground": len(reading.data["ground"]),
    }


def _everybody(reading: Reading, round: Round) -> OutcomeFinding:
    """Return the finding that rests on everybody: who took part. It never tells who answered what."""
    rows = Contribution.objects.filter(tenant=round.tenant_id, round=round, late_letter=None)
    if reading.result.frozen:
        rows = rows.filter(withdrawn_at__isnull=True)
    else:
        rows = rows.filter(dialogue_session__in=told_sessions(round))  # no name before its holder is counted
    ids = tuple(str(pk) for pk in rows.order_by("pk").values_list("pk", flat=True))
    return OutcomeFinding("participation", _summary(reading), reading.result.people, ids)


def _of(cell: Cell, side: int) -> str:
    return _("%(share)s%%, %(on)s van de %(seen)s mensen") % {
        "share": percent(cell.share(side)),
        "on": formats.number_format(cell.on(side)),
        "seen": formats.number_format(cell.seen),
    }


def _shared(reading: Reading, writers: dict[str, str]) -> list[OutcomeFinding]:
    found = []
    for pk, side in reading.data.get("ground", ()):
        total = reading.totals[pk]
        if total is not None:
            text = _("Gedeeld: ‘%(said)s’ (%(of)s).") % {"said": reading.said(pk, side), "of": _of(total, side)}
            found.append(OutcomeFinding(f"shared:{pk}", text, total.on(side), _source(writers, pk)))
    return found


def _own(reading: Reading, writers: dict[str, str]) -> list[OutcomeFinding]:
    found = []
    for place, group in enumerate(reading.groups):
        for pk, side in group["represents"]:
            cell = reading.cell(pk, place)
            if cell is None:
                continue
            text = _("Groep %(key)s zegt: ‘%(said)s’ (%(of)s).") % {
                "key": group["key"],
                "said": reading.said(pk, side),
                "of": _of(cell, side),
            }
            found.append(OutcomeFinding(f"group:{group['key']}:{pk}", text, cell.on(side), _source(writers, pk)))
    return found


def _minority(reading: Reading, writers: dict[str, str]) -> list[MinorityView]:
    """Return one view for each group that stands against a majority somewhere; if none does, for the smallest."""
    places = [place for place in range(len(reading.groups)) if reading.dissent_of(place)]
    if not places and reading.groups and reading.groups[reading.smallest()]["represents"]:
        places = [reading.smallest()]
    views = []
    for place in places:
        group = reading.groups[place]
        against = [(pk, -side) for pk, side in reading.dissent_of(place)]
        said = [*against, *(tuple(one) for one in group["represents"])]
        said = list(dict.fromkeys((pk, side) for pk, side in said))[:MOST_ARGUMENTS]
        if not publishable(group["size"]) or not said:
            continue
        views.append(
            MinorityView(
                key=f"group-{group['key'].lower()}",
                title=_("Groep %(key)s: %(said)s") % {"key": group["key"], "said": reading.said(*said[0])},
                argument=" ".join(_argument(reading, place, pk, side) for pk, side in said),
                size=group["size"],
                sources=_source(writers, *(pk for pk, _side in said)),
            )
        )
    return views


def _argument(reading: Reading, place: int, pk: str, side: int) -> str:
    cell, total = reading.cell(pk, place), reading.totals[pk]
    said = reading.said(pk, side)
    if cell is None or total is None:
        return f"‘{said}’"
    return _("‘%(said)s’ (%(own)s van deze groep, %(all)s%% van iedereen).") % {
        "said": said,
        "own": f"{percent(cell.share(side))}%",
        "all": percent(total.share(side)),
    }


def _why_none(reading: Reading, round: Round) -> str:
    if reading.result.state == OpinionResult.State.FEW:
        needed = Settings.of(round.settings).map_from
        return _("Er hebben minder dan %(needed)s mensen meegedaan. Dan zoeken wij niet naar groepen.") % {
            "needed": needed
        }
    if reading.result.state == OpinionResult.State.UNCLEAR:
        return _("Wij hebben naar groepen gezocht en geen aparte groepen mensen gevonden die anders denken.")
    return _("Wij hebben groepen gevonden, maar geen groep die ergens tegenover een meerderheid staat.")


def _reach(reading: Reading, round: Round) -> ReachCount:
    channels = reading.data.get("channels")
    if channels is None:  # counted by an earlier version, that did not keep them
        rows = Session.objects.filter(
            tenant=round.tenant_id, round=round, contribution__withdrawn_at__isnull=True, contribution__held_at=None
        )
        channels = safe_cells(Counter(rows.values_list("contribution__channel", flat=True)))
    return ReachCount(people=reading.result.people, channels=dict(sorted(channels.items())))
