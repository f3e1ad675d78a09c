"""`make bench`: figures of speed and size, printed as tables. Not tests: times depend on the machine.

Queries and CPU are measured in process with Django's test client on a throw-away SQLite database: the best of several
runs, so that a busy machine weighs less. The peer's figures for pages are those measured for adhocracy+ (2026-06) on a
machine of the same kind with 1,000 ideas and 1,000 comments; they are quoted, not run here.
"""

import gzip
import os
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from random import Random
from typing import Any

ROOT = Path(__file__).parent.parent
sys.path[:0] = [str(ROOT / "src"), str(ROOT)]
os.environ["BRINK_DATA"] = tempfile.mkdtemp(prefix="brink-bench-")
os.environ["BRINK_SECRET_KEY"] = "only for the bench, long enough to be of use to nobody"
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "brink.site.settings")
os.environ["BRINK_HOSTS"] = "testserver"
RUNS = 7
KEPT = ("idea list, 1,000 ideas and more", "idea with 1,000 comments", "process page, 10,000 contributions", "home")


@dataclass(frozen=True)
class Figure:
    """One measured page against its limits; `peer` quotes another platform."""

    page: str
    queries: int
    most_queries: int
    cpu_ms: float
    most_cpu_ms: float | None
    peer: str = ""


def measure(get: Callable[[], Any]) -> tuple[int, float]:
    """Return the number of queries of one request and its CPU in ms, best of several."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    get()
    with CaptureQueriesContext(connection) as seen:
        response = get()
        queries = len(connection.queries_log) - seen.initial_queries
    assert response.status_code == 200, response.status_code
    best = float("inf")
    for _ in range(RUNS):
        started = time.process_time()
        get()
        best = min(best, time.process_time() - started)
    return queries, best * 1000


def many_ideas(count: int, comments: int) -> tuple[str, str, Any]:
    """Make a round with `count` ideas, the first with `comments` comments; return two addresses and the process."""
    from tests.builders import make_process, make_round, make_world

    from brink.domain.contributions.models import Contribution
    from brink.domain.processes.instrument import registry

    world = make_world("bench")
    process = make_process(world, "veel-ideeen")
    round = make_round(process, "ideas")
    instrument = registry["ideas"]
    instrument.seed(round, Random(1), count)
    idea = Contribution.objects.filter(round=round, kind="idea").order_by("id").first()
    assert idea is not None
    from brink.domain.contributions.services.giving import Words
    from brink.domain.journal.services import SYSTEM
    from brink.instruments.ideas.models import Stance
    from brink.instruments.ideas.services import add_comment

    for number in range(comments):
        stance = (Stance.FOR, Stance.AGAINST, Stance.NEUTRAL)[number % 3]
        words = Words(kind="comment", text=f"Reactie nummer {number}, met een zin erbij.")
        add_comment(round=round, idea=idea, stance=stance, words=words, actor=SYSTEM, key=None)
    base = f"/processen/{process.slug}/{round.slug}/ideeen/"
    return base, f"{base}{idea.pk}/", process


def many_points(process: Any, count: int) -> None:
    """Give a question `count` ideas more, each at a point of its own in one of forty villages of two municipalities."""
    from brink.domain.contributions.models import Contribution
    from brink.domain.places.coordinates import Coordinates, square_of
    from brink.domain.places.models import Area, AreaKind
    from brink.foundation import clock
    from brink.instruments.ideas.models import Idea

    province, round = process.tenant.area, process.rounds.get(number=1)
    villages = []
    for number in range(40):
        if number % 20 == 0:
            south = 52.6 + number / 100
            border = [[6.5 + one % 2 / 99, south + one / 250] for one in range(50)] + [[7, south], [6.5, south]]
            town = Area.objects.create(
                name=f"Stad {number}", slug=f"stad-{number}", kind=AreaKind.MUNICIPALITY, parent=province,
                latitude=south + 0.1, longitude=6.7, geometry={"type": "Polygon", "coordinates": [border]},
            )  # fmt: skip
        villages.append(
            Area.objects.create(
                name=f"Dorp {number}", slug=f"dorp-{number}", kind=AreaKind.VILLAGE, parent=town,
                latitude=52.6 + number / 100, longitude=6.5 + number % 7 / 15,
            )
        )  # fmt: skip
    common, now = {"tenant": process.tenant, "created_at": clock.now()}, clock.now()
    rows = [
        Contribution(
            tenant=process.tenant, created_at=now, process=process, round=round, kind="idea", channel="web",
            text=f"Idee op plek {number}.", area=villages[number % 40],
        )
        for number in range(count)
    ]  # fmt: skip
    Contribution.objects.bulk_create(rows, batch_size=500)
    squares = [square_of(Coordinates(52.6 + one % 40 / 100, 6.5 + one / 1500)) for one in range(count)]
    Idea.objects.bulk_create(
        Idea(**common, contribution=row, latitude=square.latitude, longitude=square.longitude)
        for row, square in zip(rows, squares, strict=True)
    )


def many_contributions(count: int) -> tuple[Any, str]:
    """Make a process with `count` contributions in bulk; return its world and a tracking code of one of them."""
    from tests.builders import make_process, make_round, make_world

    from brink.domain.contributions.models import Contribution, Source, TrackingCode
    from brink.domain.processes.models import Process
    from brink.foundation import clock, codes

    world = make_world("groot")
    process = make_process(world, "groot-proces")
    round = make_round(process, "ideas")
    now = clock.now() - timedelta(hours=1)
    rows = [
        Contribution(
            tenant=world.body, created_at=now, process=process, round=round, kind="idea", channel="web",
            text=f"Idee {number}",
        )
        for number in range(count)
    ]  # fmt: skip
    Contribution.objects.bulk_create(rows, batch_size=500)
    Source.objects.bulk_create(
        [Source(tenant=world.body, created_at=now, contribution=row, verbatim=row.text) for row in rows], batch_size=500
    )
    Process.objects.filter(pk=process.pk).update(contribution_count=count)
    code = codes.new_code()
    TrackingCode.objects.create(
        tenant=world.body, created_at=now, contribution=rows[0], code_hash=codes.hash_code(code)
    )
    return world, code


def weights(client: Any) -> list[tuple[str, float, float]]:
    """Return what a first visit transfers: page, style and script, compressed, in KB, each with its limit."""
    import re

    from django.contrib.staticfiles import finders

    page = client.get("/")
    names = re.findall(r'(?:href|src)="/static/([^"]+)"', page.content.decode())
    sizes = {"html": len(gzip.compress(page.content))}
    for name in dict.fromkeys(names):
        found = finders.find(re.sub(r"\.[0-9a-f]{12}\.", ".", name))
        data = Path(found).read_bytes() if isinstance(found, str) else b""
        kind = "script" if name.endswith(".js") else "style" if name.endswith(".css") else "other"
        sizes[kind] = sizes.get(kind, 0) + len(gzip.compress(data))
    total = sum(sizes.values()) / 1024
    drawn = len(gzip.compress(client.get("/kaart/?plek=proefland").content)) / 1024
    return [
        ("first page in all", total, 150.0), ("script", sizes.get("script", 0) / 1024, 50.0),
        ("map of 1,000 points", drawn, 150.0),
    ]  # fmt: skip


def show(figures: list[Figure], sizes: list[tuple[str, float, float]]) -> bool:
    """Print the tables; return whether every limit is kept."""
    from rich.console import Console
    from rich.table import Table

    console, kept = Console(), True
    table = Table(title="Pages: queries and CPU per request", title_justify="left")
    for column in ("page", "queries", "at most", "CPU ms", "at most", "adhocracy+ (quoted)", ""):
        table.add_column(column)
    for one in figures:
        good = one.queries <= one.most_queries and (one.most_cpu_ms is None or one.cpu_ms <= one.most_cpu_ms)
        kept = kept and good
        limit = f"{one.most_cpu_ms:.0f}" if one.most_cpu_ms else "-"
        row = (one.page, str(one.queries), str(one.most_queries), f"{one.cpu_ms:.1f}", limit, one.peer)
        table.add_row(*row, "kept" if good else "NOT KEPT")
    console.print(table)
    table = Table(title="Weight of a first visit, compressed", title_justify="left")
    for column in ("what", "KB", "at most", ""):
        table.add_column(column)
    for what, size, most in sizes:
        kept = kept and size <= most
        table.add_row(what, f"{size:.1f}", f"{most:.0f}", "kept" if size <= most else "NOT KEPT")
    console.print(table)
    return kept


def main() -> int:
    """Measure everything and print it; exit 1 when a limit is not kept."""
    import django
    from django.conf import settings

    django.setup()
    settings.STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"
    from django.core.management import call_command
    from django.test import Client

    # No setup_test_environment: it copies every template's context, which no visitor pays for.
    from tests.builders import make_process, make_round

    call_command("migrate", verbosity=0)
    listing, commented, _process = many_ideas(1_700, 1_000)
    world, code = many_contributions(10_000)
    map_process = make_process(world, "op-de-kaart")
    make_round(map_process, "ideas")
    many_points(map_process, 1_000)
    client, staff, holder = Client(), Client(), Client()
    staff.force_login(world.officer)
    holder.post("/volg/", {"code": code}, follow=True)

    def page(who: Client, address: str) -> Callable[[], Any]:
        return lambda: who.get(address, follow=True)

    asked: list[tuple[str, Callable[[], Any], int, float | None, str]] = [
        ("idea list, 1,000 ideas and more", page(client, listing), 10, 10.0, "75 queries, 35 ms"),
        ("idea with 1,000 comments", page(client, commented), 10, 30.0, "2,870 queries, 1,102 ms"),
        ("process page, 10,000 contributions", page(client, "/processen/groot-proces/"), 15, None, ""),
        ("follow page, 10,000 contributions", page(holder, "/volg/pad/"), 15, None, ""),
        ("desk queue, 10,000 contributions", page(staff, "/balie/"), 15, None, ""),
        ("home", page(client, "/"), 15, None, ""),
        ("map, 1,000 points", page(client, "/kaart/?soort=idea&plek=proefland"), 10, 40.0, ""),
        ("map of a village, 25 squares", page(client, "/kaart/?plek=dorp-3"), 10, 40.0, ""),
    ]
    from brink.foundation.kept_pages import pages

    figures, kept_for = [], pages.seconds
    for name, get, most, most_cpu, peer in asked:
        # First as if each visitor were the first, then as all after the second get it.
        pages.seconds = 0
        queries, cpu = measure(get)
        figures.append(Figure(name, queries, most, cpu, most_cpu, peer))
        pages.seconds = kept_for
        if name in KEPT:
            _again, cpu = measure(get)
            figures.append(Figure(f"{name}, kept", 1, 1, cpu, 1.0))
    return 0 if show(figures, weights(client)) else 1


if __name__ == "__main__":
    sys.exit(main())
