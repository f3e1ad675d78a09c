"""Who may open which page of accountability."""

from typing import Any

from tests.safety.address import KEY, Address, Kwargs, Who, desk, everybody, slug
from tests.safety.filled_body import Things

from brink.domain.accountability.models import InternalRoom, ParticipationChoice, PublicText, SelfCheck
from brink.domain.accountability.permissions import (
    INTERNAL_ROOM_ADOPT,
    INTERNAL_ROOM_WRITE,
    PARTICIPATION_CHOOSE,
    SELF_CHECK_WRITE,
    TEXT_PUBLISH,
)
from brink.domain.accountability.services import Agreement, adopt_internal_room, write_internal_room
from brink.domain.decisions.models import Decision
from brink.domain.decisions.permissions import DECISION_WRITE
from brink.domain.journal.services import Actor
from brink.domain.people.models import Organ
from brink.domain.processes.models import Process
from brink.foundation import clock
from brink.foundation.organs import OrganKind

STAFF = Actor(role="officer")


def _decision(things: Things) -> Kwargs:
    return {"slug": things.decision.slug}


def _text(things: Things) -> Kwargs:
    return {"slug": things.process.slug, "legal_text": "motivering"}


ADDRESSES = {
    "accountability:text": Address(Who.READERS, _text, hidden=404),
    "accountability:text_paper": Address(Who.READERS, _text, hidden=404),
    "accountability:text_file": Address(Who.READERS, _text, hidden=404),
    "accountability:desk_text": desk(_text, act=TEXT_PUBLISH, data=KEY),
    "accountability:baseline": everybody(),
    "accountability:self_check": Address(Who.READERS, slug, hidden=404),
    "accountability:desk_check": desk(slug, act=SELF_CHECK_WRITE, data={**KEY, "reason": "Er is meer bekend."}),
    "accountability:serving": desk(slug, act=SELF_CHECK_WRITE, data={**KEY, "numbers": "1"}),
    "accountability:choice": Address(Who.READERS, slug),
    "accountability:desk_choice": desk(slug, act=PARTICIPATION_CHOOSE, data={
        **KEY, "level": "", "exception": "", "reason": "Zij wonen er.",
    }),
    # Of a hidden question nothing was adopted, so there is nothing to read.
    "accountability:internal_room": Address(Who.READERS, slug, hidden=404),
    "accountability:desk_room": desk(slug, act=INTERNAL_ROOM_WRITE, data={
        **KEY, "alone": "Welk dorp eerst.", "returns": "een dorp doet niet mee", "informs": "na elke ronde",
        "reason": "Het kan ruimer.",
    }),
    "accountability:adopt_room": desk(slug, act=INTERNAL_ROOM_ADOPT, data=KEY),
    "accountability:drop_room": desk(slug, get=False, act=INTERNAL_ROOM_WRITE, data=KEY),
    "accountability:fit": desk(_decision, hidden=404, act=DECISION_WRITE, data={**KEY, "amount_cents": "0"}),
}  # fmt: skip


def make_things(process: Process, rounds: dict[str, Any], mark: str) -> dict[str, Any]:
    """Agree on a room of a question that is public, and begin a next version of it; of a hidden one only a draft."""
    said = Agreement(
        alone=f"Welk dorp eerst gaat{mark}.", returns=["een dorp doet niet mee"], informs=["na elke ronde"],
        reason="Het kan ruimer.",
    )  # fmt: skip
    # The question of a filled body is decided; what was agreed beforehand stood before that.
    decided_at, process.decided_at = process.decided_at, None
    Process.objects.filter(pk=process.pk).update(decided_at=None)
    room = write_internal_room(process=process, room=None, said=said, actor=STAFF, key=None)
    if not mark:
        for kind in (OrganKind.COUNCIL, OrganKind.EXECUTIVE):
            organ = Organ.objects.filter(tenant=process.tenant_id, role=kind).earliest("id")
            adopt_internal_room(
                room=room, organ=organ, on=clock.today(), reference="2026-1", actor=STAFF, key=None
            )
        next_said = Agreement(alone="Alles.", returns=said.returns, informs=said.informs, reason=said.reason)
        write_internal_room(process=process, room=None, said=next_said, actor=STAFF, key=None)
    Process.objects.filter(pk=process.pk).update(decided_at=decided_at)
    process.decided_at = decided_at
    ParticipationChoice.objects.create(
        tenant=process.tenant, created_at=clock.now(), process=process, version=1, level="advise",
        reason=f"Zij wonen er{mark}.",
    )  # fmt: skip
    if not mark:
        PublicText.objects.create(
            tenant=process.tenant, created_at=clock.now(), process=process, kind="motivation", version=1,
            decision=Decision.objects.get(process=process), parts=[["Het besluit", [["Tien huizen.", []]]]],
        )  # fmt: skip
        SelfCheck.objects.create(
            tenant=process.tenant, created_at=clock.now(), process=process, version=1,
            answers=[{"number": 1, "kept": True, "because": "Zo ging het.", "saw": None}],
        )  # fmt: skip
    return {"internal_room": InternalRoom.objects.filter(process=process).latest("version")}
