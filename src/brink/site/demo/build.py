"""Build the demo by the ordinary services, each act at its own day in the past."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from random import Random

from django.conf import settings

from brink.domain.contributions.models import Contribution, Moderation
from brink.domain.contributions.services import moderating
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
from brink.site.complete_process import Hands, answer, bundle_up, close_rounds, decide, land_all
from brink.site.demo.cast import Cast, make_cast
from brink.site.demo.stories import STORIES, THEMES, RoundStory, Story

SEED = 2026
LEAD = "drenthe"
STEPS = ("draft", "room", "open", "closed", "weighing", "decided", "answered", "evaluated")
PHASE = "F3"


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


def _create(story: Story, cast: Cast) -> Process:
    framework = cast.framework
    facts = processes.ProcessFacts(
        title=story.title,
        phase=Phase.objects.get(framework=framework, key=PHASE),
        scale=Scale.objects.get(framework=framework, key=story.scale),
        owner=cast.contact,
        themes=(Theme.objects.get(slug=story.theme),),
        areas=tuple(_area(name) for name in story.areas),
        participation=not story.no_participation,
        ground="Er is ruimte om te kiezen." if not story.no_participation else "Hogere regels laten geen ruimte.",
        motivation=story.no_participation or "Inwoners kennen hun dorp het best. Daarom vragen wij het eerst.",
        dossier=story.dossier,
        lead=story.lead,
    )
    return processes.create_process(tenant=cast.body, framework=framework, facts=facts, actor=cast.officer, key=None)


def _room(story: Story, process: Process, cast: Cast, today: date) -> None:
    """Write the room statement; adopt and publish it unless the story stops at the draft."""
    room = rooms.draft_room(process=process, actor=cast.officer, key=None)
    decider = cast.executive if story.executive else cast.council
    changes: rooms.RoomChanges = {
        "question": story.question,
        "audience": "iedereen die er woont, werkt of naar school gaat",
        "level": story.level,
        "decider": decider,
        "decision_on": _meeting(today, story.decides),
        "reply_on": _meeting(today, story.decides + 28),
        "reply_form": "onder uw volgcode, en per e-mail als u dat vroeg",
        "contact": cast.contact,
        "open_points": list(story.open_points),
        "closed_points": list(story.closed_points),
        "groundwork": story.groundwork or "Er is nog geen plan gemaakt.",
        "plan": "U spreekt eerst. Daarna leggen wij bij elkaar wat bij elkaar hoort. Dan beslissen wij en hoort u het.",
        "our_effort": "Wij lezen alles en antwoorden met een reden.",
        "your_effort": "Zeg wat u denkt, en laat anderen dat ook doen.",
        "summary": story.summary,
        "all_open": not story.boundaries,
    }
    room = rooms.edit_room(room=room, changes=changes, actor=cast.officer, key=None)
    limits = [
        rooms.BoundaryFacts(one.subject, one.kind, one.source, one.explanation, mover=one.mover)
        for one in story.boundaries
    ]
    if limits:
        room = rooms.set_boundaries(room=room, boundaries=limits, actor=cast.officer, key=None)
    for title in story.interests:
        stakeholders.add_interest(process=process, title=title, actor=cast.officer, key=None)
    if story.until == "draft":
        return
    room = rooms.adopt_room(room=room, organ=cast.executive, on=_day(today, story.starts), actor=cast.clerk, key=None)
    rooms.publish_room(room=room, actor=cast.clerk, key=None)


def _plan(one: RoundStory, process: Process, cast: Cast, today: date) -> Round:
    facts = rounds.RoundFacts(
        instrument=one.instrument,
        phase=process.phase,
        title=one.title,
        prompt=one.prompt,
        opens_on=_day(today, one.opens),
        closes_on=_day(today, one.closes),
        settings=registry[one.instrument].example_settings(),
    )
    round = rounds.plan_round(process=process, facts=facts, actor=cast.officer, key=None)
    return rounds.release_round(round=round, actor=cast.clerk, key=None)


def _fill(one: RoundStory, round: Round, today: date, rng: Random) -> tuple[str, ...]:
    """Let people speak until yesterday, or until the round closed; return a few of their codes."""
    if not one.size or one.opens >= 0:
        return ()
    with clock.frozen(_at(today, min(-1, one.closes), 14)), exempt("demo"):
        return registry[one.instrument].seed(round, rng, one.size)


def _tell(story: Story, cast: dict[str, Cast], today: date, rng: Random) -> tuple[str, ...]:
    """Tell one story from its first day to where it stands now; return a few tracking codes from it."""
    own = cast[story.body]
    hands = Hands(own.clerk, own.officer, own.executive if story.executive else own.council, own.contact)
    with clock.frozen(_at(today, story.starts)):
        process = _create(story, own)
        if story.no_participation:
            processes.publish_participation(process=process, actor=own.clerk, key=None)
            return ()
        for slug, part in story.partners:
            stakeholders.add_partner(
                process=process, body=Body.objects.get(slug__contains=slug), part=part, actor=own.officer, key=None
            )
        _room(story, process, own, today)
        if story.until == "draft":
            return ()
        process.refresh_from_db()
        made = [(one, _plan(one, process, own, today)) for one in story.rounds]
        process.refresh_from_db()
        for event in story.events:
            timeline.plan_event(
                tenant=own.body,
                process=process,
                facts=timeline.EventFacts(
                    title=event.title,
                    starts_at=_at(today, event.day, event.hour),
                    ends_at=_at(today, event.day, event.hour + 2),
                    venue=event.venue,
                    area=Area.objects.filter(name=story.areas[-1]).exclude(kind="province").first(),
                ),
                actor=own.officer,
                key=None,
            )
    found = [code for one, round in made for code in _fill(one, round, today, rng)]
    process.refresh_from_db()
    _finish(story, process, own, hands, today)
    return tuple(found)


def _finish(story: Story, process: Process, own: Cast, hands: Hands, today: date) -> None:
    """Take the process as far as its story goes."""
    if story.until == "withdrawn":
        with clock.frozen(_at(today, story.starts + 30)):
            processes.withdraw_process(process=process, reason=story.withdrawn, actor=own.clerk, key=None)
        return
    if story.until not in STEPS:
        return
    reached = STEPS.index(story.until)
    last = max((one.closes for one in story.rounds), default=0)
    if reached >= STEPS.index("weighing"):
        with clock.frozen(_at(today, last + 2)):
            # Whoever closes a round has looked at all that was held back for a look.
            for voice in Contribution.objects.filter(process=process, moderation=Moderation.WAITING).order_by("id"):
                moderating.show(contribution=voice, actor=own.officer)
            close_rounds(process, own.clerk)
            process.refresh_from_db()
            bundle_up(process, own.officer, story.bundles)
            processes.start_weighing(process=process, actor=own.officer, key=None)
            process.refresh_from_db()
    if story.ending is None or reached < STEPS.index("decided"):
        return
    with clock.frozen(_at(today, story.decides)):
        decision = decide(process, hands, story.ending, _meeting(today, story.decides))
    if reached < STEPS.index("answered"):
        return
    with clock.frozen(_at(today, story.decides + 16)):
        land_all(process, decision, hands, story.ending)
        answer(process, hands, story.ending, evaluate=reached == STEPS.index("evaluated"))


def _scaled(story: Story, scale: float) -> Story:
    """Return the story with fewer people, but enough for groups of ten."""
    sizes = [replace(one, size=max(24, round(one.size * scale)) if one.size else 0) for one in story.rounds]
    return story if scale == 1.0 else replace(story, rounds=tuple(sizes))


def build(*, scale: float = 1.0) -> tuple[str, ...]:
    """Load places, bodies and people, and tell every story; return a few tracking codes.

    `scale` shrinks the number of people who take part, for tests.
    """
    today = clock.today()
    rng = Random(SEED)  # noqa: S311 - invented people, not secrets
    load_facts(actor=SYSTEM)
    with exempt("demo"):
        for slug, name, who in THEMES:
            Theme.objects.get_or_create(slug=slug, defaults={"name": name, "who": who})
    with clock.frozen(_at(today, -400)):
        cast = make_cast()
    codes = [code for story in STORIES for code in _tell(_scaled(story, scale), cast, today, rng)]
    for slug, own in cast.items():
        crew = Crew(own.body, own.council, own.executive, own.contact, own.officer, own.clerk, lead=slug == LEAD)
        codes += [code for plant in demo_seeds.all() for code in plant(crew, rng)]
    if codes:
        Path(settings.DATA_DIR, "demo_codes.txt").write_text("\n".join(codes) + "\n", encoding="utf-8")
    for instrument in registry:
        instrument.tick(at=clock.now())
    seal()
    return tuple(codes)
