"""The draw itself: the method at work outside any transaction, what two people wrote down of chance, and the ticket.

The preparation takes minutes for a large pool, so the clock does it (`tick`), and the page tells how far it is. From
the commitment on nothing is left to choose: the ticket follows from what two people wrote down, and the group from it.
"""

import hashlib
import json
import logging
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from time import monotonic
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override

from brink.domain.journal.acts import Done, act, exempt
from brink.domain.journal.services import SYSTEM, Actor
from brink.domain.people.models import Account
from brink.foundation import clock
from brink.foundation.errors import BadInput, NotNow, Refusal
from brink.instruments.assembly.models import Draw, PanelSeat, PoolPlace, Randomness, RecordFile
from brink.instruments.assembly.pools import changes_in_words, found_of, pool_of, targets_of, volunteers_of
from brink.instruments.assembly.round_settings import TICKETS, Pick
from brink.methods.files.commitments import RecordInvalid
from brink.methods.files.draw_checking import COMMITMENT, TRANSCRIPT
from brink.methods.files.draw_record import record_files
from brink.methods.files.draw_written import transcript
from brink.methods.files.method_cards import method
from brink.methods.sortition import Draw as Lots
from brink.methods.sortition import Lottery, NoPanel, leximin, lottery
from brink.methods.unfinished import Unfinished

_log = logging.getLogger(__name__)
_EVERY = 2.0
_HALF, _MOST_DONE = 50, 99
MOST_LINES = 60


def prepare_waiting() -> int:
    """Work on every draw and test that waits; returns how many were finished. By the clock, and safe to run twice."""
    rows = Draw.objects.filter(failed="", withdrawn_at=None, committed_at=None, result={})
    waiting = list(rows.select_related("round__process__tenant").order_by("created_at"))
    return sum(prepare(one) for one in waiting)


def _note(draw: Draw) -> Callable[[float], None]:
    """Return what notes how far the method is, at most once in two seconds."""
    last = monotonic()

    def note(share: float) -> None:
        nonlocal last
        if monotonic() - last >= _EVERY:
            last = monotonic()
            _far(draw, min(_HALF, int(share * _HALF)))

    return note


def _far(draw: Draw, percent: int) -> None:
    with exempt("draw progress"):
        Draw.objects.filter(pk=draw.pk, committed_at=None).update(progress=percent)


def prepare(draw: Draw) -> bool:
    """Let the method work on one draw and write down what came of it; False when somebody else did that meanwhile."""
    volunteers, places = _people(draw)
    if len(volunteers) < draw.seats:
        return _fail(draw, _("Er zijn te weinig mensen over voor deze plaatsen."))
    names = [one.pseudonym for one in places] if places else [str(one.pk) for one in volunteers]
    pool = pool_of(names, volunteers, targets_of(draw.round), draw.seats)
    with override("nl"):
        try:
            lots = leximin(pool, watch=_note(draw))
        except NoPanel:
            return _fail(draw, changes_in_words(pool))
        except Unfinished:
            return _fail(draw, _("De loting kon niet worden afgemaakt. Geef een quotum meer ruimte."))
    try:
        if draw.test:
            note_test(draw=draw, found=found_of(lots), actor=SYSTEM, key=f"assembly test {draw.pk}")
            return True
        _far(draw, _HALF)
        panels = lottery(lots, tickets=TICKETS, seed=_seed(names))
        _far(draw, _MOST_DONE)
        commit(draw=draw, files=files_of(draw, lots, panels, names), actor=SYSTEM, key=f"assembly record {draw.pk}")
    except Refusal as refusal:
        _log.info("a draw was prepared in vain: %s", refusal)
        return False
    return True


def _people(draw: Draw) -> tuple[list[Any], list[PoolPlace]]:
    """Return who is in the pool, in the order of their pseudonyms for a real draw, with where they stand in it."""
    if draw.test:
        return volunteers_of(draw.round), []
    rows = draw.places.select_related("volunteer").order_by("pseudonym")
    # Who withdrew since the pool was frozen is not in the record.
    places = [one for one in rows if one.volunteer.person_key]
    return [one.volunteer for one in places], places


def _seed(names: Sequence[str]) -> int:
    """Return a seed that follows from the pool: nobody picks the list of groups."""
    return int(hashlib.sha256("\n".join(names).encode()).hexdigest()[:12], 16)


def files_of(draw: Draw, lots: Lots, panels: Lottery, names: list[str]) -> dict[str, bytes]:
    """Return all files of the record, with the commitment."""
    rule = {"source": draw.source, "pick": draw.pick}
    told = {"objective": "leximin", "method": method("sortition", _seed(names), seats=draw.seats)}
    return record_files(lots, panels, names, rule=rule, told=told)


def _fail(draw: Draw, why: str) -> bool:
    with exempt("draw progress"):
        Draw.objects.filter(pk=draw.pk, committed_at=None).update(failed=why)
    return True


@act("assembly.test_told", Draw, on="draw")
def note_test(*, draw: Draw, found: Mapping[str, Any], actor: Actor, key: str | None) -> Done[Draw]:
    """Keep what a test found: a part of the clock's work."""
    draw.result, draw.progress = dict(found), 100
    draw.save(update_fields=("result", "progress"))
    return Done(draw, {"round": str(draw.round_id)}, public=False)


@act("assembly.committed", Draw, on="draw")
def commit(*, draw: Draw, files: Mapping[str, bytes], actor: Actor, key: str | None) -> Done[Draw]:
    """Store the record and publish its commitment, once. Raises NotNow when it was done or taken back meanwhile."""
    if draw.committed_at is not None or draw.withdrawn_at is not None:
        raise NotNow(_("Deze lijst ligt niet meer op de loting te wachten."))
    now = clock.now()
    RecordFile.objects.bulk_create([
        RecordFile(tenant_id=draw.tenant_id, created_at=now, draw=draw, name=name, content=content.decode())
        for name, content in sorted(files.items())
    ])  # fmt: skip
    _stand(draw, files)
    draw.commitment = hashlib.sha256(files[COMMITMENT]).hexdigest()
    draw.committed_at, draw.progress = now, 100
    draw.save(update_fields=("commitment", "committed_at", "progress", "people"))
    data = {
        "process": str(draw.round.process_id), "round": str(draw.round_id), "commitment": draw.commitment,
        "people": draw.people, "seats": draw.seats,
    }  # fmt: skip
    return Done(draw, data, public=True)


def _stand(draw: Draw, files: Mapping[str, bytes]) -> None:
    """Write at each volunteer where they stand in the record and on how many tickets."""
    names = [name for name, _features, _home in json.loads(files["pool.json"])["members"]]
    stood = [0] * len(names)
    for panel in json.loads(files["panels.json"])["panels"]:
        for place in panel:
            stood[place] += 1
    at = {name: place for place, name in enumerate(names)}
    draw.people = len(names)
    rows = [one for one in draw.places.all() if one.pseudonym in at]
    for one in rows:
        one.place = at[one.pseudonym]
        one.tickets = stood[one.place]
    PoolPlace.objects.bulk_update(rows, ("place", "tickets"), batch_size=500)


def lines_of(words: str) -> list[str]:
    """Return what was drawn as lines of plain text, or raise BadInput."""
    lines = [" ".join(line.split()) for line in words.splitlines() if line.strip()]
    if not lines:
        raise BadInput(_("Schrijf op wat er getrokken is, precies zoals het is gezegd."), field="words")
    if len(lines) > MOST_LINES or any(len(line) > 200 or not line.isprintable() for line in lines):
        raise BadInput(_("Geef gewone tekst: hooguit 60 regels, elk van hooguit 200 tekens."), field="words")
    return lines


def _hear(draw: Draw, lines: Sequence[str], heard_at: datetime) -> None:
    """Refuse what cannot be what chance said of this draw."""
    if draw.test or draw.committed_at is None or draw.withdrawn_at is not None:
        raise NotNow(_("De lijst is nog niet vastgelegd. Loten kan pas daarna."))
    if draw.held_at is not None:
        day = date_format(draw.held_at.astimezone(clock.AMSTERDAM), "j F Y")
        raise NotNow(_("Er is al geloot op %(day)s. Een loting wordt één keer gehouden.") % {"day": day})
    if heard_at < draw.committed_at.replace(second=0, microsecond=0):
        said = _("Dit is voor het vastleggen getrokken. Het toeval telt alleen als het daarna kwam.")
        raise BadInput(said, field="heard_at")
    if heard_at > clock.now() + timedelta(minutes=5):
        raise BadInput(_("Dit moment moet nog komen. Vul in wanneer er is getrokken."), field="heard_at")
    if draw.pick == Pick.NUMBER and not (len(lines) == 1 and lines[0].isascii() and lines[0].isdecimal()
                                         and len(lines[0]) < 5 and int(lines[0]) < TICKETS):  # fmt: skip
        raise BadInput(_("Vul één getal in, van 0 tot en met 999."), field="words")


@act("assembly.chance_heard", Draw, on=("draw.round", "draw"))
def hear_chance(
    *, draw: Draw, words: str, heard_at: datetime, by: Account, actor: Actor, key: str | None
) -> Done[Draw]:
    """Write down what chance said; once two people wrote the same, the draw is held. Raises BadInput or NotNow.

    Who wrote something else by mistake writes it again: their own line counts once.
    """
    lines = lines_of(words)
    _hear(draw, lines, heard_at)
    text = "\n".join(lines)
    rows = Randomness.objects.filter(tenant_id=draw.tenant_id, draw=draw)
    other = rows.exclude(by=by).first()
    if other is not None and other.words != text:
        said = _("De ander schreef iets anders op. Kijk samen wat er is getrokken, en verbeter wat niet klopt.")
        raise BadInput(said, field="words")
    if not rows.filter(by=by).update(words=text, heard_at=heard_at):
        Randomness.objects.create(
            tenant_id=draw.tenant_id, created_at=clock.now(), draw=draw, by=by, words=text, heard_at=heard_at
        )
    if other is not None:
        _hold(draw, lines)
    return Done(draw, {"round": str(draw.round_id), "held": other is not None}, public=True)


def contents(draw: Draw) -> dict[str, bytes]:
    """Return all files of a record by name. One query."""
    return {one.name: one.content.encode() for one in draw.files.all()}


def split(files: Mapping[str, bytes]) -> tuple[bytes, dict[str, bytes], dict[str, bytes]]:
    """Return commitment, committed files and what was added later."""
    later = {name: one for name, one in files.items() if name.startswith(("transcript", "replacement"))}
    return files[COMMITMENT], {k: v for k, v in files.items() if k not in later and k != COMMITMENT}, later


def _hold(draw: Draw, lines: Sequence[str]) -> None:
    """Draw: a part of the act of the second person. The database knows one transcript of a commitment."""
    commitment, files, _later = split(contents(draw))
    names = [name for name, _features, _home in json.loads(files["pool.json"])["members"]]
    panels = json.loads(files["panels.json"])["panels"]
    try:
        written = transcript(commitment, names, panels, lines, by_number=draw.pick == Pick.NUMBER)
    except RecordInvalid as broken:
        raise BadInput(str(broken), field="words") from broken
    now = clock.now()
    RecordFile.objects.create(
        tenant_id=draw.tenant_id, created_at=now, draw=draw, name=TRANSCRIPT, content=written.content.decode()
    )
    draw.ticket, draw.held_at = written.ticket, now
    draw.save(update_fields=("ticket", "held_at"))
    seat_people(draw, written.panel, origin=0)


def seat_people(draw: Draw, places: Sequence[int], *, origin: int) -> None:
    """Give a seat to who stands at these places; who withdrew meanwhile is drawn, and has stopped already."""
    rows = list(draw.places.filter(place__in=places).select_related("volunteer"))
    now, state = clock.now(), PanelSeat.State
    PanelSeat.objects.bulk_create([
        PanelSeat(
            tenant_id=draw.tenant_id, created_at=now, draw=draw, volunteer=one.volunteer, number=(one.place or 0) + 1,
            origin=origin, state=state.DRAWN if one.volunteer.person_key else state.LEFT,
        )
        for one in rows
    ])  # fmt: skip
