"""A page with every component in every state, for tests and for looking at.

`DJANGO_SETTINGS_MODULE=brink.ui.tests.settings python -m brink.ui.tests.preview FOLDER` takes pictures of it.
"""

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import django
from django.contrib.staticfiles import finders
from django.core.paginator import Paginator
from django.template import engines
from django.test import RequestFactory
from playwright.sync_api import Page, Route, sync_playwright
from tests.browser_checks import launch

from brink.ui import components as c
from brink.ui.tests.samples import ALL
from brink.ui.tests.test_forms import Contribution

HERE = Path(__file__).parent
ORIGIN = "http://brink.test"


def frame() -> dict[str, object]:
    """What the site's context processor gives every page."""
    return {
        "nav": [
            c.Link("In de buurt", "#1"),
            c.Link("Kom langs", "#2"),
            c.Link("Volg uw woorden", "#3", current=True),
            c.Link("Hulp", "#4"),
        ],
        "footer": [
            c.LinkGroup("Over Brink", (c.Link("Wat Brink belooft", "#5"), c.Link("Zelf natellen", "#6"))),
            c.LinkGroup("Goed geregeld", (c.Link("Toegankelijkheid", "#7"), c.Link("Privacy", "#8"))),
        ],
        "body_name": "Provincie Drenthe",
        "demo_notice": "Voorbeeld. Namen, aantallen en besluiten zijn verzonnen.",
        "languages": (c.Link("nl", "/taal/nl/", current=True), c.Link("en", "/taal/en/")),
        "help_phone": "000 000 00 00",
        "help_phone_link": "0000000000",
        "help_hours": "op werkdagen van 9 tot 17 uur",
    }


def samples() -> dict[str, object]:
    """One of everything."""
    return {
        **ALL,
        **lists(),
        "form": Contribution({"words": "", "heard": "x", "name": "Jan"}),
        "links": (c.Link("Schrijf zelf een zin", "#eigen"), c.Link("Stop en krijg mijn volgcode", "#stop")),
        "link": c.Link("Kijk vooruit", "#vooruit"),
        "promise": c.Promise(
            "Elke stelling krijgt een plek in het voorstel, met een reden.",
            "De provincie maakt het voorstel. Provinciale Staten beslissen.",
            "Vóór 29 januari, met uw volgcode.",
        ),
        "receipt": c.Receipt(("heide", "lijster", "brug"), "48210736K", f"{ORIGIN}/volg/heide-lijster-brug"),
        "facts": [
            c.Fact("Wie beslist?", "Provinciale Staten, 16 december 2026"),
            c.Fact("Wat doen wij met uw mening?", "U geeft advies. Doen Staten iets anders? Dan schrijven zij waarom."),
            c.Fact("Waar", "Besluit van 8 juli, punt 3.2", "#besluit"),
        ],
        "figures": [
            c.Figure("2.914", "van de 2.914 stemmen in afgeronde vragen hebben een plek gekregen, met een reden."),
            c.Figure("19 dagen", "duurt het meestal voor u antwoord krijgt. Wij beloven 28."),
            c.Figure("7", "antwoorden zijn nu te laat.", "#laat", "Lees welke en waarom"),
        ],
        "table": c.Table(
            "Belangenafweging bij het besluit van 8 juli",
            (c.Column("Belang"), c.Column("Gevoel"), c.Column("Gewicht"), c.Column("Mensen", numeric=True)),
            (
                c.Row("Open land rond het dorp", ("‘De es is van ons allemaal.’", "Hoog", "214"), "#es"),
                c.Row("School, winkel en bus", ("‘Anders gaat het licht uit.’", "Midden", "1.031")),
            ),
        ),
        "page": Paginator(range(200), 20).page(3),
        "late": c.QueueGroup(
            "Te laat",
            (
                c.QueueItem(
                    "2 dagen te laat",
                    "Zes mensen wachten op antwoord",
                    "Fietspad Zweeloo. Uw concept ligt klaar.",
                    "Lees na en verstuur",
                    "#a",
                    True,
                ),
            ),
            "1 ding",
            late=True,
        ),
        "today": c.QueueGroup(
            "Vandaag",
            (
                c.QueueItem(
                    "Vóór 12.00 uur",
                    "Kijk mee bij de loting",
                    "Burgerberaad. U bent de tweede persoon.",
                    "Controleer de lijst",
                    "#b",
                ),
                c.QueueItem(
                    "Vandaag", "Veertien papieren formulieren invoeren", "Dorpstafel Schoonebeek.", "Voer in", "#c"
                ),
            ),
            "2 dingen, ongeveer 40 minuten",
        ),
    }


def lists() -> dict[str, object]:
    """What the list components show."""
    return {
        "voices": [
            ("Bouwen is mooi, maar de winkel is al dicht.", False),
            ("Zonder bus kan mijn dochter niet naar school.", True),
        ],
        "meetings": [
            c.Meeting("2026-10-15", "15", "oktober", "Dorpstafel over wonen", "Donderdag, 19.30 uur. Dorpshuis.", "#t"),
            c.Meeting("2026-11-07", "7", "november", "Fietstocht langs het water", "Zaterdag, 10.00 uur."),
        ],
        "questions": [
            c.Question("Wat komt er op het plein?", "#plein", "U maakt het plan mee.", "Nog 9 dagen", ("Emmen",)),
            c.Question("Waar mag het water staan?", "#water", "U denkt mee.", "Nog 40 dagen", ("Waterschap", "6 km")),
        ],
        "channels": [
            c.Channel("table", "Aan tafel.", "Donderdag 15 oktober"),
            c.Channel("phone", "Bel ons.", "Wij schrijven mee.", "tel:0000000000", "000 000 00 00"),
            c.Channel("paper", "Op papier.", "Of haal het in het dorpshuis.", "#print", "Print het formulier"),
        ],
        "matrix": c.Matrix(
            "Wie doet wat in welke fase",
            "Fase",
            ("Inwoner", "Provinciale Staten", "Gedeputeerde Staten"),
            (
                c.MatrixRow("Agenda", ((c.Link("Agenderingsrecht", "#a"),), (c.Link("Werkbezoek", ""),), ())),
                c.MatrixRow("Besluit", ((), (c.Link("Stemming", "#s"), c.Link("Amendement", "#m")), ())),
            ),
            "niets",
        ),
        "numbers": ["0003", "0014", "0027"],
        "arms": [
            c.Arm("Doe nu mee", "tot en met zondag 1 november", now=True),
            c.Arm("Kom aan tafel", "do 15 oktober, 19.30 uur, Barger-Compascuum"),
            c.Arm("Provinciale Staten beslissen", "woensdag 16 december, in het openbaar"),
            c.Arm("U krijgt antwoord", "vóór vrijdag 29 januari 2027"),
        ],
    }


def render(name: str = "preview.html", **more: object) -> str:
    """The page as a browser gets it. `more` overrides samples."""
    template = engines["django"].from_string((HERE / name).read_text(encoding="utf-8"))
    return template.render({**frame(), **samples(), **more}, RequestFactory().get("/"))


@contextmanager
def chromium() -> Iterator[Callable[..., Page]]:
    """A browser that gets the preview and our static files without a server. Call it for a page of some width."""

    def answer(route: Route) -> None:
        path = route.request.url.removeprefix(ORIGIN).split("?")[0]
        if path.startswith("/static/"):
            found = finders.find(path.removeprefix("/static/"))
            route.fulfill(path=found) if found else route.fulfill(status=404)
        else:
            name = path.strip("/") or "preview.html"
            # A form that came back stands on the first page alone.
            more: dict[str, object] = {} if name == "preview.html" else {"form": None}
            route.fulfill(body=render(name, **more), content_type="text/html; charset=utf-8")

    with sync_playwright() as driver:
        browser = launch(driver)

        def open_page(width: int, scheme: str = "light", **options: object) -> Page:
            view = {"width": width, "height": 900}
            page = browser.new_context(viewport=view, color_scheme=scheme, **options).new_page()
            page.route("**/*", answer)
            return page

        yield open_page
        browser.close()


def main(folder: str) -> None:
    """Pictures of every preview page: phone and desk, light and dark."""
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    django.setup()
    names = sys.argv[2:] or [path.name for path in sorted(HERE.glob("preview*.html"))]
    with chromium() as open_page:
        for width, scheme in ((1280, "light"), (360, "light"), (1280, "dark"), (360, "dark")):
            page = open_page(width, scheme)
            for name in names:
                page.goto(f"{ORIGIN}/{name}")
                page.screenshot(path=f"{folder}/{Path(name).stem}-{width}-{scheme}.png", full_page=True)


if __name__ == "__main__":
    main(sys.argv[1])
