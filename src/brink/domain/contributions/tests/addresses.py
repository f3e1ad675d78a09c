"""Who may open which page about the words of givers."""

from typing import Any

from tests.safety.address import ELECTED, KEY, Address, Kwargs, Who, desk, everybody, slug
from tests.safety.filled_body import Things

from brink.domain.contributions.models import Answer, Contribution, LetterRun, StaffNote
from brink.domain.contributions.permissions import (
    BUNDLE_WRITE,
    CONTRIBUTION_ENTER,
    CONTRIBUTION_MODERATE,
    GIVER_READ,
    LANDING_WRITE,
    NOTE_WRITE,
    REPLY_WRITE,
)
from brink.domain.people.models import Account
from brink.domain.people.permissions import WORK_ASSIGN
from brink.domain.processes.models import Process
from brink.foundation import clock


def _voice(things: Things) -> Kwargs:
    return {"pk": things.idea.pk}


def _bundle(things: Things) -> Kwargs:
    return {"slug": things.process.slug, "pk": things.bundle.pk}


def _letters(things: Things) -> Kwargs:
    rows = LetterRun.objects.filter(tenant_id=things.process.tenant_id, process=things.process)
    run = rows.first() or LetterRun.objects.create(
        tenant_id=things.process.tenant_id, created_at=clock.now(), process=things.process, seed="0" * 32
    )
    return {"slug": things.process.slug, "pk": run.pk}


def make_things(process: Process, _rounds: dict[str, Any], mark: str) -> dict[str, Any]:
    """Let somebody have written a note for colleagues about the first words of a question."""
    by, _made = Account.objects.get_or_create(email="notities@voorbeeld.invalid", defaults={"name": "Ans"})
    note = StaffNote.objects.create(
        tenant_id=process.tenant_id, created_at=clock.now(), process=process, text=f"Belt liever.{mark}", by=by,
        contribution=Contribution.objects.filter(process=process).order_by("created_at", "id").first(),
    )  # fmt: skip
    answer = Answer.objects.create(
        tenant_id=process.tenant_id, created_at=clock.now(), process=process, outcome="weighed",
        reason=f"Dit is gelezen en gewogen.{mark}",
    )  # fmt: skip
    return {"note": note, "answer": answer}


def _answer(things: Things) -> Kwargs:
    return {"slug": things.process.slug, "pk": things.more["answer"].pk}


def _noted(things: Things) -> Kwargs:
    return {"about": "bijdrage", "pk": things.idea.pk}


_VERDICT = {**KEY, "outcome": "weighed", "reason": "Zo is het nu eenmaal.", "place": "Het plan"}

ADDRESSES = {
    "contributions:code": everybody(post=True),
    "contributions:path": Address(Who.GIVER),
    "contributions:slip": Address(Who.GIVER),
    "contributions:mail_code": everybody(post=True, shown=302),
    "contributions:lost": everybody(post=True),
    "contributions:react": Address(Who.GIVER, get=False, post=True, data={**KEY, "right": "yes"}),
    "contributions:contact": Address(Who.GIVER, get=False, post=True, data={**KEY, "email": "x@voorbeeld.invalid"}),
    "contributions:appeal": Address(Who.GIVER, get=False, post=True, data={**KEY, "text": "Waarom?"}),
    "contributions:clear": Address(Who.GIVER, get=False, post=True, data={**KEY, "answer": "yes"}),
    "contributions:hide_name": Address(Who.GIVER, get=False, post=True, data=KEY),
    "contributions:change": Address(
        Who.GIVER, post=True, data={**KEY, "text": "Een bus elk half uur.", "publicity": "pseudonym"}
    ),
    "contributions:withdraw": Address(Who.GIVER, post=True, data=KEY),
    "contributions:stop": everybody(get=False, post=True),
    "contributions:own_signature": Address(Who.DESK, _voice, shown=404, hidden=404),
    "contributions:needs": Address(Who.READERS, slug),
    "contributions:bundle": Address(Who.READERS, lambda things: {"pk": things.bundle.pk}, also=ELECTED),
    # Words outside a question: what somebody told by the open door.
    "contributions:move": desk(lambda things: {"pk": things.more["told"].pk}, act=LANDING_WRITE),
    "contributions:desk": Address(Who.ANY_DESK, nobody=302, post=True),
    "contributions:notes": desk(_noted, act=NOTE_WRITE, data={**KEY, "text": "Belt liever."}),
    "contributions:assign_answer": desk(_answer, act=WORK_ASSIGN, data=KEY),
    "contributions:change_note": desk(
        lambda things: {"pk": things.more["note"].pk}, act=NOTE_WRITE, data={**KEY, "text": "Mailt liever."}
    ),
    "contributions:remove_note": desk(
        lambda things: {"pk": things.more["note"].pk}, get=False, act=NOTE_WRITE, data=KEY
    ),
    "contributions:answer_voices": desk(slug, act=LANDING_WRITE, data=_VERDICT),
    "contributions:rounds": Address(Who.ANY_DESK, nobody=302),
    "contributions:note": desk(
        lambda things: {"pk": things.ideas.pk},
        hidden=404,
        act=CONTRIBUTION_ENTER,
        data={**KEY, "channel": "phone", "verbatim": "Een bus.", "heard_on": "2026-01-01"},
    ),
    "contributions:noted": Address(Who.ANY_DESK, nobody=302, shown=302),
    "contributions:check": Address(Who.ANY_DESK, nobody=302, post=True),
    "contributions:many": Address(Who.ANY_DESK, nobody=404, shown=302, post=True),
    "contributions:remove_part": desk(
        lambda things: {**_voice(things), "part": "photo"}, get=False, act=CONTRIBUTION_MODERATE,
        data={**KEY, "reason": "Er staat iemand op."},
    ),
    "contributions:undo_bulk": Address(Who.ANY_DESK, nobody=404, shown=302, post=True),
    "contributions:undo_many": Address(Who.ANY_DESK, nobody=404, shown=302, post=True),
    "contributions:voice": desk(_voice),
    "contributions:moderate": desk(
        _voice, get=False, act=CONTRIBUTION_MODERATE, data={**KEY, "to": "hidden", "reason": "Zo."}
    ),
    "contributions:reach": desk(_voice, shown=302, hidden=302, act=GIVER_READ),
    "contributions:revise": desk(
        _voice, get=False, act=CONTRIBUTION_MODERATE, data={**KEY, "text": "Anders.", "reason": "Zo."}
    ),
    "contributions:hand_over": desk(
        _voice, get=False, act=LANDING_WRITE, data={**KEY, "receiver": "Ali", "reason": "Zo."}
    ),
    "contributions:give_back": desk(
        _voice, get=False, act=LANDING_WRITE, data={**KEY, "reason": "Dit is niet van ons."}
    ),
    "contributions:split": desk(_voice, act=LANDING_WRITE, data={**KEY, "first": "De bus", "second": "Het bad"}),
    "contributions:passing": Address(Who.ANY_DESK, nobody=302, post=True),
    "contributions:to_reach": desk(),
    "contributions:reach_names": desk(get=False, act=GIVER_READ, data=KEY),
    "contributions:called": desk(
        lambda things: {**slug(things), **_voice(things)}, get=False, act=REPLY_WRITE,
        data={**KEY, "on": "2026-01-01", "reached": "yes"},
    ),
    "contributions:call_undone": desk(
        lambda things: {**slug(things), **_voice(things)}, get=False, act=REPLY_WRITE, data=KEY
    ),
    "contributions:make_letters": desk(get=False, act=REPLY_WRITE, data=KEY),
    "contributions:leave_unreached": desk(get=False, act=REPLY_WRITE, data={**KEY, "reason": "Zij zijn verhuisd."}),
    "contributions:letters": desk(_letters, act=REPLY_WRITE, data={**KEY, "on": "2026-01-01"}),
    "contributions:letters_print": Address(Who.DESK, _letters, action=GIVER_READ, only_who_may=True),
    "contributions:letters_drop": desk(_letters, get=False, act=REPLY_WRITE, data=KEY),
    "contributions:bundles": desk(act=BUNDLE_WRITE, data={**KEY, "title": "Bussen"}),
    "contributions:desk_bundle": desk(_bundle, act=BUNDLE_WRITE, data={**KEY, "title": "Bussen"}),
    "contributions:answers": desk(),
    # Nothing lies ready in the filled body: it is said where the answers are.
    "contributions:send": desk(shown=302, hidden=302, act=REPLY_WRITE, data=KEY),
    "contributions:call_back": desk(get=False, act=REPLY_WRITE, data=KEY),
    "contributions:answer_stopped": desk(get=False, act=LANDING_WRITE, data={**KEY, "reason": "De vraag is gestopt."}),
    "contributions:answer_round": desk(
        lambda things: {"slug": things.process.slug, "pk": things.dialogue.pk},
        get=False,
        act=LANDING_WRITE,
        data={**KEY, "reason": "Zo is het nu eenmaal."},
    ),
    "contributions:answer_bundle": desk(_bundle, act=LANDING_WRITE, data=_VERDICT),
    "contributions:link_late": desk(_bundle, shown=302, hidden=302, act=LANDING_WRITE, data=KEY),
    "contributions:answer_voice": desk(
        lambda things: {**slug(things), **_voice(things)}, act=LANDING_WRITE, data=_VERDICT
    ),
}
