"""No act takes anybody by surprise: each can be taken back or mended, or says first what it does and to how many.

Members: every act of the site (`journal.acts.ALL`) and the register of ways back. Of each act that is told first its
page is pressed here: nothing is done without a yes to exactly those words, and then once however often it is pressed.
"""

import ast
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from functools import cache
from importlib import import_module
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

import brink
from brink.domain.accountability import services as accounting
from brink.domain.commitments import services as promising
from brink.domain.contributions.models import Contribution
from brink.domain.contributions.services import (
    admitting,
    bundling,
    handover,
    landing,
    reaching_givers,
    recalling,
    replying,
)
from brink.domain.contributions.services.answers import AnswerDraft
from brink.domain.contributions.services.changing import OwnWords, change
from brink.domain.contributions.services.giving import Words, give
from brink.domain.decisions import services as deciding
from brink.domain.decisions.tests.test_publishing import complete, make_draft
from brink.domain.journal.acts import ALL
from brink.domain.journal.mail_topics import mail_topics
from brink.domain.journal.models import Entry
from brink.domain.journal.services import RESIDENT, Actor
from brink.domain.journal.ways_back import Why, ways_back
from brink.domain.notifications.news import SETTLE
from brink.domain.people.act_forms import token_of
from brink.domain.people.models import Account, Organ
from brink.domain.processes.models import Event, Lesson, Process, RoomStatement, Round
from brink.domain.processes.services.pausing import pause_round
from brink.domain.processes.services.rooms import adopt_room, start_room
from brink.domain.processes.services.rounds import close_round
from brink.domain.processes.services.standing_question import StandingFacts, open_standing, standing_round
from brink.domain.processes.tests.conftest import filled_room, new_process
from brink.domain.records.basics import Basics
from brink.domain.reports.services import Notice, report
from brink.foundation import clock
from brink.foundation.visibility import Role
from brink.instruments.assembly.models import PanelSeat
from brink.instruments.assembly.services.advising import AdviceFacts, add_advice
from brink.instruments.assembly.tests.making import make_beraad
from brink.instruments.budget.models import Feasibility, Plan
from brink.instruments.consultation.models import TextVersion
from brink.instruments.consultation.reading_files import pasted
from brink.instruments.consultation.services import versions as texts
from brink.instruments.ideas.photos import Photo
from brink.instruments.ideas.services import Extras, give_idea
from brink.instruments.meetings.round_settings import QUESTION as ASKED
from brink.instruments.petition.services import control
from brink.instruments.petition.services.scheduling import SchedulingFacts
from brink.instruments.petition.services.scheduling import rule as deciding_on_petition
from brink.instruments.petition.services.supporting import support
from brink.instruments.petition.tests.making import GROUNDS, handed_in, person, with_kader
from brink.instruments.submission.models import Nota as SubmissionNota
from brink.instruments.submission.tests import samples as submitting
from brink.instruments.survey.models import Weighting
from brink.registers import assignments, documents
from brink.registers.inbox import talks
from brink.registers.inbox.models import TalkRequest
from brink.registers.invitations import services as invitations
from brink.registers.unheard import services as missing
from tests.builders import World, make_account, make_process, make_room, make_round, make_world
from tests.form_client import read

pytestmark = pytest.mark.django_db
SOURCE = Path(brink.__file__).parent
STAFF = Actor(role="clerk")
KEY = "sleutel-van-zestien-en-meer"
NOT_SENT = "Nog niet verstuurd"
TOLD = "Dit gebeurt er als u doorgaat"
SHOWN = "https://voorbeeld.invalid/bankje"
SAID = "Wij zeggen in gewone woorden waarom."


@dataclass(frozen=True)
class Pressed:
    """Where an act is pressed: its address and what its form sends."""

    address: str
    data: Mapping[str, Any] = field(default_factory=dict)
    by: Account | None = None
    """Who presses it, where that is nobody with a role but the one person whom it was asked."""


def say(round: Round, text: str = "Een bus op zaterdag.") -> Contribution:
    words = Words(kind="idea", text=text, email="g@voorbeeld.invalid")
    return give(round=round, words=words, actor=RESIDENT, key=None).contribution


def desk(process: Process, page: str) -> str:
    return f"/balie/processen/{process.slug}/{page}/"


def button(world: World, name: str, **facts: Any) -> Pressed:
    """Return a button of a question in the state that the facts say."""
    process = make_process(world)
    Process.objects.filter(pk=process.pk).update(**facts)
    return Pressed(desk(process, f"doe/{name}"))


def in_round(world: World, page: str, *, paused: bool = False) -> Pressed:
    round = make_round(make_process(world))
    if paused:
        pause_round(round=round, reason=SAID, actor=STAFF, key=None)
    if page == "hervatten":
        return Pressed(desk(round.process, "doe/hervatten"), {"round": round.pk})
    return Pressed(desk(round.process, f"rondes/1/{page}"), {"reason": SAID})


def sending(world: World) -> Pressed:
    round = make_round(make_process(world))
    bundle = bundling.make(process=round.process, title="De bus", contributions=[say(round)], actor=STAFF)
    landing.land(process=round.process, draft=AnswerDraft("outside", SAID), bundle=bundle, actor=STAFF)
    return Pressed(f"/balie/antwoorden/{round.process.slug}/versturen/")


def linking(world: World) -> Pressed:
    pressed = sending(world)
    process = Process.objects.get()
    replying.send(process=process, actor=STAFF)
    bundle = process.bundles.get()
    bundling.add(bundle=bundle, contributions=[say(process.rounds.get(), "Nog een bus.")], actor=STAFF)
    return Pressed(pressed.address.replace("versturen", f"bundel/{bundle.pk}/ook"))


def handing(world: World) -> Pressed:
    voice, other = say(make_round(make_process(world))), make_world("emmen", "municipality")
    data = {"to_body": str(other.body.pk), "receiver": "Team Vervoer", "reason": SAID}
    return Pressed(f"/balie/inbreng/{voice.pk}/doorgeven/", data)


def giving_back(world: World) -> Pressed:
    there = make_world("emmen", "municipality")
    voice = say(make_round(make_process(there)))
    passed = handover.hand_over(
        contribution=voice, to_body=world.body, reason=SAID, receiver="Team Vervoer", actor=STAFF
    )
    return Pressed(f"/balie/inbreng/{passed.copy_id}/teruggeven/", {"reason": SAID})


def publishing(world: World) -> Pressed:
    draft = make_draft(world)
    complete(draft)
    return Pressed(f"/balie/besluiten/{draft.slug}/publiceer/")


def correcting(world: World) -> Pressed:
    draft = make_draft(world)
    complete(draft)
    deciding.publish(decision=draft, actor=STAFF)
    by = Account.objects.create_user(email="ander@voorbeeld.invalid", name="Ander")
    deciding.propose_correction(
        decision=draft, texts={"text": "Elf huizen."}, reason=SAID, remark="", actor=Actor(id=by.pk, role="clerk")
    )
    return Pressed(f"/balie/besluiten/{draft.slug}/verbeteren/op-de-site/")


def room(world: World) -> Pressed:
    process = new_process(world, STAFF)
    adopt_room(room=filled_room(world, process, STAFF), organ=world.council, actor=STAFF, key=None)
    return Pressed(desk(process, "doe/publiceren"))


def releasing(world: World) -> Pressed:
    round = make_round(make_process(world), opened=False)
    return Pressed(desk(round.process, "doe/vrijgeven"), {"round": round.pk})


def closing(world: World) -> Pressed:
    now = clock.now()
    round = make_round(make_process(world), opens_at=now - timedelta(days=9), closes_at=now - timedelta(hours=1))
    return Pressed(desk(round.process, "doe/sluiten"), {"round": round.pk})


def weighing(world: World) -> Pressed:
    process = make_process(world)
    Process.objects.filter(pk=process.pk).update(
        opens_at=clock.now() - timedelta(days=9), closes_at=clock.now() - timedelta(days=1)
    )
    return Pressed(desk(process, "doe/wegen"))


def evaluating(world: World) -> Pressed:
    pressed = button(world, "x", decided_at=clock.now(), answered_at=clock.now())
    process = Process.objects.get()
    Lesson.objects.create(
        tenant=world.body, created_at=clock.now(), process=process, happened="Te laat.", change="Eerder."
    )
    return Pressed(pressed.address.replace("doe/x", "toevoegen/terugkijken"), {"note": ""})


def stopping(world: World) -> Pressed:
    return Pressed(desk(make_process(world), "toevoegen/intrekken"), {"reason": SAID})


def dropping(world: World) -> Pressed:
    return Pressed(desk(make_process(world, room=False), "weggooien"))


def announcing(world: World) -> Pressed:
    process = make_process(world, room=False)
    Process.objects.filter(pk=process.pk).update(ground="De wet.", motivation=SAID)
    return Pressed(desk(process, "doe/besluit"))


def calling_off(world: World) -> Pressed:
    process, start = make_process(world), clock.now() + timedelta(days=3)
    event = Event.objects.create(
        tenant=world.body, created_at=clock.now(), process=process, title="Inloop", venue="Dorpshuis", starts_at=start,
        ends_at=start + timedelta(hours=2),
    )  # fmt: skip
    return Pressed(desk(process, f"bijeenkomsten/{event.pk}/afzeggen"), {"reason": "De zaal is dicht."})


def standing(world: World) -> Pressed:
    data = {"contact": world.contact.pk, "decider": world.executive.pk, "working_days": "10",
            "adopted_by": world.executive.pk, "adopted_on": clock.today().isoformat()}  # fmt: skip
    return Pressed(f"/balie/vaste-vraag/{world.body.slug}/", data)


def adopting(world: World) -> Pressed:
    data = {"framework": world.framework.pk, "organ": world.council.pk, "on": clock.today().isoformat(),
            "reference": "2026-12"}  # fmt: skip
    return Pressed("/balie/kader/", data)


def agreeing(world: World) -> Pressed:
    process = make_process(world)
    said = accounting.Agreement("Welk dorp eerst.", returns=["een dorp doet niet mee"], informs=["na elke ronde"])
    drafted = accounting.write_internal_room(process=process, room=None, said=said, actor=STAFF, key=None)
    day = clock.today().isoformat()
    data = {"version": f"{drafted.pk}:1", "organ": world.council.pk, "on": day, "reference": "2026-12"}
    return Pressed(desk(process, "ruimte-bestuur/vaststellen"), data)


def notifying(world: World) -> Pressed:
    world.body.phone = "0592 36 55 55"
    world.body.save()
    process = make_process(world, room=False)
    make_room(world, process, audience="Iedereen", plan="Wij leggen alles naast elkaar.")
    Process.objects.filter(pk=process.pk).update(room_published_at=clock.now())
    make_round(process)
    process = Process.objects.get(pk=process.pk)
    accounting.choose_participation(process=process, level="advise", exception="", reason=SAID, actor=STAFF, key=None)
    return Pressed(desk(process, "kennisgeving"))


def promise(world: World) -> promising.Commitment:
    basics = Basics(title="Een bankje", owner=world.contact, due_on=clock.today() + timedelta(days=9), published=True)
    return promising.promise(tenant=world.body, receiver="Dorpsbelang", basics=basics, actor=STAFF, key=None)


def making_promise(world: World) -> Pressed:
    day = (clock.today() + timedelta(days=9)).isoformat()
    data = {"title": "Een bankje", "receiver": "Dorpsbelang", "owner": f"person-{world.contact.pk}", "due_on": day,
            "said_at": "Bezoek aan Zweeloo"}  # fmt: skip
    return Pressed("/balie/toezeggingen/nieuw/", data)


def settling(world: World) -> Pressed:
    row = promise(world)
    data = {"outcome": "kept", "reason": SAID, "evidence": SHOWN}
    return Pressed(f"/balie/toezeggingen/{row.record.slug}/afrekenen/", data)


def reporting(world: World) -> Pressed:
    row = promise(world)
    promising.settle(row=row, outcome="kept", reason=SAID, evidence=SHOWN, actor=STAFF, key=None)
    return Pressed(f"/balie/toezeggingen/{row.record.slug}/melden/", {"how": "Brief van 3 maart."})


def naming_a_group(world: World) -> Pressed:
    day = (clock.today() + timedelta(days=9)).isoformat()
    data = {"title": "Jongeren", "why": SAID, "measured_by": "", "owner": f"person-{world.contact.pk}", "due_on": day}
    return Pressed("/balie/wie-wij-missen/nieuw/", data)


def looking_back_on_a_group(world: World) -> Pressed:
    basics = Basics(title="Jongeren", owner=world.contact, due_on=clock.today() + timedelta(days=9))
    row = missing.name_group(
        tenant=world.body, basics=basics, why=SAID, measured_by="", actor=Actor(role="officer"), key=None
    )
    return Pressed(f"/balie/wie-wij-missen/{row.record.slug}/afronden/", {"ended": "unknown", "learned": SAID})


def inviting(world: World) -> Pressed:
    day = (clock.today() + timedelta(days=9)).isoformat()
    data = {"title": "Alle huishoudens", "process": str(make_process(world).pk), "due_on": day,
            "owner": f"person-{world.contact.pk}"}  # fmt: skip
    return Pressed("/balie/uitnodigingen/nieuw/", data)


def ending_an_invitation(world: World) -> Pressed:
    today, staff = clock.today(), Actor(role="officer")
    basics = Basics(title="Iedereen", owner=world.contact, process=make_process(world), due_on=today)
    row = invitations.plan(tenant=world.body, basics=basics, actor=staff, key=None)
    invitations.add_way(
        row=row, means="letter", area=world.village, size=9, starts_on=today, ends_on=today, actor=staff, key=None
    )
    return Pressed(f"/balie/uitnodigingen/{row.record.slug}/afronden/", {"learned": SAID})


def filed(world: World, confidentiality: str) -> documents.models.Document:
    data = b"Wat er op het plein komt."
    return documents.services.add(
        tenant=world.body, basics=Basics(title="Het plein", owner=world.contact, process=make_process(world)),
        file=documents.files.keep(BytesIO(data), len(data), "plein.txt"), labels=documents.services.Labels("report"),
        openness=documents.services.Openness(confidentiality), actor=STAFF, key=None,
    )  # fmt: skip


def opening_document(world: World) -> Pressed:
    return Pressed(f"/balie/documenten/{filed(world, 'desk').record.slug}/openbaar-maken/", {"note": SAID})


def withdrawing_document(world: World) -> Pressed:
    return Pressed(f"/balie/documenten/{filed(world, 'open').record.slug}/intrekken/", {"note": SAID})


def opening_dossier(world: World) -> Pressed:
    data = {"title": "Wonen", "summary": "Over wonen in dorpen.", "owner": f"person-{world.contact.pk}"}
    return Pressed("/balie/dossiers/nieuw/", data)


def assigned(world: World) -> assignments.models.Assignment:
    given = assignments.services.Given(world.council, world.executive, clock.today(), "Statenstuk 3", "een voorstel")
    basics = Basics(title="Zoek het uit", owner=world.contact, due_on=clock.today() + timedelta(days=9))
    return assignments.services.assign(tenant=world.body, basics=basics, given=given, actor=STAFF, key=None)


def assigning(world: World) -> Pressed:
    data = {"title": "Zoek het uit", "product": "een voorstel", "given_by": world.council.pk,
            "given_to": world.executive.pk, "given_on": clock.today().isoformat(), "reference": "Statenstuk 3",
            "owner": f"person-{world.contact.pk}",
            "due_on": (clock.today() + timedelta(days=9)).isoformat()}  # fmt: skip
    return Pressed("/balie/opdrachten/nieuw/", data)


def adopting_assignment(world: World) -> Pressed:
    row = assigned(world)
    assignments.services.deliver(row=row, proof=SHOWN, note=SAID, actor=STAFF, key=None)
    return Pressed(f"/balie/opdrachten/{row.record.slug}/vaststellen/", {"note": "Op 7 juli."})


def lapsing(world: World) -> Pressed:
    return Pressed(f"/balie/opdrachten/{assigned(world).record.slug}/vervallen/", {"note": SAID})


def dropping_version(world: World) -> Pressed:
    process = make_process(world)
    start_room(process=process, actor=STAFF, key=None)
    return Pressed(desk(process, "doe/versie-weg"))


def _text(world: World) -> str:
    """Bring a text in, and return where the desk works on it."""
    round = make_round(make_process(world), "consultation")
    source = texts.SourceText("Regels", pasted("# 1 Waar het mag\nOp daken."))
    texts.take_in(round=round, source=source, actor=STAFF, key=None)
    return f"/processen/{round.process.slug}/{round.slug}/tekst/balie/"


def publishing_text(world: World) -> Pressed:
    desk_of_text = _text(world)
    return Pressed(f"{desk_of_text}publiceren/", {"version": token_of(TextVersion.objects.get())})


def dropping_text(world: World) -> Pressed:
    return Pressed(f"{_text(world)}weggooien/")


def adopting_nota(world: World, people: bool = False) -> Pressed:
    now = clock.now()
    round = make_round(make_process(world), "submission")
    if people:
        submitting.give(round, "submission", person="Ans", words="Te hoog.", closed=False, key="gegeven")
    Round.objects.filter(pk=round.pk).update(
        opens_at=now - timedelta(days=9), closes_at=now - timedelta(days=1), closed_at=now
    )  # fmt: skip
    SubmissionNota.objects.create(
        tenant=round.tenant, created_at=now, round=round, introduction="Ontwerp.", decision="Besloten.", remedy="Geen."
    )
    address = f"/processen/{round.process.slug}/{round.slug}/zienswijze/balie/nota/"
    return Pressed(address, {"act": "adopt", "adopted_on": clock.today().isoformat()})


def answering(world: World) -> Pressed:
    voice = say(make_round(make_process(world)))
    notice = Notice(part="words", ground="hurts", text="Hier wordt mijn buurvrouw beledigd.")
    made = report(contribution=voice, notice=notice, key=None).report
    data = {"decision": "hidden", "reason": SAID, "answer": "Dank u. Wij hebben de woorden verborgen."}
    return Pressed(f"/balie/meldingen/{made.pk}/", data)


def taking_photo(world: World) -> Pressed:
    voice = give_idea(
        round=make_round(make_process(world)), words=Words(kind="idea", text="Een bank."), actor=RESIDENT, key=None,
        extras=Extras(photo=Photo(f"2026-11-29/{'a' * 32}", 60, 40), photo_alt="Een bank"),
    ).contribution  # fmt: skip
    return Pressed(f"/balie/inbreng/{voice.pk}/deel/photo/", {"reason": SAID})


def taking_earlier(world: World) -> Pressed:
    """Return the form that takes what somebody said before from the site."""
    words = Words(kind="idea", text="Een bank bij de school.")
    given = give(round=make_round(make_process(world)), words=words, actor=RESIDENT, key=None)
    voice = change(contribution=given.contribution, code=given.code, words=OwnWords("Een bank bij het plein."))
    return Pressed(f"/balie/inbreng/{voice.pk}/deel/eerder/", {"reason": SAID})


def splitting(world: World) -> Pressed:
    """Return the form by which words about two subjects are divided."""
    round = make_round(make_process(world))
    words = Words(kind="idea", text="De bus rijdt niet. Het bad is te koud.")
    voice = give(round=round, words=words, actor=RESIDENT, key=None).contribution
    data = {"sentence_0": "first", "sentence_1": "second", "first": "de bus", "second": "het bad", "where": "here"}
    return Pressed(f"/balie/inbreng/{voice.pk}/splitsen/", data)


def posting(world: World) -> Pressed:
    """Return the form that says that letters are on their way."""
    round = make_round(make_process(world))
    words = Words(kind="idea", text="Een bus.", address="Brink 1")
    voice = give(round=round, words=words, actor=RESIDENT, key=None).contribution
    draft = AnswerDraft("outside", "Daar is geen geld voor.")
    landing.land(process=round.process, draft=draft, contributions=[voice], actor=STAFF)
    replying.send(process=round.process, actor=STAFF)
    run = reaching_givers.make_letters(process=round.process, voices=[voice.pk], officer=world.officer, actor=STAFF)
    data = {"on": clock.today().isoformat()}
    return Pressed(f"/balie/antwoorden/{round.process.slug}/brieven/{run.pk}/", data)


def handing_out(world: World) -> Pressed:
    """Return the button that says that codes were handed out."""
    round = make_round(make_process(world), assurance="invited")
    run = admitting.invite(round=round, count=2, actor=STAFF, key=None)
    return Pressed(f"/balie/rondes/{round.pk}/uitnodigingen/{run.pk}/uitgedeeld/")


def letting_in(world: World) -> Pressed:
    """Return the button that lets somebody count."""
    round = make_round(make_process(world), assurance="checked")
    who = admitting.join(round=round, token="a" * 32, proof=admitting.Proof("Fatima"), key=None)
    return Pressed(f"/balie/rondes/{round.pk}/meedoen/{who.pk}/telt/")


def placing_weights(world: World) -> Pressed:
    """Return the button that puts weighted figures of a survey on the site."""
    round = make_round(make_process(world), "survey")
    Round.objects.filter(pk=round.pk).update(closes_at=clock.now(), closed_at=clock.now())
    told = dict.fromkeys(("aim", "maker", "population", "sample", "processing", "limits"), SAID)
    result = {"people": {"how": "all"}, "effective": 40, "largest": 1.5, "margins": [], "not_weighted": []}
    Weighting.objects.create(
        tenant=round.tenant, created_at=clock.now(), round=round, source="CBS", dated_on=clock.today(),
        result={**result, "questions": {}}, **told,
    )  # fmt: skip
    return Pressed(f"/processen/{round.process.slug}/{round.slug}/vragenlijst/balie/plaatsen/")


def supported(world: World) -> Round:
    """Return a petition that enough people supported, after its last day."""
    round = make_round(make_process(world), "petition", settings={"threshold": 10})
    for number in range(11):
        support(round=round, said=person(number), key=None)
    Round.objects.filter(pk=round.pk).update(closes_at=clock.now())
    close_round(round=Round.objects.get(pk=round.pk), actor=STAFF, key=None)
    return Round.objects.get(pk=round.pk)


def at_petition(round: Round, name: str) -> str:
    return f"/processen/{round.process.slug}/{round.slug}/steun/balie/controle/{name}/"


def drawing(world: World) -> Pressed:
    """Return the form that begins the check of who supported."""
    return Pressed(at_petition(supported(world), "trek"), {"full": "1"})


def checking(world: World) -> Pressed:
    """Return the form that ends that check."""
    round = supported(world)
    check = control.draw(round=round, full=True, seed_source="", seed="", actor=STAFF, key=None)
    registrations = {str(number): "yes" for number in range(1, 12)}
    control.note_registrations(check=check, registrations=registrations, actor=STAFF, key=None)
    return Pressed(at_petition(round, "klaar"), {"second": "Aziz", "version": token_of(check)})


def opening_proposal(world: World) -> Pressed:
    """Return the form that opens a proposal for support."""
    row = handed_in(with_kader(world))
    data = {"themes": str(world.theme.pk), "contact": str(world.contact.pk), "opens_on": clock.today().isoformat()}
    return Pressed(f"/balie/voorstellen/{row.pk}/open/", {"version": token_of(row), **data})


def refusing_proposal(world: World) -> Pressed:
    """Return the form that says no to a proposal."""
    row = handed_in(with_kader(world))
    return Pressed(
        f"/balie/voorstellen/{row.pk}/nee/", {"version": token_of(row), "ground": GROUNDS[0], "reason": SAID}
    )


def _passed(world: World) -> Round:
    """Return a petition of which every line was looked at and found right."""
    round = supported(world)
    check = control.draw(round=round, full=True, seed_source="", seed="", actor=STAFF, key=None)
    registrations = {str(number): "yes" for number in range(1, 12)}
    control.note_registrations(check=check, registrations=registrations, actor=STAFF, key=None)
    control.finish(check=check, second="Aziz", actor=STAFF, key=None)
    return round


def at_decision(round: Round, name: str) -> str:
    return f"/processen/{round.process.slug}/{round.slug}/steun/balie/besluit/{name}/"


def scheduling(world: World) -> Pressed:
    """Return the form that puts on the page what was decided about a petition."""
    data = {"choice": "not_on_agenda", "reason": SAID, "decided_on": clock.today().isoformat()}
    return Pressed(at_decision(_passed(world), "besluit"), {"version": "none:0", **data})


def telling_supporters(world: World) -> Pressed:
    """Return the button that tells everybody who supported what was decided."""
    round = _passed(world)
    row = deciding_on_petition(
        round=round, facts=SchedulingFacts("not_on_agenda", SAID, clock.today()), actor=STAFF, key=None
    )
    return Pressed(at_decision(round, "vertel"), {"version": token_of(row)})


def telling_of_nota(world: World) -> Pressed:
    """Return the button that tells everybody of the nota."""
    pressed = adopting_nota(world, people=True)
    SubmissionNota.objects.update(adopted_on=clock.today())
    return Pressed(pressed.address, {"act": "tell"})


def handling_question(world: World) -> Pressed:
    """Return the form that says what became of a question for a meeting."""
    round = make_round(make_process(world), "meetings")
    voice = give(round=round, words=Words(kind=ASKED, text="Waarom?"), actor=RESIDENT, key=None).contribution
    address = f"/processen/{round.process.slug}/{round.slug}/bijeenkomsten/balie/{voice.pk}/"
    return Pressed(address, {"handling": "answered", "text": SAID, "version": token_of(voice, "meeting.handled")})


def answering_talk(world: World) -> Pressed:
    """Return the form in which somebody answers who wants to talk."""
    account, asked_one = make_account(world.body, world.council, Role.COUNCIL, "Rik")
    facts = StandingFacts(world.contact, world.executive, world.executive, clock.today())
    door = standing_round(open_standing(tenant=world.body, facts=facts, actor=STAFF, key=None))
    assert door is not None
    asked = give(
        round=door, words=Words(kind=talks.KIND, text="Over de bus."), actor=RESIDENT, key=None,
        detail=talks.Asked(asked_one),
    )  # fmt: skip
    request = TalkRequest.objects.get(contribution=asked.contribution)
    return Pressed(f"/mijn/gesprekken/{request.pk}/", {"reply": "write", "text": SAID}, account)


def extending(world: World) -> Pressed:
    """Return the form that keeps a round open longer."""
    round = make_round(make_process(world))
    later = (round.last_day + timedelta(days=1)).isoformat()
    data = {"closes_on": later, "reason": SAID, "version": token_of(round)}
    return Pressed(desk(round.process, "rondes/1/verlengen"), data)


def taking_off(world: World) -> Pressed:
    """Return the form that takes a plan off the list of a budget."""
    round = make_round(make_process(world), "budget")
    plan = Plan.objects.create(
        tenant=round.tenant, created_at=clock.now(), round=round, number=1, code="1", place_in_list=1,
        title="Bankjes", cost_cents=100_000, feasibility=Feasibility.FEASIBLE,
    )  # fmt: skip
    address = reverse("budget:desk_plan", args=(round.process.slug, round.slug, plan.pk))
    return Pressed(address, {"act": "remove", "weg-reason": SAID, "weg-key": KEY, "weg-version": token_of(plan)})


def freezing_pool(world: World) -> Pressed:
    """Return the form that freezes the list of a draw."""
    beraad = make_beraad(world=world)
    beraad.end_signup()
    data = {"doe": "vast", "vast-key": KEY, "vast-source": SAID, "vast-pick": "hash"}
    return Pressed(beraad.url("balie/loting/"), data)


def thawing_pool(world: World) -> Pressed:
    """Return the form that takes a frozen list back."""
    beraad = make_beraad(world=world)
    version = token_of(beraad.frozen())
    data = {"doe": "terug", "terug-key": KEY, "terug-reason": SAID, "terug-version": version}
    return Pressed(beraad.url("balie/loting/"), data)


def hearing_chance(world: World) -> Pressed:
    """Return the form in which somebody writes down what chance said."""
    beraad = make_beraad(world=world)
    beraad.committed()
    now = clock.now().astimezone(clock.AMSTERDAM)
    data = {"toeval-words": "4 1 6", "toeval-day": now.date().isoformat(), "toeval-hour": f"{now:%H:%M}"}
    return Pressed(beraad.url("balie/loting/"), {"doe": "toeval", "toeval-key": KEY, **data})


def calling_somebody(world: World) -> Pressed:
    """Return the button that says that somebody who was drawn does not come."""
    beraad = make_beraad(world=world)
    seat = PanelSeat.objects.filter(draw=beraad.held()).first()
    assert seat is not None
    return Pressed(beraad.url(f"balie/groep/{seat.pk}/"), {"outcome": "no"})


def telling_undrawn(world: World) -> Pressed:
    """Return the button that tells who was not drawn."""
    beraad = make_beraad(world=world)
    beraad.held()
    return Pressed(beraad.url("balie/groep/bericht/"))


def offering(world: World) -> Pressed:
    """Return the form that offers the advice of an assembly."""
    beraad = make_beraad(world=world)
    beraad.held()
    facts = AdviceFacts("Bouw meer.", votes_for=4, unanimous=True)
    add_advice(round=beraad.round, facts=facts, actor=STAFF, key=None)
    data = {"doe": "bied", "bied-key": KEY, "bied-offered_on": clock.today().isoformat()}
    return Pressed(beraad.url("balie/advies/"), data)


CASES: dict[str, Callable[[World], Pressed]] = {
    "assembly.pool_frozen": freezing_pool,
    "assembly.pool_thawed": thawing_pool,
    "assembly.chance_heard": hearing_chance,
    "assembly.called": calling_somebody,
    "assembly.undrawn_told": telling_undrawn,
    "assembly.offered": offering,
    "budget.plan_removed": taking_off,
    "petition.accepted": opening_proposal,
    "petition.refused": refusing_proposal,
    "petition.scheduled": scheduling,
    "petition.told": telling_supporters,
    "submission.told": telling_of_nota,
    "meeting.handled": handling_question,
    "talk.answered": answering_talk,
    "round.extended": extending,
    "petition.drawn": drawing,
    "petition.checked": checking,
    "contribution.split": splitting,
    "letters.posted": posting,
    "invitations.handed_out": handing_out,
    "admission.checked": letting_in,
    "answers.sent": sending,
    "landing.linked": linking,
    "contribution.handed_over": handing,
    "contribution.given_back": giving_back,
    "decision.published": publishing,
    "report.answered": answering,
    "idea.photo_removed": taking_photo,
    "earlier_words.closed": taking_earlier,
    "decision.corrected": correcting,
    "decision.discarded": lambda world: Pressed(f"/balie/besluiten/{make_draft(world).slug}/weg/"),
    "room.published": room,
    "room.dropped": dropping_version,
    "round.opened": releasing,
    "round.paused": lambda world: in_round(world, "pauzeren"),
    "round.resumed": lambda world: in_round(world, "hervatten", paused=True),
    "round.closed_early": lambda world: in_round(world, "eerder-sluiten"),
    "round.closed": closing,
    "process.participation": announcing,
    "process.weighing": weighing,
    "process.answered": lambda world: button(world, "terugkoppelen", decided_at=clock.now()),
    "process.evaluated": evaluating,
    "process.withdrawn": stopping,
    "process.dropped": dropping,
    "event.cancelled": calling_off,
    "standing.opened": standing,
    "framework.adopted": adopting,
    "internal_room.adopted": agreeing,
    "public_text.published": notifying,
    "unheard.named": naming_a_group,
    "survey.weighting_published": placing_weights,
    "unheard.ended": looking_back_on_a_group,
    "invitation.planned": inviting,
    "invitation.ended": ending_an_invitation,
    "consultation.published": publishing_text,
    "consultation.draft_dropped": dropping_text,
    "submission.nota_adopted": adopting_nota,
    "commitment.made": making_promise,
    "commitment.settled": settling,
    "commitment.reported": reporting,
    "document.opened": opening_document,
    "document.withdrawn": withdrawing_document,
    "dossier.opened": opening_dossier,
    "assignment.given": assigning,
    "assignment.adopted": adopting_assignment,
    "assignment.lapsed": lapsing,
}


@cache
def kinds() -> dict[str, str]:
    """Return every kind of act of the site itself, with one service of that kind."""
    # Not only what this process happened to load: commands know acts that no page does.
    for path in sorted(SOURCE.rglob("*.py")):
        if "tests" not in path.parts and "@act(" in path.read_text("utf-8"):
            import_module(".".join(path.relative_to(SOURCE.parent).with_suffix("").parts))
    return {one.kind: name for name, one in ALL.items() if name.startswith("brink.")}


def test_every_act_says_what_comes_after_a_mistake() -> None:
    """And nothing stands in the register that no act is."""
    assert sorted(set(kinds()) ^ set(ways_back.named())) == []


@pytest.mark.parametrize("kind", sorted(ways_back.named()))
def test_a_way_back_is_an_act_that_there_is(kind: str) -> None:
    way = ways_back.named()[kind]
    assert set(way.by) <= set(kinds())
    # Taken back by another act, told first, or one good reason: never nothing, and a reason stands alone.
    assert bool(way.by or way.asked) != (way.why is not None)
    assert way.why is None or isinstance(way.why, Why)


def test_every_act_that_is_told_first_is_pressed_here() -> None:
    assert set(CASES) == {kind for kind, way in ways_back.named().items() if way.asked}


# News of which the mail waits a quarter and tells the last state, so that a next step mends it before anybody reads it;
# what it says stands where the desk was working, and takes nothing away.
MENDED_FIRST = {
    "appeal.answered", "commitment.moved", "contribution.moved", "contribution.revised", "event.changed",
}  # fmt: skip
_SENDS = "replying.send"


def _reached(tree: ast.Module) -> dict[str, set[str]]:
    """Return by the kind of each act of a module what its function calls, in steps through functions beside it."""
    functions = {one.name: one for one in tree.body if isinstance(one, ast.FunctionDef)}
    found: dict[str, set[str]] = {}
    for name, function in functions.items():
        marks = [one for one in function.decorator_list if isinstance(one, ast.Call) and ast.unparse(one.func) == "act"]
        calls, todo = set[str](), [name]
        while marks and todo:
            made = {ast.unparse(one.func) for one in ast.walk(functions[todo.pop()]) if isinstance(one, ast.Call)}
            todo += [one for one in made - calls if one in functions]
            calls |= made
        for mark in marks:
            if isinstance(mark.args[0], ast.Constant):
                found.setdefault(str(mark.args[0].value), set()).update(calls)
    return found


def test_what_sends_answers_is_told_first() -> None:
    """Drawn from the source of all acts: whatever sends what givers read at once asks first, in every instrument."""
    sending = {
        kind
        for path in SOURCE.rglob("*.py") if "tests" not in path.parts and "@act(" in path.read_text("utf-8")
        for kind, calls in _reached(ast.parse(path.read_text("utf-8"))).items() if _SENDS in calls
    }  # fmt: skip
    assert len(sending) >= 5
    assert {kind for kind in sending if not ways_back.named()[kind].asked} == set()


def test_what_is_mailed_as_news_is_told_first_or_can_be_mended_before_the_mail_goes() -> None:
    """Drawn from the register of mail topics; what the clock or a giver does is nobody's press at the desk."""
    news = {kind for topic in mail_topics.named().values() for kind in topic.kinds}
    ways = {kind: way for kind, way in ways_back.named().items() if kind in news}
    unasked = {kind for kind, way in ways.items() if not way.asked and way.why is None}
    assert unasked == MENDED_FIRST
    assert all(ways[kind].by for kind in unasked)
    assert timedelta(minutes=10) < SETTLE


@pytest.fixture
def world() -> World:
    return make_world()


def clerk(world: World) -> Client:
    """Return a browser of somebody who may press every one of these buttons."""
    client, now = Client(), clock.now()
    organ, _made = Organ.objects.get_or_create(
        tenant=world.body, slug="griffie", defaults={"created_at": now, "name": "Griffie", "role": Role.CLERK}
    )
    client.force_login(make_account(world.body, organ, Role.CLERK, "Griet")[0])
    return client


def done(kind: str) -> int:
    return Entry.objects.filter(kind=kind).count()


@pytest.mark.parametrize("kind", sorted(CASES))
def test_nothing_is_done_before_it_was_told_and_then_once(world: World, kind: str) -> None:
    pressed = CASES[kind](world)
    client = clerk(world)
    if pressed.by is not None:
        client.force_login(pressed.by)
    before = done(kind)
    asked = client.post(pressed.address, {"key": KEY, **pressed.data})
    page = read(asked)
    assert (asked.status_code, done(kind)) == (200, before), page.text[:600]
    assert TOLD in page.text
    assert "Vergist u zich daarna?" in page.text
    assert page.scripted == []
    (form,) = [one for one in page.forms if any(field.name == "doorgaan" for field in one.fields)]
    yes = form.filled("")
    assert {name: yes[name] for name in pressed.data} == {name: str(value) for name, value in pressed.data.items()}
    wrong = client.post(form.action, {**yes, "doorgaan": "iets-anders"})
    assert (wrong.status_code, done(kind)) == (409, before)
    assert "Er is intussen iets veranderd." in read(wrong).text
    first, again = client.post(form.action, yes), client.post(form.action, yes)
    assert (first.status_code, again.status_code) == (302, 302), read(first).text[:600]
    # A double click leads where the first click led, and says the same.
    assert again["Location"] == first["Location"]
    said = read(client.get(first["Location"])).text
    assert NOT_SENT not in said
    assert done(kind) == before + 1, read(client.get("/balie/")).text[:900]
    assert Entry.objects.filter(key=KEY).count() == 1


@pytest.mark.parametrize("kind", sorted(CASES))
def test_whoever_may_not_is_told_nothing(world: World, kind: str) -> None:
    """Somebody who only looks gets no page of it either, and of another body there is none."""
    pressed = CASES[kind](world)
    client, stranger = Client(), make_world("assen", "municipality")
    client.force_login(stranger.clerk)
    answer = client.post(pressed.address, {"key": KEY, **pressed.data})
    assert TOLD not in answer.content.decode()
    assert not Entry.objects.filter(key=KEY).exists()


def test_no_takes_back_to_the_form_with_what_was_typed(world: World) -> None:
    pressed, client = CASES["round.paused"](world), clerk(world)
    (form,) = read(client.post(pressed.address, {"key": KEY, **pressed.data})).forms[-1:]
    back = client.post(form.action, {**form.filled(""), "terug": "1", "doorgaan": ""})
    assert (back.status_code, done("round.paused")) == (200, 0)
    assert SAID in back.content.decode()
    assert TOLD not in back.content.decode()


def test_an_address_can_be_opened_again(world: World) -> None:
    """A reload, a bookmark or Back asks for the page: it tells the same, and does nothing."""
    for kind in ("answers.sent", "decision.published", "room.published"):
        other = make_world(kind.replace(".", "-"))
        pressed, client = CASES[kind](other), clerk(other)
        answer = client.get(pressed.address)
        assert (answer.status_code, TOLD in answer.content.decode()) == (200, True)
        assert client.head(pressed.address).status_code == 200
        Process.objects.filter(tenant=other.body).update(slug=f"weg-{kind.replace('.', '-')}")


def test_a_second_person_changes_what_was_read_and_it_is_told_anew(world: World) -> None:
    """What is sent is what was read over: an answer that a colleague lays ready meanwhile does not go along unread."""
    pressed, client = CASES["answers.sent"](world), clerk(world)
    (form,) = [one for one in read(client.get(pressed.address)).forms if one.action == pressed.address]
    process = Process.objects.get()
    late = say(process.rounds.get(), "Meer fietspaden.")
    landing.land(process=process, draft=AnswerDraft("outside", "Dat mag niet van de wet."), contributions=[late],
                 actor=STAFF)  # fmt: skip
    answer = client.post(form.action, form.filled(""))
    assert (answer.status_code, done("answers.sent")) == (409, 0)
    assert "Dat mag niet van de wet." in answer.content.decode()


def test_what_is_told_says_to_how_many(world: World) -> None:
    pressed, client = CASES["answers.sent"](world), clerk(world)
    text = read(client.get(pressed.address)).text
    assert "1 mens leest het antwoord meteen onder de volgcode." in text
    assert "1 mens heeft een mailadres gegeven en krijgt na een kwartier mail." in text
    assert "De bus" in text
    assert SAID in text


def test_there_is_time_left_between_the_last_moment_to_call_back_and_the_first_mail() -> None:
    assert recalling.WINDOW + timedelta(minutes=5) <= SETTLE


def test_room_statements_are_told_with_their_question(world: World) -> None:
    pressed, client = CASES["room.published"](world), clerk(world)
    assert RoomStatement.objects.get().question in client.get(pressed.address).content.decode()
