"""Records that feed the pictures in tests and in the preview. All of it is invented."""

from dataclasses import replace

from brink.ui.pictures.boundary_field import Boundary, BoundaryField, Kind
from brink.ui.pictures.gauges import Clock
from brink.ui.pictures.maps import Locator, Outline, Tile, TileMap
from brink.ui.pictures.opinion import Bridge, Ground, Group, OpinionMap, Own
from brink.ui.pictures.timeline import Moment, State, Steps, Timeline
from brink.ui.pictures.unit_chart import Count, Stones

FIELD = BoundaryField(
    open=("voor wie", "wat voor huis", "hoe het dorp meekiest"),
    boundaries=(
        Boundary(Kind.LAPSED, "eerst een woonplan", "Een dorp hoeft niet meer eerst een eigen woonplan te schrijven."),
        Boundary(
            Kind.HARD, "niet bouwen in beschermde natuur", "Dat staat in de wet. De provincie mag dit niet veranderen."
        ),
        Boundary(Kind.HARD, "er is € 150.000", "Dit is voor plannen maken, niet voor bouwen."),
        Boundary(
            Kind.MOVABLE, "tien woningen aan de rand", "Provinciale Staten kunnen dit in december nog veranderen."
        ),
    ),
)
TIMELINE = Timeline(
    (
        Moment("Ruimte vastgesteld", "4 februari", State.DONE, decision=True, date="2026-02-04"),
        Moment("Ronde 1: wat vindt u belangrijk?", "maart en april", State.DONE, url="#r1"),
        Moment("Eerste besluit: de regels", "8 juli", State.DONE, decision=True, date="2026-07-08"),
        Moment("Ronde 2: voor wie en waar?", "tot en met 1 november", State.NOW),
        Moment("Tweede besluit: voor wie en waar", "16 december", State.AHEAD, decision=True, date="2026-12-16"),
        Moment("Antwoord aan iedereen", "vóór 29 januari", State.AHEAD, date="2027-01-29"),
    )
)
STEPS = Steps(("Vraag", "Ruimte", "Open", "Gesloten", "Gewogen", "Besloten", "Geland"), 3)
VOTE = Stones((Count(29, "voor"), Count(14, "tegen"), Count(2, "afwezig")), "stem", "stemmen")
CLOSED = Stones((Count(214, "eens"), Count(58, "oneens"), Count(31, "weet ik niet")), "mens", "mensen", unit=5)
CLOCK = Clock(22, 60, "Klaar om 11.02 uur.")
LANDINGS = (
    Count(148, "overgenomen"),
    Count(176, "deels overgenomen"),
    Count(129, "gewogen, niet overgenomen"),
    Count(7, "niet te gebruiken"),
)
MAP = OpinionMap(
    groups=(
        Group(214, "Eerst het eigen dorp", "Zij willen huizen voor jongeren en ouderen die er al wonen."),
        Group(131, "Nieuwe mensen zijn welkom", "Zij zeggen: zonder nieuwe mensen gaat de school dicht."),
        Group(58, "Laat het dorp heel", "Zij willen niet bouwen op het open land rond het dorp."),
    ),
    people=403,
    seed="ronde-1",
    bridges=(
        Bridge(0, 1, 3, ("Kleine huurhuizen.", "Wonen boven winkels.", "Samen bouwen met het dorp.")),
        Bridge(1, 2, 2, ("Boerderijen splitsen.", "’s Avonds een bus.")),
        Bridge(0, 2, 1, ("Geen vakantiehuizen erbij.",)),
    ),
    ground=(
        Ground("Maak eerst huizen van lege panden.", 367, 403),
        Ground("Een dorp kiest zelf mee waar er wordt gebouwd.", 340, 388),
        Ground("Zonder bus of winkel helpt bouwen niet.", 334, 402),
    ),
    own=Own(0, 0.6, 1),
    smallest_words="Wie op de es bouwt, krijgt die nooit meer terug.",
    smallest_source="Een bewoner uit groep C (voorbeeld)",
    reach="Mensen jonger dan 35 deden weinig mee: 11 van de 403.",
    method="Brink zet mensen bij elkaar die hetzelfde antwoorden.",
    method_url="#methode",
    live_at="vandaag om 12.00 uur",
)
FIVE = replace(
    MAP,
    groups=tuple(
        Group(size, name)
        for size, name in (
            (640, "Eerst bouwen"),
            (12, "Eerst bus"),
            (90, "Eerst land"),
            (310, "Eerst dorp"),
            (10, "Eerst weg"),
        )
    ),
    people=1062,
    bridges=tuple(Bridge(left, left + 1, left + 1) for left in range(4)),
    own=None,
    seed="vijf",
)
EQUAL = replace(
    FIVE, groups=tuple(Group(200, f"Groep {n}") for n in range(1, 6)), people=1000, seed="gelijk", own=Own(4, 1.0)
)
TOO_FEW = replace(MAP, people=24, groups=(), bridges=(), ground=(), own=None, smallest_words="", live_at="")
NO_GROUPS = replace(MAP, clear=False, own=None, smallest_words="")
TOO_MANY = replace(MAP, groups=tuple(Group(30 + n, f"Groep {n}") for n in range(6)), bridges=(), own=None)
SMALL = replace(MAP, groups=(Group(60, "Groot"), Group(9, "Klein")), people=69, bridges=(Bridge(0, 1, 2),), own=None)
TILES = TileMap(
    tuple(
        Tile(column, row, label, label.lower(), f"#{column}{row}", label == "Emmen", value)
        for column, row, label, value in (
            (1, 0, "Noordenveld", "2 vragen"), (2, 0, "Tynaarlo", "1 vraag"),
            (1, 1, "Assen", "4 vragen"), (2, 1, "Aa en Hunze", "1 vraag"), (3, 1, "Borger-Odoorn", "3 vragen"),
            (1, 2, "Westerveld", "geen vragen"), (2, 2, "Midden-Drenthe", "2 vragen"), (3, 2, "Emmen", "5 vragen"),
            (0, 3, "Meppel", "1 vraag"), (1, 3, "De Wolden", "2 vragen"), (2, 3, "Hoogeveen", "3 vragen"),
            (3, 3, "Coevorden", "2 vragen"),
        )
    ),
    here="hier bent u",
)  # fmt: skip
LOCATOR = Locator(
    (
        Outline("Westland", (((6.2, 52.7), (6.6, 52.65), (6.7, 52.9), (6.5, 53.1), (6.2, 53.0)),)),
        Outline("Oostland", (((6.6, 52.65), (7.05, 52.65), (7.05, 52.85), (6.7, 52.9)),), here=True),
        Outline("Noordland", (((6.7, 52.9), (7.05, 52.85), (6.95, 53.1), (6.5, 53.1)),)),
    ),
    (6.98, 52.75),
    "Barger-Compascuum",
    "Barger-Compascuum ligt in de gemeente Oostland (voorbeeld), in het oosten.",
)
ALL = {
    "field": FIELD, "timeline": TIMELINE, "steps": STEPS, "vote": VOTE,
    "closed": CLOSED,
    "clock": CLOCK, "landings": LANDINGS, "map": MAP, "tiles": TILES,
    "locator": LOCATOR,
    "maps": [FIVE, EQUAL, NO_GROUPS, TOO_FEW, TOO_MANY, SMALL],
}  # fmt: skip
