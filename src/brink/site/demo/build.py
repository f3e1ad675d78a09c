"""Build the demo by the ordinary services, each act at its own day in the past."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from random import Random

from django.conf import settings
from django.utils.text import slugify

from brink.domain.accountability.services import Agreement, adopt_internal_room, write_internal_room
from brink.domain.contributions.models import Contribution, Moderation
from brink.domain.contributions.services import landing, moderating, replying
from brink.domain.framework.models import Phase, Scale
from brink.domain.journal.acts import exempt
from brink.domain.journal.sealing import seal
from brink.domain.journal.services import SYSTEM
from brink.domain.people.models import Body
from brink.domain.people.points import Crew, demo_seeds
from brink.domain.places.models import Area
from brink.domain.places.services.facts import load_facts
from brink.domain.processes.instrument import registry
from brink.domain.processes.models import Process, Round, Theme
from brink.domain.processes.services import processes, rooms, rounds, stakeholders, timeline
from brink.foundation import clock
from brink.site.complete_process import Actors, answer, bundle_up, close_rounds, decide, land_all, prepare, weigh
from brink.site.demo.cast import Cast, make_cast
from brink.site.demo.scenarios import Accord, RoundScript, Scenario, scenarios, themes

SEED = 2026
LEAD = "drenthe"
STEPS = ("draft", "room", "open", "closed", "weighing", "decided", "answered", "evaluated")


def _day(today: date, offset: int) -> date:
    return today + timedelta(days=offset)


def _meeting(today: date, offset: int) -> date:
    """Return the Wednesday in the week of a day: councils do not meet on Sundays."""
    day = _day(today, offset)
    return day + timedelta(days=2 - day.weekday())


def _at(today: date, offset: int, hour: int = 10) -> datetime:
    """Return an hour of the day that lies `offset` days from today, on the clock in Drenthe."""
    return datetime.combine(_day(today, offset), datetime.min.time(), tzinfo=clock.AMSTERDAM) + timedelta(hours=hour)


def _area(name: str) -> Area:
    """Return the area with this name; a municipality goes before a village that is called the same."""
    return Area.objects.filter(name=name).order_by("kind")[0]


def _create(scenario: Scenario, cast: Cast) -> Process:
    framework = cast.framework
    facts = processes.ProcessFacts(
        title=scenario.title,
        phase=Phase.objects.get(framework=framework, key=scenario.phase),
        scale=Scale.objects.get(framework=framework, key=scenario.scale),
        owner=cast.contact,
        themes=(Theme.objects.get(slug=scenario.theme),),
        areas=tuple(_area(name) for name in scenario.areas),
        participation=not scenario.no_participation,
        ground=scenario.ground or "Er is ruimte om te kiezen.",
        motivation=scenario.no_participation or scenario.motivation,
        dossier=scenario.dossier,
        lead=scenario.lead,
        slug=slugify(scenario.title)[:60].strip("-"),
    )
    return processes.create_process(tenant=cast.body, framework=framework, facts=facts, actor=cast.officer, key=None)


def _room(scenario: Scenario, process: Process, cast: Cast, today: date) -> None:
    """Write the room statement; adopt and publish it unless the scenario stops at the draft."""
    room = rooms.draft_room(process=process, actor=cast.officer, key=None)
    decider = cast.executive if scenario.executive else cast.council
    changes: rooms.RoomChanges = {
        "question": scenario.question,
        "audience": "iedereen die er woont, werkt of naar school gaat",
        "level": scenario.level,
        "decider": decider,
        "decision_on": _meeting(today, scenario.decides),
        "reply_on": _meeting(today, scenario.decides + 28),
        "reply_form": "onder uw volgcode, en per e-mail als u dat vroeg",
        "contact": cast.contact,
        "open_points": list(scenario.open_points),
        "closed_points": list(scenario.closed_points),
        "groundwork": scenario.groundwork or "Er is nog geen plan gemaakt.",
        "plan": "U spreekt eerst. Daarna leggen wij bij elkaar wat bij elkaar hoort. Dan beslissen wij en hoort u het.",
        "our_effort": "Wij lezen alles en antwoorden met een reden.",
        "your_effort": "Zeg wat u denkt, en laat anderen dat ook doen.",
        "summary": scenario.summary,
        "all_open": not scenario.boundaries,
    }
    room = rooms.edit_room(room=room, changes=changes, actor=cast.officer, key=None)
    limits = [
        rooms.BoundaryFacts(one.subject, one.kind, one.source, one.explanation, mover=one.mover)
        for one in scenario.boundaries
    ]
    if limits:
        room = rooms.set_boundaries(room=room, boundaries=limits, actor=cast.officer, key=None)
    for title in scenario.interests:
        stakeholders.add_interest(process=process, title=title, actor=cast.officer, key=None)
    if scenario.until == "draft":
        return
    # Who decides says how much room there is; in a phase of its own, before anything opens.
    room = rooms.adopt_room(room=room, organ=decider, on=_day(today, scenario.starts), actor=cast.clerk, key=None)
    rooms.publish_room(room=room, actor=cast.clerk, key=None)


def _agree(said: Accord, process: Process, cast: Cast, today: date, starts: int) -> None:
    """Let council and executive say beforehand what they leave to each other, each in a meeting of its own."""
    words = Agreement(said.alone, said.euros * 100, None, said.returns, said.informs)
    room = write_internal_room(process=process, room=None, said=words, actor=cast.officer, key=None)
    sides = ((cast.council, said.council, cast.clerk), (cast.executive, said.executive, cast.secretary))
    for organ, reference, actor in sides:
        adopt_internal_room(room=room, organ=organ, on=_day(today, starts), reference=reference, actor=actor, key=None)


def _plan(one: RoundScript, process: Process, cast: Cast, today: date) -> Round:
    facts = rounds.RoundFacts(
        instrument=one.instrument,
        phase=process.phase,
        title=one.title,
        prompt=one.prompt,
        opens_on=_day(today, one.opens),
        closes_on=_day(today, one.closes),
        settings=registry[one.instrument].example_settings() | one.settings,
    )
    round = rounds.plan_round(process=process, facts=facts, actor=cast.officer, key=None)
    return rounds.release_round(round=round, actor=cast.clerk, key=None)


def _fill(one: RoundScript, round: Round, today: date, rng: Random) -> tuple[str, ...]:
    """Let people speak until yesterday, or until the round closed; return a few of their codes."""
    if not one.size or one.opens >= 0:
        return ()
    with clock.frozen(_at(today, min(-1, one.closes), 14)), exempt("demo"):
        return registry[one.instrument].play(round, rng, one.size, one.voices)


def _tell(scenario: Scenario, cast: dict[str, Cast], today: date, rng: Random) -> tuple[str, ...]:
    """Tell one scenario from its first day to where it stands now; return a few tracking codes from it."""
    own = cast[scenario.body]
    decider = own.executive if scenario.executive else own.council
    actors = Actors(own.clerk, own.secretary, own.officer, decider, own.contact)
    with clock.frozen(_at(today, scenario.starts)):
        process = _create(scenario, own)
        if scenario.no_participation:
            processes.publish_participation(process=process, actor=own.clerk, key=None)
            return ()
        for slug, part in scenario.partners:
            stakeholders.add_partner(
                process=process, body=Body.objects.get(slug__contains=slug), part=part, actor=own.officer, key=None
            )
        _room(scenario, process, own, today)
        if scenario.agreement is not None:
            _agree(scenario.agreement, process, own, today, scenario.starts)
        if scenario.until == "draft":
            return ()
        process.refresh_from_db()
        made = [(one, _plan(one, process, own, today)) for one in scenario.rounds]
        process.refresh_from_db()
        for event in scenario.events:
            timeline.plan_event(
                tenant=own.body,
                process=process,
                facts=timeline.EventFacts(
                    title=event.title,
                    starts_at=_at(today, event.day, event.hour),
                    ends_at=_at(today, event.day, event.hour + 2),
                    venue=event.venue,
                    area=Area.objects.filter(name=scenario.areas[-1]).exclude(kind="province").first(),
                ),
                actor=own.officer,
                key=None,
            )
    found = [code for one, round in made for code in _fill(one, round, today, rng)]
    process.refresh_from_db()
    _finish(scenario, process, own, actors, today)
    return tuple(found)


def _finish(scenario: Scenario, process: Process, own: Cast, actors: Actors, today: date) -> None:
    """Take the process as far as its scenario goes."""
    if scenario.until in ("withdrawn", "stopped"):
        _stop(scenario, process, own, today)
        return
    if scenario.until not in STEPS:
        return
    reached = STEPS.index(scenario.until)
    last = max((one.closes for one in scenario.rounds), default=0)
    if reached >= STEPS.index("weighing"):
        with clock.frozen(_at(today, last + 2)):
            # Whoever closes a round has looked at all that was held back for a look.
            for voice in Contribution.objects.filter(process=process, moderation=Moderation.WAITING).order_by("id"):
                moderating.show(contribution=voice, actor=own.officer)
            close_rounds(process, own.clerk)
            process.refresh_from_db()
            bundle_up(process, own.officer, scenario.heaps)
            processes.start_weighing(process=process, actor=own.officer, key=None)
            process.refresh_from_db()
    if scenario.closing is not None and scenario.until == "weighing":
        with clock.frozen(_at(today, last + 9)):
            begun = prepare(process, actors, scenario.closing, _meeting(today, scenario.decides))
            weigh(begun, scenario.closing, own.officer, partly=True)
    if scenario.closing is None or reached < STEPS.index("decided"):
        return
    with clock.frozen(_at(today, scenario.decides)):
        decision = decide(process, actors, scenario.closing, _meeting(today, scenario.decides))
    if reached < STEPS.index("answered"):
        return
    with clock.frozen(_at(today, scenario.decides + 16)):
        land_all(process, decision, actors, scenario.closing)
        answer(process, actors, scenario.closing, evaluate=reached == STEPS.index("evaluated"))


def _stop(scenario: Scenario, process: Process, own: Cast, today: date) -> None:
    """Stop a question halfway; when everybody heard of it already, send the answer that says so."""
    day = max((one.closes for one in scenario.rounds), default=0) if scenario.until == "stopped" else -30
    with clock.frozen(_at(today, day)):
        processes.withdraw_process(process=process, reason=scenario.withdrawn, actor=own.clerk, key=None)
        if scenario.until == "withdrawn":
            return
        process.refresh_from_db()
        landing.land_stopped(
            process=process, reason=scenario.stopped_reply, actor=own.officer, signed_by=own.contact, key=None
        )
        replying.send(process=process, actor=own.officer)
        process.refresh_from_db()
        processes.mark_answered(process=process, actor=own.clerk, key=None)


def _scaled(scenario: Scenario, scale: float) -> Scenario:
    """Return the scenario with fewer people, but enough for groups of ten."""
    sizes = [replace(one, size=max(24, round(one.size * scale)) if one.size else 0) for one in scenario.rounds]
    return scenario if scale == 1.0 else replace(scenario, rounds=tuple(sizes))


def build(*, scale: float = 1.0) -> tuple[str, ...]:
    """Load places, bodies and people, and tell every scenario; return a few tracking codes.

    `scale` shrinks the number of people who take part, for tests.
    """
    today = clock.today()
    rng = Random(SEED)  # noqa: S311 - invented people, not secrets
    load_facts(actor=SYSTEM)
    with exempt("demo"):
        for slug, name, who in themes():
            Theme.objects.get_or_create(slug=slug, defaults={"name": name, "who": who})
    with clock.frozen(_at(today, -400)):
        cast = make_cast()
    codes = [code for scenario in scenarios() for code in _tell(_scaled(scenario, scale), cast, today, rng)]
    for slug, own in cast.items():
        crew = Crew(own.body, own.council, own.executive, own.contact, own.officer, own.clerk, lead=slug == LEAD)
        codes += [code for plant in demo_seeds.all() for code in plant(crew, rng)]
    if codes:
        Path(settings.DATA_DIR, "demo_codes.txt").write_text("\n".join(codes) + "\n", encoding="utf-8")
    for instrument in registry:
        instrument.tick(at=clock.now())
    seal()
    return tuple(codes)
