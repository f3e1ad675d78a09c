"""Who may open which page of a text."""

from typing import Any

from tests.safety.address import KEY, Address, Kwargs, Who, desk, in_round
from tests.safety.filled_body import Things

from brink.domain.contributions.models import Contribution
from brink.domain.contributions.permissions import CONTRIBUTION_ENTER
from brink.domain.processes.models import Process, Round
from brink.domain.processes.permissions import PROCESS_WRITE
from brink.foundation import clock
from brink.instruments.consultation.models import Origin, Passage, Remark, Section, TextVersion
from brink.instruments.consultation.round_settings import KEY as CONSULTATION
from brink.instruments.consultation.round_settings import REMARK

_round = in_round(CONSULTATION)


def _version(round: Round, number: int, mark: str, *, shown: bool) -> TextVersion:
    moment = {"published_at": clock.now(), "content_hash": "0" * 64} if shown else {}
    return TextVersion.objects.create(
        tenant=round.tenant, created_at=clock.now(), round=round, number=number, title=f"Regels{mark}", **moment
    )


def _piece(version: TextVersion, section: Section, order: int, mark: str) -> Passage:
    return Passage.objects.create(
        tenant=version.tenant, created_at=clock.now(), version=version, section=section, order=order, number=str(order),
        heading=f"Waar het mag{mark}", body=f"Niet op de es.{mark} Wel op daken.", text_hash=f"{version.number}" * 64,
    )  # fmt: skip


def make_things(process: Process, rounds: dict[str, Round], mark: str) -> dict[str, Any]:
    """Publish two versions in the round of a text and begin a third, and say something, where there is one."""
    if CONSULTATION not in rounds:
        return {}
    round = rounds[CONSULTATION]
    common = {"tenant": process.tenant, "created_at": clock.now()}
    section, gone = (Section.objects.create(**common, round=round) for _one in range(2))
    first = _version(round, 1, mark, shown=False)
    _piece(first, section, 0, mark)
    _piece(first, gone, 1, mark)
    second = _publish(first, mark, section, gone)
    draft = _version(round, 3, mark, shown=False)
    piece = _piece(draft, section, 0, mark)
    Origin.objects.create(**common, version=draft, old=section, passage=piece)
    dropped = Origin.objects.create(**common, version=draft, old=gone)
    voice = Contribution.objects.create(
        **common, process=process, round=round, kind=REMARK, channel="web", text=f"Ook niet bij het ven.{mark}"
    )
    Remark.objects.create(**common, contribution=voice, version=second, section=section, quote=f"Niet op de es.{mark}")
    return {"section": section, "passage": piece, "dropped": dropped, "remark": voice}


def _publish(first: TextVersion, mark: str, *sections: Section) -> TextVersion:
    TextVersion.objects.filter(pk=first.pk).update(published_at=clock.now(), content_hash="0" * 64)
    second = _version(first.round, 2, mark, shown=False)
    for order, one in enumerate(sections):
        piece = _piece(second, one, order, mark)
        Origin.objects.create(
            tenant=first.tenant, created_at=clock.now(), version=second, old=one, passage=piece
        )
    TextVersion.objects.filter(pk=second.pk).update(published_at=clock.now(), content_hash="0" * 64)
    return second


def _of(name: str, argument: str) -> Any:
    def found(things: Things) -> Kwargs:
        return {**_round(things), argument: things.more[name].pk}

    return found


def _second(things: Things) -> Kwargs:
    return {**_round(things), "number": 2}


_WORDS = {**KEY, "text": "Ook niet bij het ven.", "publicity": "pseudonym"}
_PIECE = {**KEY, "number": "1", "heading": "Waar het mag", "body": "Niet op de es."}
# Of a text, the file that it was read from; of who agrees with a remark, the hash of a token that the device has.
PERSONAL = {
    "hashed": frozenset({"consultation.Agreed.device"}),
    "thing": frozenset({"consultation.TextVersion.source_hash", "consultation.TextVersion.source_name"}),
}
ADDRESSES = {
    "consultation:start": Address(Who.READERS, _round),
    "consultation:section": Address(Who.READERS, _of("section", "section")),
    "consultation:say": Address(Who.READERS, _of("section", "section"), post=True, data=_WORDS),
    "consultation:all": Address(Who.READERS, _round, post=True, data=_WORDS),
    "consultation:agree": Address(
        Who.READERS, _of("remark", "remark"), hidden=404, post=True, data={**KEY, "wanted": "ja"}
    ),
    "consultation:changes": Address(Who.READERS, _round),
    "consultation:version": Address(Who.READERS, _second),
    "consultation:print": Address(Who.READERS, _round),
    "consultation:desk": desk(_round, PROCESS_WRITE, data={**KEY, "title": "Regels", "text": "# Een\n\nTekst."}),
    "consultation:desk_section": desk(_of("passage", "pk"), PROCESS_WRITE, data=_PIECE),
    "consultation:desk_dropped": desk(_of("dropped", "pk"), PROCESS_WRITE, data={**KEY, "reason": "Dubbel."}),
    "consultation:desk_publish": desk(_round, PROCESS_WRITE, data={**KEY, "reason": "Beter.", "looked": "on"}),
    "consultation:desk_drop": desk(_round, PROCESS_WRITE, data=KEY),
    "consultation:desk_remarks": desk(_round),
    "consultation:desk_place": desk(_of("remark", "pk"), CONTRIBUTION_ENTER, data=KEY),
}  # fmt: skip
