"""What is refused because it is too early, too late or done already: members of `test_guards.py`."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from brink.domain.contributions.models import OutcomeCode
from brink.domain.contributions.services import admitting, bundling, landing, moderating, moving, sorting, splitting
from brink.domain.contributions.services.answers import AnswerDraft
from brink.domain.decisions.commitments import promise
from brink.domain.decisions.services import correcting, drafting
from brink.domain.journal.services import Actor
from brink.domain.people.models import Account, Organ, Person
from brink.domain.people.services import inviting, roles
from brink.domain.processes.models import DecisionMoment, Event, Process, RoomStatement, Round
from brink.domain.processes.services import pausing, processes, rounds, timeline
from brink.foundation import clock
from brink.foundation.visibility import Role
from tests.builders import World, make_account, make_process, make_round
from tests.safety.guarded import DAY, STAFF, Guarded, idea, make_home, over


def _became(row: Any, **values: Any) -> Any:
    """Return a row after something happened to it."""
    type(row)._base_manager.filter(pk=row.pk).update(**values)
    return type(row)._base_manager.get(pk=row.pk)


def words_and_bundles(world: World, other: World) -> dict[str, Guarded]:
    """Return what is asked of words and bundles that went elsewhere, were hidden or were taken back."""
    process, now = make_process(world), clock.now()
    by = {"actor": Actor(role="officer", id=world.officer.pk), "key": None}
    round, elsewhere = make_round(process), idea(make_round(make_process(world, slug="tweede")))
    said, gone = idea(round), _became(idea(round, "Weg."), withdrawn_at=now, text="")
    hidden = idea(round, "Dit is dom.")
    moderating.hide(contribution=hidden, reason="Grof.", **by)
    bundle, merged, into, far = (
        bundling.make(process=one.process, title=title, contributions=[one], **by)
        for one, title in ((said, "Bus"), (said, "Trein"), (said, "Fiets"), (elsewhere, "Ver"))
    )
    bundling.merge(bundle=merged, into=into, **by)
    merged.refresh_from_db()
    two = idea(round, "Een bus graag. En een trein.")
    parts = {"first": splitting.Half("Bus", (0,)), "second": splitting.Half("Trein", (1,))}
    draft = AnswerDraft(OutcomeCode.OUTSIDE, "Daar is geen geld voor.")
    return {
        "hiding": Guarded(
            moderating.hide, {"contribution": said, "reason": "Grof.", **by},
            [({"contribution": gone}, ""), ({"reason": ""}, "reason"), ({"reason": over(1_000)}, "reason")], twice="",
        ),
        "showing": Guarded(moderating.show, {"contribution": hidden, **by}, [({"contribution": gone}, "")], twice=""),
        "laying together": Guarded(
            bundling.make, {"process": process, "title": "Alles", "contributions": [said, two], **by},
            [
                ({"contributions": [said, elsewhere]}, ""), ({"title": ""}, "title"), ({"title": over(160)}, "title"),
                ({"summary": over(2_000)}, "summary"),
            ],
        ),
        "laying in a bundle": Guarded(
            bundling.add, {"bundle": bundle, "contributions": [two], **by},
            [({"bundle": merged}, ""), ({"contributions": []}, ""), ({"contributions": [elsewhere]}, "")],
        ),
        "taking out of a bundle": Guarded(
            bundling.remove, {"bundle": bundle, "contributions": [said], **by},
            [({"bundle": merged}, ""), ({"contributions": [elsewhere]}, "")],
        ),
        "a name of a bundle": Guarded(
            bundling.rename, {"bundle": bundle, "title": "Vervoer", **by},
            [({"bundle": merged}, ""), ({"title": " "}, "title"), ({"title": over(160)}, "title")],
        ),
        "merging": Guarded(
            bundling.merge, {"bundle": bundle, "into": into, **by},
            [({"into": bundle}, ""), ({"into": far}, ""), ({"into": merged}, ""), ({"bundle": merged}, "")], twice="",
        ),
        "an answer to a bundle": Guarded(
            landing.land, {"process": process, "draft": draft, "bundle": bundle, **by}, [({"bundle": merged}, "")],
        ),
        "an answer to a round": Guarded(
            landing.land_round, {"round": round, "reason": "Lees per zin wat ermee gebeurde.", **by}, [({}, "")],
        ),
        "another answer to a round": Guarded(
            landing.reland_round, {"round": round, "change_reason": "Wij keken nog eens.", **by},
            [
                ({}, ""), ({"change_reason": ""}, "change_reason"),
                ({"change_reason": str(over(1_000))}, "change_reason"),
            ],
        ),
        "an answer to a stopped question": Guarded(
            landing.land_stopped,
            {"process": _stopped(world, spoken=True), "reason": "Er is geen geld meer.", **by},
            [({"process": process}, ""), ({"process": _stopped(world, spoken=False)}, ""), ({"reason": ""}, "reason")],
        ),
        "splitting words": Guarded(
            splitting.split, {"contribution": two, **parts, **by},
            [
                ({"contribution": gone}, ""), ({"first": splitting.Half("Bus", ())}, "sentence_0"),
                ({"second": splitting.Half("Trein", (0,))}, "sentence_0"), ({"first.subject": ""}, "first"),
                ({"first": splitting.Half("Bus", (0, 1)), "second": splitting.Half("Trein", (0, 1))}, "sentence_0"),
                ({"first.subject": over(120)}, "first"), ({"second.subject": over(120)}, "second"),
                ({"back": True}, ""),
            ],
            [{"first": splitting.Half("Bus", (0, 1))}],
        ),
        "a note for colleagues": Guarded(
            sorting.add_note, {"process": process, "text": "Bel.", "by": world.officer, "bundle": bundle, **by},
            [({"bundle": merged}, ""), ({"bundle": far}, "text"), ({"bundle": None, "contribution": gone}, "")],
        ),
        "words of before": Guarded(
            moving.move_into, {"contribution": said, "round": round, "reason": "Het gaat hierover.", **by}, [({}, "")]
        ),
    }  # fmt: skip


def _stopped(world: World, *, spoken: bool) -> Process:
    process = make_process(world, slug=f"gestopt-{spoken}")
    if spoken:
        idea(make_round(process), "Wordt dit nog wat?")
    Round.objects.filter(process=process).update(closed_at=clock.now())
    return _became(process, withdrawn_at=clock.now(), withdrawn_reason="Geen geld.")


def questions_in_time(world: World, other: World) -> dict[str, Guarded]:
    """Return what is asked of a question, its rounds and meetings at the wrong moment."""
    process, now, today = make_process(world), clock.now(), clock.today()
    planned = make_round(process, number=1, opens_at=now + DAY, opened=False)
    last, endless = today + 20 * DAY, make_home(world)
    running = make_round(process, number=2, closes_at=clock.end_of_day(last))
    closed = make_round(process, number=4)
    closed = _became(closed, closed_at=now)
    common = {"tenant": world.body, "created_at": now}
    meeting = Event.objects.create(
        **common, process=process, title="Inloop", venue="De Spil", starts_at=now + DAY, ends_at=now + 2 * DAY
    )
    begun = Event.objects.create(
        **common, process=process, title="Eerder", venue="De Spil", starts_at=now - DAY, ends_at=now + DAY
    )
    off = Event.objects.create(
        **common, process=process, title="Niet", venue="De Spil", starts_at=now + DAY, ends_at=now + 2 * DAY,
        cancelled_at=now,
    )  # fmt: skip
    moment = {**common, "process": process, "organ": world.council}
    coming = DecisionMoment.objects.create(**moment, on=today, subject="Startbrief")
    past = DecisionMoment.objects.create(**moment, on=today - DAY, subject="Toen")
    final = DecisionMoment.objects.create(**moment, on=today + DAY, subject="Besluit", final=True)
    decided = make_process(world, slug="besloten", decided_at=now)
    heard = make_process(world, slug="gehoord", decided_at=now, answered_at=now)
    decision_on = RoomStatement.objects.get(process=process).decision_on
    assert decision_on is not None
    return {
        "a longer round": Guarded(
            rounds.extend_round, {"round": running, "closes_on": last + DAY, "reason": "Er kwam veel.", **STAFF},
            [
                ({"round": planned}, ""), ({"round": closed}, ""), ({"round": endless}, ""),
                ({"closes_on": last}, "closes_on"), ({"closes_on": decision_on}, "closes_on"),
                ({"reason": ""}, "reason"), ({"reason": over(2_000)}, "reason"),
            ],
            [{"closes_on": decision_on - DAY}],
        ),
        "a pause": Guarded(
            pausing.pause_round, {"round": running, "reason": "Storm.", **STAFF},
            [({"round": planned}, ""), ({"round": closed}, ""), ({"round": endless}, ""), ({"reason": ""}, "reason")],
            twice="",
        ),
        "going on": Guarded(pausing.resume_round, {"round": running, **STAFF}, [({}, "")]),
        "calling off": Guarded(
            timeline.cancel_event, {"event": meeting, "reason": "Ziek.", **STAFF},
            [
                ({"event": begun}, ""), ({"event": off}, ""), ({"reason": ""}, "reason"),
                ({"reason": over(200)}, "reason"),
            ],
            twice="",
        ),
        "dropping a moment": Guarded(
            timeline.drop_moment, {"moment": coming, **STAFF}, [({"moment": past}, ""), ({"moment": final}, "")]
        ),
        "stopping": Guarded(
            processes.withdraw_process, {"process": process, "reason": "Geen geld.", **STAFF},
            [({"process": decided}, ""), ({"reason": ""}, "reason"), ({"reason": over(2_000)}, "reason")], twice="",
        ),
        "weighing": Guarded(
            processes.start_weighing, {"process": make_process(world, slug="weegt"), **STAFF},
            [({"process": decided}, ""), ({"process": _stopped(world, spoken=True)}, "")], twice="",
        ),
        "everybody has an answer": Guarded(
            processes.mark_answered, {"process": process, **STAFF}, [({}, ""), ({"process": heard}, "")]
        ),
        "looking back": Guarded(processes.evaluate, {"process": decided, "note": "Goed.", **STAFF}, [({}, "")]),
    }  # fmt: skip


def decisions_and_roles(world: World, other: World) -> dict[str, Guarded]:
    """Return what is asked of a decision, a role and a way in at the wrong moment."""
    process, now, today = make_process(world), clock.now(), clock.today()
    drafted = {"process": process, "organ": world.council, "on": today, **STAFF}
    empty, promised, published = (drafting.draft(title=name, **drafted) for name in ("Leeg", "Beloofd", "Klaar"))
    promise(
        decision=promised, title="Een bus.", receiver="Dorpsbelang", owner=world.contact, due_on=today + DAY,
        actor=STAFF["actor"],
    )  # fmt: skip
    said = {"text": "Tien huizen.", "explanation": "Er komen tien huizen.", "competence": "De raad."}
    published = _became(published, published_at=now, evaluation_on=today + 300 * DAY, **said)
    board = Organ.objects.create(tenant=world.body, created_at=now, name="Beheer", slug="b", role=Role.ADMIN)
    asker, _person = make_account(world.body, board, Role.ADMIN, "Bea")
    make_account(world.body, board, Role.ADMIN, "Cor")
    asked = {"person": world.contact, "organ": board, "role": Role.CLERK, "reason": "Zij is griffier.",
             "starts": today, "actor": Actor(role="admin", id=asker.pk), "key": None}  # fmt: skip
    unknown = Person.objects.create(tenant=world.body, created_at=now, name="Zonder (voorbeeld)", slug="zonder")
    inside = make_account(world.body, world.office, Role.OFFICER, "Dik")[1]
    Account.objects.filter(pk=inside.account_id).update(last_login=now)
    levels = {name: make_round(process, number=number, assurance=name)
              for number, name in enumerate(("open", "confirmed", "invited", "checked"), start=1)}  # fmt: skip
    over_now = _became(make_round(process, number=9, assurance="invited"), closed_at=now)
    token, proof = "t" * 32, admitting.Proof("Ada", "0600000000")
    waiting = admitting.join(round=levels["checked"], token=token, proof=proof)
    let_in = admitting.join(round=levels["checked"], token="u" * 32, proof=replace(proof, text="Bob"))
    let_in = _became(let_in, admitted_at=now)
    mailed = admitting.join(round=levels["confirmed"], token=token, proof=admitting.Proof("ada@voorbeeld.invalid"))
    late = _became(
        admitting.join(round=levels["confirmed"], token="v" * 32, proof=admitting.Proof("bob@voorbeeld.invalid")),
        expires_at=now - timedelta(seconds=1),
    )
    run = admitting.invite(round=levels["invited"], count=2, **STAFF)
    unsent = admitting.invite(round=levels["invited"], count=0, emails=["a@voorbeeld.invalid"], **STAFF)
    return {
        "throwing a decision away": Guarded(
            drafting.discard, {"decision": empty, **STAFF},
            [({"decision": promised}, ""), ({"decision": published}, "")],
        ),
        "a correction": Guarded(
            correcting.propose_correction,
            {"decision": published, "texts": {"text": "Elf huizen."}, "reason": "Een telfout.", "remark": "", **STAFF},
            [
                ({"decision": empty}, ""), ({"texts": {}}, ""), ({"texts": {"text": said["text"]}}, ""),
                ({"texts": {"text": ""}}, "text"), ({"texts": {"competence": over(200)}}, "competence"),
                ({"reason": ""}, "reason"), ({"reason": over(2_000)}, "reason"), ({"remark": over(2_000)}, "remark"),
            ],
            [{"texts": {}, "remark": "De stem van Ada stond er niet bij."}], twice="",
        ),
        "an invitation to come in": Guarded(
            inviting.invite, {"person": world.contact, **STAFF},
            [({"person": unknown}, "person"), ({"person": inside}, "")],
        ),
        "asking a role": Guarded(
            roles.request_role, asked,
            [
                ({"role": "council"}, "role"), ({"person": unknown}, "person"), ({"reason": ""}, "reason"),
                ({"reason": over(200)}, "reason"), ({"ends": today - DAY}, "ends"), ({"actor": STAFF["actor"]}, ""),
                ({"actor": Actor(role="admin", id=world.officer.pk)}, ""),
            ],
            [{"ends": today}], twice="",
        ),
        "first administrators": Guarded(
            roles.appoint_first_admins,
            {"body": world.body, "organ": board, "persons": [inside, world.contact], "starts": today}, [({}, "")],
        ),
        "taking part": Guarded(
            admitting.join, {"round": levels["checked"], "token": "w" * 32, "proof": proof},
            [
                ({"round": levels["open"]}, ""), ({"round": over_now}, ""), ({"proof": admitting.Proof()}, "proof"),
                ({"proof.text": over(120)}, "proof"), ({"proof.reach": over(200)}, "reach"),
                ({"round": levels["confirmed"]}, "proof"), ({"round": levels["invited"]}, "proof"),
            ],
        ),
        "the link in a mail": Guarded(admitting.confirm, {"admission": mailed}, [({"admission": late}, "")]),
        "looking who it is": Guarded(
            admitting.check, {"admission": waiting, "officer": world.officer, **STAFF},
            [({"admission": mailed}, ""), ({"admission": let_in}, "")], twice="",
        ),
        "letting nobody in": Guarded(
            admitting.refuse, {"admission": waiting, "reason": "Twee keer dezelfde.", **STAFF},
            [({"admission": let_in}, ""), ({"reason": ""}, "reason"), ({"reason": over(200)}, "reason")],
        ),
        "invitations": Guarded(
            admitting.invite, {"round": levels["invited"], "count": 1, **STAFF},
            [
                ({"round": levels["open"]}, ""), ({"round": over_now}, ""), ({"count": 0}, "count"),
                ({"count": 1_001}, "count"), ({"emails": ["zomaar"]}, "emails"),
            ],
            [{"count": 0, "emails": ["ada@voorbeeld.invalid", "ada@voorbeeld.invalid"]}],
        ),
        "handing out": Guarded(
            admitting.hand_out, {"run": run, **STAFF},
            [({"run": unsent}, "")], twice="",
        ),
    }  # fmt: skip
