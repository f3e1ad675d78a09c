"""Promises of the demo: kept, late, moved, called to account, and one whose money runs out."""

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Any

from brink.domain.commitments import services
from brink.domain.commitments.models import Commitment
from brink.domain.commitments.services import Source
from brink.domain.people.points import Crew
from brink.domain.people.services import add_team
from brink.domain.places.models import Area
from brink.domain.processes.models import Theme
from brink.domain.records.basics import Basics
from brink.foundation import clock
from brink.foundation.addresses import fixed


@dataclass(frozen=True, slots=True)
class Tale:
    """One promise: days count from today, `path` are the acts that followed."""

    title: str
    receiver: str
    said_at: str
    place: str
    theme: str
    made: int
    due: int
    path: tuple[str, ...]
    summary: str = ""
    euros: int | None = None
    spent: int = 0


TALES = (
    Tale("De bushalte bij het dorpshuis in Zweeloo komt terug", "Dorpsbelang Zweeloo", "bezoek aan Zweeloo", "Zweeloo",
         "verkeer", -160, -24, ("aansluiten", "aanspreken"),
         "De halte verdween toen de lijn werd verlegd. Met een kleine omweg kan de bus er weer langs."),
    Tale("Drie lege boerenschuren bij Sleen worden nagekeken op asbest", "Werkgroep Sleen Leeft",
         "werkbezoek aan Sleen", "Sleen", "wonen", -90, 12, ("aansluiten", "uitgave"), "", 24_000, 19_900),
    Tale("Elk kwartaal een spreekuur in het dorpshuis van Schoonebeek", "dorpsraad Schoonebeek", "dorpstafel",
         "Schoonebeek", "", -200, -60, ("aansluiten", "afrekenen", "melden"),
         "Zonder afspraak. Een bestuurder zit aan tafel en neemt mee wat hij hoort."),
    Tale("Het zandpad langs het Oranjekanaal wordt begaanbaar voor een rolstoel", "Platform Toegankelijk Drenthe",
         "brief van het platform", "Oranje", "natuur", -120, 40, ("aansluiten", "nieuwe-dag")),
    Tale("Een overzicht van alle leegstaande scholen staat op de site", "jongerenraad", "avond over wonen", "", "wonen",
         -75, -9, ("afrekenen",)),
)  # fmt: skip


def _act(name: str, row: Commitment, tale: Tale, crew: Crew, today: date) -> None:
    said: dict[str, Any] = {"row": row, "actor": crew.officer, "key": None}
    if name == "aansluiten":
        services.accept(note=f"{tale.receiver} liet weten: zo is het bedoeld.", **said)
    elif name == "aanspreken":
        services.call_to_account(note=f"{tale.receiver} vroeg de gedeputeerde wanneer het nu komt.", **said)
    elif name == "nieuwe-dag":
        reason = "In het broedseizoen mag daar niet worden gewerkt."
        services.move(due_on=today + timedelta(days=tale.due + 70), reason=reason, **said)
    elif name == "uitgave":
        services.spend(on=clock.today(), cents=tale.spent * 100, what="Onderzoek door een bureau", **said)
    elif name == "afrekenen":
        shown = fixed("commitment:list")
        services.settle(outcome="kept", reason="Het is gebeurd zoals beloofd.", evidence=shown, **said)
    else:
        services.report(how=f"Brief aan {tale.receiver}, en een bericht in het dorpsblad.", **said)


def seed(crew: Crew, rng: Random) -> tuple[str, ...]:
    """Tell the promises of the body that has the most to show; the others made none yet."""
    if not crew.lead:
        return ()
    with crew.at(-300):
        team = add_team(tenant=crew.body, name="Team Dorpen", members=[crew.contact], actor=crew.officer, key=None)
    today = clock.today()
    for place, tale in enumerate(TALES):
        with crew.at(tale.made):
            basics = Basics(
                title=tale.title, summary=tale.summary, owner=team if place % 2 else crew.contact,
                areas=tuple(Area.objects.filter(name=tale.place).order_by("-kind")[:1]),
                themes=tuple(Theme.objects.filter(slug=tale.theme)), due_on=today + timedelta(days=tale.due),
            )  # fmt: skip
            row = services.promise(
                tenant=crew.body, basics=basics, receiver=tale.receiver, organ=crew.executive, actor=crew.officer,
                source=Source(said_at=tale.said_at), amount_cents=tale.euros and tale.euros * 100, key=None,
            )  # fmt: skip
        for step, name in enumerate(tale.path, start=1):
            with crew.at(min(tale.made + 14 * step, -1)):
                _act(name, row, tale, crew, today)
    return ()
