"""What is refused of people, words, answers, decisions and promises: members of `test_guards.py`."""

from dataclasses import replace

from brink.domain.commitments import services as promising
from brink.domain.contributions.models import OutcomeCode
from brink.domain.contributions.services import bundling, landing, moderating, moving, sorting
from brink.domain.contributions.services.answers import AnswerDraft
from brink.domain.contributions.services.giving import Words
from brink.domain.contributions.services.transcribing import Consent, note_down
from brink.domain.decisions.services import delegating, drafting, weighing
from brink.domain.people.models import Account, Membership
from brink.domain.people.services import absences, bodies, roles, teams
from brink.domain.places.services import by_hand
from brink.domain.processes.models import Dossier
from brink.domain.records.basics import Basics
from brink.domain.reports import services as reporting
from brink.domain.reports.models import Ground
from brink.foundation import clock
from brink.foundation.visibility import Role
from tests.builders import World, make_area, make_process, make_round
from tests.safety.guarded import DAY, STAFF, Guarded, idea, make_home, over


def people(world: World, other: World) -> dict[str, Guarded]:
    """Return what is asked of teams, absence, organs, bodies, places and roles."""
    today, province = clock.today(), make_area("Proefland", "province")
    away = {"tenant": world.body, "account": world.officer, "substitute": world.clerk, "starts": today, "ends": today,
            **STAFF}  # fmt: skip
    at_desk = Membership.objects.get(person__account=world.officer)
    sitting = world.clerk.persons.get()
    admin = Account.objects.create_user("beheer@proef.invalid", name="Beheer (voorbeeld)")
    facts = bodies.BodyFacts("Gemeente Nieuw", "municipality")
    founded = {"body": world.body, "facts": facts, **STAFF}
    seated = {"person": world.contact, "organ": world.council, "role": Role.COUNCIL, "starts": today, **STAFF}
    return {
        "a team": Guarded(
            teams.add_team, {"tenant": world.body, "name": "Team Wegen", "members": [world.contact], **STAFF},
            [
                ({"members": [world.contact, other.contact]}, "members"), ({"name": ""}, "name"),
                ({"name": over(120)}, "name"),
            ],
            twice="name",
        ),
        "an absence": Guarded(
            absences.add_absence, away,
            [
                ({"substitute": other.clerk}, "substitute"), ({"substitute": world.officer}, "substitute"),
                ({"substitute": admin}, "substitute"), ({"starts": today + DAY}, "ends"),
                ({"starts": today - 2 * DAY, "ends": today - DAY}, "ends"),
            ],
        ),
        "an organ": Guarded(
            bodies.add_organ, {"body": world.body, "name": "Raad", "role": "council", "seats": 43, **STAFF},
            [
                ({"role": "zomaar"}, "role"), ({"seats": 0}, "seats"), ({"seats": 1000}, "seats"),
                ({"name": world.council.name.upper()}, "name"), ({"name": ""}, "name"),
                ({"name": over(120)}, "name"),
            ],
            [{"seats": 1}, {"seats": 999}, {"seats": None}], twice="name",
        ),
        "a body": Guarded(
            bodies.add_neighbour, founded,
            [
                ({"facts.kind": "zomaar"}, "kind"), ({"facts.reply_days": 0}, "reply_days"),
                ({"facts.reply_days": 366}, "reply_days"), ({"facts.name": world.body.name.upper()}, "name"),
                ({"facts.phone": over(30)}, "phone"), ({"facts.about": over(600)}, "about"),
                ({"facts.hours": over(120)}, "hours"), ({"facts.address": over(400)}, "address"),
                ({"facts.email": "x"}, "email"), ({"facts.name": over(120)}, "name"),
            ],
            [{"facts.reply_days": 1}, {"facts.reply_days": 365}], twice="name",
        ),
        "a place": Guarded(
            by_hand.add_area, {"name": "Nieuwdam", "kind": "municipality", "parent": province, **STAFF},
            [
                ({"kind": "zomaar"}, "kind"), ({"kind": "village", "parent": None}, "parent"),
                ({"kind": "village"}, "parent"), ({"kind": "province"}, "parent"), ({"name": ""}, "name"),
                ({"name": over(120)}, "name"),
            ],
            [{"parent": None}], twice="name",
        ),
        "a seat": Guarded(
            roles.add_member, seated,
            [({"role": Role.OFFICER}, ""), ({"ends": today - DAY}, "ends"), ({"group": over(80)}, "group")],
            [{"ends": today}], twice="starts",
        ),
        "another fractie": Guarded(
            roles.move_member,
            {"membership": roles.add_member(**seated | {"person": sitting}), "group": "Dorp", "starts": today + DAY,
             **STAFF},
            [({"membership": at_desk}, ""), ({"starts": today}, "starts"), ({"starts": today - DAY}, "starts")],
        ),
    }  # fmt: skip


def voices(world: World, other: World) -> dict[str, Guarded]:
    """Return what is asked of words that came in, and of the answer to them."""
    process, today = make_process(world), clock.today()
    theirs = make_round(make_process(other, slug="emmen-wonen"))
    round, second = make_round(process), make_round(make_process(world, slug="tweede"))
    said, elsewhere = idea(round), idea(second)
    bundle = bundling.make(process=process, title="De bus", contributions=[said], actor=STAFF["actor"])
    draft = AnswerDraft(OutcomeCode.OUTSIDE, "Daar is geen geld voor.")
    home = make_home(world)
    heard = Words(kind="idea", channel="phone", verbatim="Een bus graag.", heard_on=today)
    asked = {"process": process, "draft": draft, "contributions": [said], **STAFF}
    return {
        "an answer": Guarded(
            landing.land, asked,
            [
                ({"draft.outcome": "zomaar"}, "outcome"), ({"draft.outcome": OutcomeCode.COLLECTIVE}, "outcome"),
                ({"draft.outcome": OutcomeCode.STOPPED}, "outcome"),
                ({"draft.outcome": OutcomeCode.ELSEWHERE}, "outcome"),
                ({"draft.reason": ""}, "reason"), ({"draft.reason": "Geen geld."}, "reason"),
                ({"draft.reason": over(4_000)}, "reason"), ({"draft.not_adopted": "Twee woorden."}, "not_adopted"),
                ({"draft.outcome": OutcomeCode.PARTLY}, "not_adopted"),
                ({"draft.outcome": OutcomeCode.PARKED}, "parked_until"),
                ({"draft": replace(draft, outcome=OutcomeCode.PARKED, parked_until=today)}, "parked_until"),
                ({"contributions": [elsewhere]}, ""),
            ],
            [{"draft": replace(draft, outcome=OutcomeCode.PARKED, parked_until=today + DAY)}],
        ),
        "words that move": Guarded(
            moving.move_into,
            {"contribution": idea(home), "round": round, "reason": "Het gaat over deze vraag.", **STAFF},
            [
                ({"contribution": said}, ""), ({"round": theirs}, "round"), ({"round": home}, "round"),
                ({"reason": ""}, "reason"), ({"reason": over(4_000)}, "reason"),
            ],
            twice="",
        ),
        "words written down": Guarded(
            note_down,
            {"round": round, "words": heard, "consent": Consent(publish=True), "officer": world.officer, **STAFF},
            [
                ({"words.channel": "web"}, "channel"), ({"words.channel": "zomaar"}, "channel"),
                ({"words.heard_on": today + DAY}, "heard_on"), ({"words.verbatim": "  "}, "verbatim"),
                ({"words": replace(heard, heard_on=None, verbatim="")}, "verbatim"),
            ],
            [{"words.heard_on": None}],
        ),
        "words made public in another form": Guarded(
            moderating.revise, {"contribution": said, "text": "Een bus.", "reason": "Er stond een naam.", **STAFF},
            [
                ({"text": said.text}, "text"), ({"text": ""}, "text"), ({"text": over(5_000)}, "text"),
                ({"reason": ""}, "reason"), ({"reason": over(200)}, "reason"),
            ],
            twice="text",
        ),
        "a note": Guarded(
            sorting.add_note,
            {"process": process, "text": "Bel haar.", "by": world.officer, "contribution": said, **STAFF},
            [
                ({"contribution": elsewhere}, "text"), ({"contribution": None, "round": second}, "text"),
                ({"text": ""}, "text"), ({"text": over(2_000)}, "text"),
            ],
            [{"contribution": None, "round": round}, {"contribution": None, "bundle": bundle}],
        ),
        "a report": Guarded(
            reporting.report,
            {"contribution": said, "notice": reporting.Notice(Ground.values[0], "Dit klopt niet.", good_faith=True),
             "key": None},
            [
                ({"notice.ground": "zomaar"}, "ground"), ({"notice.part": "zomaar"}, "part"),
                ({"notice.text": ""}, "text"), ({"notice.text": over(2_000)}, "text"),
            ],
        ),
    }  # fmt: skip


def dossier_of(world: World) -> Dossier:
    return Dossier.objects.create(tenant=world.body, created_at=clock.now(), slug="bussen", title="Bussen")


def decided_and_promised(world: World, other: World) -> dict[str, Guarded]:
    """Return what is asked of a decision and of a promise."""
    process, today = make_process(world), clock.today()
    theirs = make_process(other, slug="emmen-wonen")
    drafted = {"process": process, "organ": world.council, "title": "Besluit", "on": today, **STAFF}
    line = {"decision": drafting.draft(**drafted), "who": "Jeugd", "norm_side": "Regels.", "value_side": "Thuis.",
            "weight": "low", "done": "Gebouwd.", "reason": "Daarom.", **STAFF}  # fmt: skip
    basics = Basics("De halte komt terug", world.contact, process=process, due_on=today + DAY)
    made = {"tenant": world.body, "basics": basics, "receiver": "Dorpsbelang", **STAFF}
    row, paid = promising.promise(**made), promising.promise(**made, amount_cents=100_000)
    money = {"row": paid, "on": today, "cents": 100, "what": "De paal", **STAFF}
    texts = ("who", "norm_side", "value_side", "done", "reason")
    kinds = [delegating.add_kind(body=one.body, name="Klein", level="council", ground="Artikel 1", **STAFF)
             for one in (world, other)]  # fmt: skip
    return {
        "the texts of a decision": Guarded(
            drafting.edit, {"decision": line["decision"], "fields": {"kind": kinds[0]}, **STAFF},
            [({"fields": {"kind": kinds[1]}}, "kind")], [{"fields": {"kind": None}}],
        ),
        "a decision": Guarded(
            drafting.draft, drafted,
            [
                ({"title": "  "}, "title"), ({"organ": other.council}, "organ"),
                ({"process": make_process(world, slug="zonder", room=False)}, ""),
            ],
        ),
        "a weighing": Guarded(
            weighing.weigh, line, [*(({name: " "}, "") for name in texts), ({"weight": "zomaar"}, "weight")],
            [{"weight": "high"}],
        ),
        "a promise": Guarded(
            promising.promise, made,
            [
                ({"basics.owner": other.contact}, "owner"), ({"basics.process": theirs}, "process"),
                ({"basics.dossier": dossier_of(other)}, "dossier"),
                ({"organ": other.council}, "organ"), ({"basics.due_on": None}, "due_on"),
                ({"basics.due_on": today - DAY}, "due_on"), ({"basics.due_on": today + 3_700 * DAY}, "due_on"),
                ({"basics.title": ""}, "title"), ({"receiver": ""}, "receiver"), ({"receiver": over(160)}, "receiver"),
                ({"basics.title": over(160)}, "title"), ({"basics.summary": "woord " * 61}, "summary"),
            ],
            [{"basics.due_on": today}, {"organ": world.council}, {"basics.summary": "woord " * 60}],
        ),
        "how it ended": Guarded(
            promising.settle,
            {"row": row, "outcome": "kept", "reason": "Hij staat er.", "evidence": "https://een.invalid/", **STAFF},
            [
                ({"outcome": "zomaar"}, "outcome"), ({"evidence": ""}, "evidence"), ({"evidence": "krant"}, "evidence"),
                ({"reason": ""}, "reason"), ({"reason": over(2_000)}, "reason"),
            ],
            [{"outcome": "not_kept", "evidence": ""}],
        ),
        "money": Guarded(
            promising.spend, money,
            [
                ({"row": row}, ""), ({"cents": 0}, "cents"), ({"on": today + DAY}, "on"), ({"what": ""}, "what"),
                ({"what": over(160)}, "what"),
            ],
            [{"cents": -100}, {"on": today - DAY}],
        ),
    }  # fmt: skip
