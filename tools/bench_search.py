"""`make bench`: a search among 10,000 contributions, on SQLite and on PostgreSQL; figures printed as a table.

Each database in a process of its own, the mean of several runs. The limit is one of CPU, ours and that of
PostgreSQL for our connection, so that a busy machine weighs less; what the clock on the wall said stands beside it.
"""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

ROOT = Path(__file__).parent.parent
sys.path[:0] = [str(ROOT / "src"), str(ROOT), str(ROOT / "tools")]
COUNT, RUNS, LIMIT = 10_000, 4, 100.0
OPENINGS = ("Maak", "Houd", "Wij willen", "Er is te weinig", "Graag meer", "Denk aan", "Zorg voor", "Let op")
THINGS = (
    "fietspad", "bushalte", "dorpshuis", "speeltuin", "zwembad", "windmolens", "zonnepark", "schoolplein", "oversteek",
    "straatverlichting", "huisarts", "bibliotheek", "sportveld", "parkeerplaats", "wandelroute", "woningen", "café",
)  # fmt: skip
ASKED = {
    "a word that 600 texts hold": "fietspaden",
    "a part of a compound": "halte",
    "the beginning of a compound": "zonne",
    "three words, any order": "school fietspad drempel",
    "words that many texts hold": "dorp wij maken",
    "one slip": "fiestpad",
    "two words, a slip in each": "zwembda bilbiotheek",
    "nothing has it": "xylofoonconcours",
    "one letter": "a",
    "500 letters": "fietspad " * 55,
}


def fill() -> Any:
    """Make a round with so many ideas in one body, of a vocabulary with common and rare words; return who sees all."""
    from tests.builders import make_process, make_round, make_world

    from brink.domain.contributions.models import Contribution
    from brink.domain.people.queries import viewer_for
    from brink.foundation import clock
    from brink.foundation.words import WORDS
    from brink.web import search_index

    world = make_world("bench")
    process = make_process(world, "zoeken")
    round, rng, now = make_round(process, "ideas"), Random(1), clock.now()
    rare = [1 / (place + 3) for place in range(len(WORDS))]
    rows = []
    for number in range(COUNT):
        words = " ".join(rng.choices(WORDS, rare, k=rng.randint(12, 60)))
        thing, other = rng.choices(THINGS, k=2)
        text = f"{rng.choice(OPENINGS)} {thing} bij de {other} in het dorp: {words}. Wij maken."
        if number % 40 == 0:
            text += " Drempel voor de school."
        moderation = "hidden" if number % 10 == 0 else "shown"
        rows.append(
            Contribution(
                tenant=world.body, created_at=now, process=process, round=round, kind="idea", channel="web", text=text,
                title=text[:60], area=world.village, moderation=moderation,
            )
        )  # fmt: skip
    Contribution.objects.bulk_create(rows, batch_size=500)
    started = time.perf_counter()
    kept = search_index.repair()
    print(f"index of {kept} things made in {time.perf_counter() - started:.1f} s")
    return viewer_for(world.officer)


def measure(do: Callable[[], object]) -> tuple[int, float, float]:
    """Return the queries, the milliseconds and the CPU milliseconds of one search, best of several."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as seen:
        do()
    wall = []
    worked, served = time.process_time(), server_cpu()
    for _run in range(RUNS):
        began = time.perf_counter()
        do()
        wall.append(time.perf_counter() - began)
    cpu = time.process_time() - worked + server_cpu() - served
    return len(seen), min(wall) * 1000, cpu / RUNS * 1000


def server_cpu() -> float:
    """Return the seconds that PostgreSQL worked for our connection; SQLite works in our own process."""
    from django.db import connection

    if connection.vendor == "sqlite":
        return 0.0
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        (pid,) = cursor.fetchone()
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def run(name: str) -> bool:
    """Measure every question on the database of this process; return whether the limit was kept."""
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection
    from django.db.models import Q
    from rich.console import Console
    from rich.table import Table

    from brink.domain.contributions.models import Contribution
    from brink.foundation.search import search_documents
    from brink.foundation.search.finding import Narrowed, find, narrow, tell
    from brink.foundation.visibility import ANYONE, visible

    call_command("migrate", verbosity=0)
    clerk = fill()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    everything = Narrowed(search_documents.all(), lambda _kind: Q())

    def site(viewer: Any, typed: str) -> int:
        hits = find(viewer, typed, everything)
        tell(viewer, list(hits.entries[:20]))
        return hits.total

    def listed(typed: str) -> int:
        rows = narrow(visible(ANYONE, Contribution.objects.all()), typed)
        list(rows.order_by("-created_at")[:20])
        return rows.count()

    table = Table("question", "where", "found", "queries", "ms", "CPU ms", title=f"{COUNT} contributions, {name}")
    kept = True
    for words, typed in ASKED.items():
        for where, do in (
            ("site, a stranger", lambda typed=typed: site(ANYONE, typed)),
            ("site, a clerk", lambda typed=typed: site(clerk, typed)),
            ("a list", lambda typed=typed: listed(typed)),
        ):
            queries, wall, cpu = measure(do)
            kept &= cpu <= LIMIT
            mark = "" if cpu <= LIMIT else "  over 100"
            table.add_row(words, where, str(do()), str(queries), f"{wall:.0f}", f"{cpu:.0f}{mark}")
    Console(width=110).print(table)
    return kept


def main() -> int:
    """Run on both databases, each apart; on SQLite alone where there is no PostgreSQL."""
    if len(sys.argv) > 1:
        return 0 if run(sys.argv[1]) else 1
    from postgres import find_binaries, server

    environment = {
        **os.environ, "BRINK_DATA": tempfile.mkdtemp(prefix="brink-bench-"),
        "BRINK_SECRET_KEY": "only for the bench, long enough to be of use to nobody",
        "DJANGO_SETTINGS_MODULE": "brink.site.settings",
    }  # fmt: skip
    environment.pop("DATABASE_URL", None)
    failed = subprocess.run([sys.executable, __file__, "SQLite"], env=environment).returncode
    binaries = find_binaries()
    if binaries is None:
        print("no PostgreSQL here: not measured")
        return failed
    with server(binaries) as url:
        own = {**environment, "DATABASE_URL": url, "BRINK_POOL": "0"}
        failed |= subprocess.run([sys.executable, __file__, "PostgreSQL"], env=own).returncode
    return failed


if __name__ == "__main__":
    sys.exit(main())
