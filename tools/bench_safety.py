"""`python tools/bench_safety.py`: the three figures of the negative tests that are times or sizes (reliability.md).

N15: odd texts in search, order and page leave the 95th percentile of time within 50 ms. N19: what is too much is
refused within a second and the process grows by less than 100 MB. N24: coming in with a known and with an unknown
address takes as long, within 10 ms at the median of 200 each, turn by turn. In process, on a throw-away
SQLite database.
"""

import gc
import statistics
import sys
import time
from collections.abc import Callable
from io import BytesIO
from typing import Any

import bench_pages  # sets the paths and the throw-away folder

ODD_MS, REFUSED_S, GROWN_MB, APART_MS = 50.0, 1.0, 100.0, 10.0
SAMPLES = 200
Row = tuple[str, float, float, str]


def resident_mb() -> float:
    """Return the memory this process holds now, in MB."""
    with open("/proc/self/statm", encoding="ascii") as file:
        return int(file.read().split()[1]) * 4096 / 1e6


def took(act: Callable[[], Any]) -> float:
    """Return the seconds of CPU that an act took: the clock of the wall says more of the neighbours."""
    started = time.process_time()
    act()
    return time.process_time() - started


def p95(times: list[float]) -> float:
    """Return the 95th percentile in ms."""
    return statistics.quantiles(times, n=20)[-1] * 1000


def odd_texts(filled: Any) -> Row:
    """N15: ask the lists with plain and with odd texts, turn by turn."""
    from django.test import Client
    from tests.safety.payloads import ODD

    client = Client(raise_request_exception=False)
    ideas = f"/processen/{filled.shown.process.slug}/{filled.shown.ideas.slug}/ideeen/"
    asked = [("/processen/", "q"), ("/processen/", "pagina"), ("/gebieden/", "q"), (ideas, "zoek"), (ideas, "volgorde")]
    plain: list[float] = []
    odd: list[float] = []
    for text in [*ODD, *ODD]:
        for path, name in asked:
            plain.append(took(lambda path=path, name=name: client.get(path, {name: "bus"})))
            odd.append(took(lambda path=path, name=name, text=text: client.get(path, {name: text})))
    return "N15 odd texts: 95th percentile above plain ones", p95(odd) - p95(plain), ODD_MS, "ms"


def bomb() -> BytesIO:
    """Return a picture of a hundred megapixels in a small file."""
    from PIL import Image

    file = BytesIO()
    Image.new("1", (10_000, 10_000)).save(file, "PNG")
    file.seek(0)
    file.name = "groot.png"
    return file


def too_much(filled: Any) -> list[Row]:
    """N19: send what is too large, too many or too deep; look at the slowest and at what stays in memory."""
    from django.test import Client

    path = f"/processen/{filled.shown.process.slug}/{filled.shown.ideas.slug}/ideeen/nieuw/"
    client = Client()
    sent: list[dict[str, Any]] = [
        {f"veld{number}": "x" for number in range(10_000)},
        {"text": "x" * 20_000_000},
        {"text": "[" * 5_001, "key": "k" * 20, "publicity": "pseudonym"},
        {"text": "Een bus.", "key": "k" * 22, "publicity": "pseudonym", "photo": bomb()},
    ]
    client.get(path)
    gc.collect()
    before, slowest = resident_mb(), 0.0
    for data in sent:
        answers: list[Any] = []
        slowest = max(slowest, took(lambda data=data, answers=answers: answers.append(client.post(path, data))))
        if answers[0].status_code not in (400, 413, 422):
            raise SystemExit(f"N19: {sorted(data)[:1]} was answered with {answers[0].status_code}")
    gc.collect()
    grown = resident_mb() - before
    return [("N19 too much: the slowest refusal", slowest, REFUSED_S, "s"),
            ("N19 too much: memory that stays", grown, GROWN_MB, "MB")]  # fmt: skip


def known_and_unknown(filled: Any) -> Row:
    """N24: ask for a code with an address that is known and with one that is not, turn by turn."""
    from django.core.cache import cache
    from django.test import Client

    from brink.domain.people.models import Attempts

    times: dict[bool, list[float]] = {True: [], False: []}
    for number in range(SAMPLES):
        for known in (True, False):
            cache.clear()
            Attempts.objects.all().delete()
            email = filled.world.officer.email if known else f"niemand{number}@voorbeeld.invalid"
            client = Client()
            answers: list[Any] = []
            sent = {"email": email}
            ask = lambda client=client, sent=sent, answers=answers: answers.append(  # noqa: E731
                client.post("/account/login/", sent, follow=True)
            )
            times[known].append(took(ask))
            if answers[0].status_code != 200:
                raise SystemExit(f"N24: {email} was answered with {answers[0].status_code}")
    apart = abs(statistics.median(times[True]) - statistics.median(times[False])) * 1000
    return f"N24 known and unknown address: medians of {SAMPLES} apart", apart, APART_MS, "ms"


def main() -> int:
    """Measure and print; exit 1 when a limit is not kept."""
    import django
    from django.conf import settings

    django.setup()
    settings.STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"
    settings.EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
    from django.core.management import call_command
    from rich.console import Console
    from rich.table import Table
    from tests.safety.filled_body import fill_body

    call_command("migrate", verbosity=0)
    filled = fill_body()
    rows = [odd_texts(filled), *too_much(filled), known_and_unknown(filled)]
    table = Table(title="What must be refused: times (CPU) and sizes", title_justify="left")
    for column in ("what", "measured", "at most", ""):
        table.add_column(column)
    for what, measured, most, unit in rows:
        table.add_row(what, f"{measured:.1f} {unit}", f"{most:.0f} {unit}", "kept" if measured < most else "NOT KEPT")
    Console().print(table)
    return 0 if all(measured < most for _what, measured, most, _unit in rows) else 1


if __name__ == "__main__":
    assert bench_pages.ROOT
    sys.exit(main())
