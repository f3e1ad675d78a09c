"""`brink import`: bring in a kader, areas, population, a baseline, or a conversation in an open format."""

import argparse
import sys
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from rich.console import Console

from brink.domain.accountability.services import load_baseline
from brink.domain.framework.models import Framework, Phase, Scale
from brink.domain.framework.services import import_framework
from brink.domain.journal import sealing
from brink.domain.journal.acts import exempt
from brink.domain.journal.services import SYSTEM
from brink.domain.people.models import Body, Organ, Person
from brink.domain.places.models import Area
from brink.domain.places.services.areas import import_areas
from brink.domain.places.services.facts import load_facts
from brink.domain.places.services.population import import_population
from brink.domain.processes.instrument import BaseInstrument, Imported, registry
from brink.domain.processes.models import Process, Theme
from brink.domain.processes.services import processes, rooms, rounds
from brink.foundation import clock
from brink.foundation.errors import BadInput
from brink.foundation.visibility import Role
from brink.site.complete_process import Actors, close_rounds

out = Console(highlight=False, soft_wrap=True)


def _body(slug: str) -> Body:
    """Return the body of this slug, or the first one; make an example body on an empty site."""
    if slug:
        body = Body.objects.filter(slug=slug).first()
        if body is None:
            raise BadInput(f"De organisatie {slug} staat hier niet. Kies een van: {', '.join(_slugs()) or 'geen'}.")
        return body
    body = Body.objects.filter(pk__in=Framework.objects.values("tenant")).order_by("id").first()
    if body is not None:
        return body
    if not settings.DEMO:
        raise BadInput("Er is nog geen organisatie om dit voor in te lezen. Begin met: brink init")
    from brink.site.demo.cast import make_body

    load_facts(actor=SYSTEM)
    names = ("Raad", "Bestuur", "Team Samen besturen")
    people = (
        "Berend Kuiper", "Ina Hofman", "Marja Smit", "Aziz Amrani", "Femke Postma", "Anne Dekker", "Jan Oosting",
        "Saskia Blaauw",
    )  # fmt: skip
    area = Area.objects.filter(kind="province").first()
    return make_body("Voorbeeldland", Body.Kind.PROVINCE, area, names, people, 43).body


def _slugs() -> list[str]:
    return list(Body.objects.values_list("slug", flat=True))


def _kader(arguments: argparse.Namespace) -> int:
    body = _body(arguments.body)
    framework = import_framework(
        path=arguments.file, tenant=body, actor=SYSTEM, instruments=[one.card.key for one in registry]
    )
    out.print(f"Kader ‘{framework.title}’, versie {framework.version}, staat klaar voor {body.name}.")
    return 0


def _baseline(arguments: argparse.Namespace) -> int:
    body = _body(arguments.body)
    if not arguments.file.is_file():
        raise BadInput(f"Het bestand {arguments.file.name} is er niet. Kijk of de naam klopt.")
    count = load_baseline(tenant=body, text=arguments.file.read_text("utf-8-sig", "replace"), actor=SYSTEM)
    out.print(f"{count} cijfers met hun bron staan klaar voor {body.name}: /cijfers/nulmeting/")
    return 0


def _areas(arguments: argparse.Namespace) -> int:
    _shipped_places()
    out.print(f"{import_areas(path=arguments.file, actor=SYSTEM)} gebieden ingelezen.")
    return 0


def _shipped_places() -> None:
    """Load the places that ship with Brink, but not on a site of somewhere else, which has places of its own."""
    if not Area.objects.exists():
        load_facts(actor=SYSTEM)


def _population(arguments: argparse.Namespace) -> int:
    _shipped_places()
    out.print(f"{import_population(path=arguments.file, actor=SYSTEM)} cellen met inwoners ingelezen.")
    return 0


def _importer(kind: str) -> BaseInstrument:
    for instrument in registry:
        if kind in instrument.importers():
            return instrument
    raise BadInput(f"Geen instrument hier kan {kind} inlezen.")


def conversation(*, kind: str, folder: Path, slug: str, body: Body) -> tuple[Process, Imported]:
    """Make a process for a conversation in an open format, bring it in, and freeze what it says.

    There it stops. Real people said this: what is weighed, decided and answered is for people too, and nothing of it is
    made up. The clock is stopped at days that lie in the past, so that opening and closing come in their order. Raises
    BadInput with one sentence; nothing is left behind then.
    """
    from django.utils.text import slugify

    if not folder.exists():
        raise BadInput(f"{folder} is er niet. Noem de map of het bestand waarin het gesprek staat.")
    if slugify(slug) != slug:
        raise BadInput(f"‘{slug}’ kan geen adres zijn. Gebruik kleine letters, cijfers en streepjes.")
    if Process.objects.filter(slug=slug).exists():
        raise BadInput(f"Er is al een proces met het adres {slug}. Kies een ander adres.")
    instrument = _importer(kind)
    with exempt("import"):
        return _bring(instrument, kind, folder, slug, body)


def _phase(framework: Framework, instrument: BaseInstrument) -> Phase:
    """Return the first phase in which the kader has this instrument; F3 when it has it nowhere."""
    own = Phase.objects.filter(framework=framework, instrument_rules__instrument=instrument.card.key)
    found = own.filter(key="F3").first() or own.order_by("number").first()
    return found or Phase.objects.get(framework=framework, key="F3")


def _start(instrument: BaseInstrument, slug: str, body: Body, actors: Actors) -> Process:
    framework = Framework.objects.filter(tenant=body).order_by("-created_at").first()
    if framework is None:
        raise BadInput(f"{body.name} heeft nog geen kader. Lees er eerst een in met: brink import kader BESTAND.")
    theme = Theme.objects.get_or_create(slug="overig", defaults={"name": "Overig"})[0]
    area = body.area or Area.objects.order_by("kind").first()
    facts = processes.ProcessFacts(
        title=slug,
        phase=_phase(framework, instrument),
        scale=Scale.objects.filter(framework=framework).order_by("-number").first(),  # type: ignore[arg-type]
        owner=actors.contact,
        themes=(theme,),
        areas=(area,) if area else (),
        ground="Ingelezen gesprek.",
        motivation="Een gesprek dat elders is gevoerd. Hier kunt u het lezen, wegen en beantwoorden.",
        slug=slug,
    )
    process = processes.create_process(tenant=body, framework=framework, facts=facts, actor=actors.officer, key=None)
    today = clock.today()
    room = rooms.draft_room(process=process, actor=actors.officer, key=None)
    changes: rooms.RoomChanges = {
        "question": "Wat vindt u van dit onderwerp?",
        "level": "advise",
        "decider": actors.decider,
        "decision_on": today + timedelta(days=60),
        "reply_on": today + timedelta(days=88),
        "contact": actors.contact,
        "open_points": ["wat mensen inbrachten"],
        "all_open": True,
        "summary": "Dit is een gesprek dat elders is gevoerd. Het is hier ingelezen met alle stellingen en stemmen.",
    }
    room = rooms.edit_room(room=room, changes=changes, actor=actors.officer, key=None)
    room = rooms.adopt_room(room=room, organ=actors.decider, actor=actors.clerk, key=None)
    rooms.publish_room(room=room, actor=actors.clerk, key=None)
    process.refresh_from_db()
    return process


def _actors(body: Body) -> Actors:
    from brink.domain.journal.services import Actor

    council = Organ.objects.filter(tenant=body, role=Role.COUNCIL).first()
    contact = Person.objects.filter(tenant=body).order_by("id").first()
    if council is None or contact is None:
        raise BadInput(f"{body.name} heeft nog geen raad of contactpersoon. Vul die eerst in.")
    actor = Actor(id=contact.account_id, role=Role.CLERK)
    secretary = Actor(id=contact.account_id, role=Role.SECRETARY)
    return Actors(clerk=actor, secretary=secretary, officer=actor, decider=council, contact=contact)


def _bring(instrument: BaseInstrument, kind: str, folder: Path, slug: str, body: Body) -> tuple[Process, Imported]:
    actors = _actors(body)
    began = clock.start_of_day(clock.today() - timedelta(days=30)) + timedelta(hours=10)
    with clock.frozen(began - timedelta(seconds=1)):
        sealing.announce_older(body.pk)
    with clock.frozen(began):
        process = _start(instrument, slug, body, actors)
        facts = rounds.RoundFacts(
            instrument=instrument.card.key,
            phase=process.phase,
            title="Ingelezen gesprek",
            opens_on=clock.today(),
            closes_on=clock.today() + timedelta(days=20),
            settings={"imported": kind},
        )
        round = rounds.plan_round(process=process, facts=facts, actor=actors.officer, key=None)
        round = rounds.release_round(round=round, actor=actors.clerk, key=None)
    with clock.frozen(began + timedelta(days=10)):
        imported = instrument.importers()[kind](folder, round, actors.officer)
    with clock.frozen(began + timedelta(days=25)):
        close_rounds(process, actors.clerk)
    process.refresh_from_db()
    return process, imported


def _conversation(arguments: argparse.Namespace) -> int:
    body = _body(arguments.body)
    process, imported = conversation(kind=arguments.kind, folder=arguments.folder, slug=arguments.process, body=body)
    out.print(
        f"{imported.people} mensen, {imported.signals} stemmen ingelezen"
        f"{f', {imported.left_out} weggelaten' if imported.left_out else ''}."
    )
    out.print(f"Bron: {imported.source}")
    out.print(
        f"{process.contribution_count} bijdragen wachten op mensen die wegen en antwoorden: /processen/{process.slug}/"
    )
    for code in imported.codes[:3]:
        out.print(f"Volgcode: {code}")
    return 0


def run(arguments: argparse.Namespace) -> int:
    """Run one import; the database is brought up to date first."""
    call_command("migrate", verbosity=0, interactive=False)
    commands = {"kader": _kader, "gebieden": _areas, "bevolking": _population, "nulmeting": _baseline}
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    return commands.get(arguments.kind, _conversation)(arguments)
