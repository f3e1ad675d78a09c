"""Serving: migrate, collect, load the demo, start the web server and its worker; one parent that stops both."""

import argparse
import logging
import os
import signal
import sys
import threading
import time
from hashlib import sha256
from pathlib import Path
from typing import NoReturn

from django.conf import settings
from django.core.management import call_command
from django.db import connections
from rich.console import Console

from brink.foundation import erasure_list
from brink.foundation.visibility import Role
from brink.site.behind_tls import hold_back_without_proxy
from brink.site.own_address import keep_port
from brink.site.own_files import own_folder

out = Console(stderr=True, highlight=False)
TICK_SECONDS = 60
log = logging.getLogger("brink.worker")


def migrate(arguments: argparse.Namespace) -> int:
    """Bring the database up to date, and take away again what was taken back after it was copied.

    Every road to a site that is open goes through here, whichever way its database was restored.
    """
    from brink.domain.contributions.services.erasure_replay import complete_all, replay
    from brink.web import search_index

    own_folder(Path(settings.DATA_DIR))
    call_command("migrate", verbosity=0, interactive=False)
    count = replay()
    if count:
        out.print(
            f"Deze database is ouder dan de lijst {erasure_list.path()}. {count} keer opnieuw ingetrokken of verborgen."
        )
    complete_all()
    # A site of before the index is searchable from its first page on.
    search_index.repair()
    return 0


def index(arguments: argparse.Namespace) -> int:
    """Read everything again for the search, and say how much there is."""
    from brink.web import search_index

    migrate(arguments)
    out.print(f"{search_index.rebuild()} stukken staan in de zoeklijst.")
    return 0


def _static_mark() -> str:
    """Return a mark that changes when any static file of the project does."""
    root = Path(__file__).parent.parent
    files = sorted(path for path in root.glob("**/static/**/*") if path.is_file())
    marks = "".join(f"{path.relative_to(root)}{path.stat().st_mtime_ns}" for path in files)
    return sha256(marks.encode()).hexdigest()


def collect() -> None:
    """Collect static files, only when something changed since the last time."""
    mark = Path(settings.DATA_DIR) / "static.mark"
    now = _static_mark()
    if mark.exists() and mark.read_text() == now and Path(settings.STATIC_ROOT).exists():
        return
    call_command("collectstatic", verbosity=0, interactive=False, clear=True)
    mark.write_text(now)


def demo(arguments: argparse.Namespace) -> int:
    """Load the Drenthe demo when the database is empty; say so when it is not."""
    from brink.domain.people.models import Body
    from brink.site.demo import build

    migrate(arguments)
    if Body.objects.exists():
        out.print("Er staan al gegevens in deze database. De demo is niet geladen.")
        return 0
    with out.status("De demo van Drenthe wordt gemaakt (ongeveer een halve minuut) ..."):
        build()
    return 0


def _welcome(port: int) -> None:
    """Print where to go, one login per role, and a code to follow."""
    from brink.domain.people.models import Membership

    out.print(f"\n[bold]Brink[/bold] staat klaar op [bold]http://127.0.0.1:{port}/[/bold]\n")
    if f"http://127.0.0.1:{port}" != settings.BASE_URL:
        out.print(f"  Op papier, in mail en in exports staat: {settings.BASE_URL}/ (BRINK_BASE_URL)\n")
    if not settings.DEMO:
        return
    seen: set[str] = set()
    for membership in Membership.objects.select_related("person__account", "tenant").order_by("created_at", "id"):
        account = membership.person.account
        if account is None or membership.role in seen or membership.role not in {role.value for role in Role}:
            continue
        seen.add(membership.role)
        out.print(f"  {membership.role:<10} {account.email:<42} {membership.tenant.name}")
    out.print(f"  Log in op /account/login/ met zo'n adres. De code staat in {settings.EMAIL_FILE_PATH}.")
    code = Path(settings.DATA_DIR) / "demo_codes.txt"
    if code.exists():
        out.print(f"  Volg een inbreng op /volg/ met: [bold]{code.read_text().splitlines()[0]}[/bold]\n")


def let_go_of_the_database() -> None:
    """Close every connection and every pool, before the server starts in processes of its own.

    A pool that a fork copies would be shared: two workers on one socket, and an answer that reaches another visitor.
    """
    for connection in connections.all(initialized_only=True):
        connection.close()
        # PostgreSQL alone keeps a pool; `close` only gives the connection back to it.
        if hasattr(connection, "close_pool"):
            connection.close_pool()


def serve(arguments: argparse.Namespace) -> NoReturn:
    """Prepare, then become what keeps web workers and clock worker running till it is told to stop.

    That needs nothing of the site, so the process that stands by all day is a small one.
    """
    hold_back_without_proxy()
    migrate(arguments)
    keep_port(Path(settings.DATA_DIR), arguments.port)
    collect()
    if arguments.demo and settings.DEMO:
        from brink.domain.people.models import Body

        if not Body.objects.exists():
            demo(arguments)
    _welcome(arguments.port)
    let_go_of_the_database()
    os.environ["BRINK_DATA"] = str(settings.DATA_DIR)
    supervisor = [sys.executable, "-m", "brink.site.supervising", str(arguments.port), str(arguments.workers)]
    os.execv(supervisor[0], [*supervisor, *(["worker"] if not arguments.web_only else [])])  # noqa: S606  no shell


def tick(arguments: argparse.Namespace) -> int:
    """Do everything that the clock asks for, once. Each part is idempotent and stands on its own."""
    from brink.site.periodic_work import PARTS

    failed = 0
    for name, part in PARTS.items():
        try:
            part()
        except Exception:
            # One part that fails must not keep the others from their work; it is tried again at the next tick.
            log.exception("tick: %s failed", name)
            failed += 1
    return 1 if failed else 0


def worker(arguments: argparse.Namespace) -> int:
    """Tick every minute until told to stop."""
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    while not stop.is_set():
        started = time.monotonic()
        tick(arguments)
        stop.wait(max(1.0, TICK_SECONDS - (time.monotonic() - started)))
    return 0
