"""What Brink stands on goes away: mail, disk, database, the line to the visitor."""

import contextlib
import http.client
import shutil
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from urllib.parse import urlencode, urlsplit

from tests.served import environment
from tools.faults.cases import P95, Line, missing, skipped
from tools.faults.sites import Site, connection, running
from tools.faults.visitors import NEW_IDEA, Browser, give, idea, readers

BEHIND = {"BRINK_TRUSTED_PROXIES": "1"}
MAIL = {"BRINK_EMAIL_HOST": "127.0.0.1", "BRINK_EMAIL_TLS": "none", "BRINK_EMAIL_TIMEOUT": "3"}
ROOM_MB = 24


@contextlib.contextmanager
def _silent() -> Iterator[int]:
    """Listen as a mail server that takes a connection and never says a word."""
    with socket.create_server(("127.0.0.1", 0), backlog=50) as listener:
        yield int(listener.getsockname()[1])


def _ask_code(site: Site, met: list[tuple[int, float]]) -> None:
    """Ask a code to log in, which sends a mail while somebody waits for the answer."""
    browser, began = Browser(site.port), time.monotonic()
    with contextlib.suppress(OSError, http.client.HTTPException):
        fields = browser.form("/account/login/", "login/")
        sent = {**fields, "email": "aziz@provincie-drenthe.voorbeeld.invalid"}
        began = time.monotonic()
        met.append((browser.ask("/account/login/", urlencode(sent).encode())[0], time.monotonic() - began))


def mail(demo: Path) -> list[Line]:
    """A mail server that is away, and one that is silent: others read and write meanwhile."""
    lines = []
    for name, listening in (("away", contextlib.nullcontext(9)), ("silent", _silent())):
        met: list[tuple[int, float]] = []
        written: list[str] = []
        with (
            listening as port,
            running(demo, **BEHIND, **MAIL, BRINK_EMAIL_PORT=str(port)) as site,
            readers(partial(Browser, site.port)) as timed,
        ):
            asked = [threading.Thread(target=_ask_code, args=(site, met), daemon=True) for _number in range(4)]
            for one in asked:
                one.start()
            for number in range(4):
                text = f"Een idee terwijl de post niet gaat, nummer {number}."
                began = time.monotonic()
                if give(Browser(site.port), text) and time.monotonic() - began < 5:
                    written.append(text)
            for one in asked:
                one.join(20)
            lost, _double = missing(written, site.stored())
        told = f"{len(written)} of 4 written, {lost} lost; answers {sorted({one for one, _s in met})} within "
        told += f"{max((seconds for _one, seconds in met), default=99):.1f} s; {timed.told}"
        good = len(written) == 4 and not lost and {one for one, _s in met} == {503} and timed.p95 <= P95
        lines.append(Line(f"mail server {name}", "others write, p95 <= 1 s; who asks mail is told", told, good))
    return lines


def answer_lost(demo: Path) -> list[Line]:
    """The form arrives and the answer does not: sent again, it is the same idea with the same receipt."""
    single = 0
    with running(demo, **BEHIND) as site:
        for number in range(5):
            browser = Browser(site.port)
            text = f"De lijn viel weg na het versturen van idee {number}."
            body = urlencode(idea(browser.form(), text)).encode()
            cookies = "; ".join(f"{name}={value}" for name, value in browser.cookies.items())
            with connection(site.port) as link:
                head = f"POST {NEW_IDEA} HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Forwarded-For: {browser.address}\r\n"
                head += f"Cookie: {cookies}\r\nContent-Type: application/x-www-form-urlencoded\r\n"
                link.sendall(f"{head}Content-Length: {len(body)}\r\n\r\n".encode() + body)
                if number % 2:
                    link.recv(1)  # the first byte came through
            time.sleep(0.5)
            status, _text, headers = browser.ask(NEW_IDEA, body)
            page = browser.ask(urlsplit(headers.get("Location", "/niets/")).path)[1]
            single += status in (302, 303) and site.stored().count(text) == 1 and "volgcode" in page.lower()
    return [Line("answer lost after sending, sent again", "5 of 5: one idea, a receipt", f"{single} of 5", single == 5)]


def disk_full(demo: Path) -> list[Line]:
    """The disk of the data folder is full: nothing is acknowledged that is not kept, reading goes on, and it heals."""
    what = "disk full"
    trial = subprocess.run(["unshare", "-r", "-m", "mount", "-t", "tmpfs", "none", "/mnt"], capture_output=True)
    if trial.returncode:
        return [skipped(what, "no tmpfs in a namespace of our own on this machine")]
    size = sum(one.stat().st_size for one in demo.rglob("*") if one.is_file()) // 1_000_000 + ROOM_MB
    # BRINK_DATA of the copy becomes a small disk of its own, seen by this site alone.
    script = f'mount -t tmpfs -o size={size}m,mode=700 none "$BRINK_DATA" && cp -a {demo}/. "$BRINK_DATA" && exec "$@"'
    before = ["unshare", "-r", "-m", "sh", "-c", script, "sh"]
    told, refused, kept_words = list[str](), 0, 0
    with running(demo, *before, **BEHIND) as site:
        inside = Path(f"/proc/{site.process.pid}/root{site.data}")
        with (inside / "filler").open("wb") as filler, contextlib.suppress(OSError):
            while True:
                filler.write(b"x" * 65_536)
                filler.flush()
        read = Browser(site.port).ask("/")[0]
        for number in range(12):
            text = f"Een idee op een volle schijf, nummer {number}. " + "Er is veel te zeggen. " * 60
            browser = Browser(site.port)
            status, page, headers = browser.ask(NEW_IDEA, urlencode(idea(browser.form(), text)).encode())
            if status in (302, 303) and "nieuw" not in headers.get("Location", "nieuw"):
                told.append(text.strip())
            else:
                refused += status == 503
                kept_words += "Er is veel te zeggen." in page
        (inside / "filler").unlink()
        healed = give(Browser(site.port), "Er is weer plaats.")
        stored = Site(site.port, inside, site.process).stored()
        lost, _double = missing(told, stored)
    result = f"{len(told)} kept, {lost} of them lost; {refused} refused with 503, {kept_words} with their words back; "
    result += f"reading {read}; after room {'works' if healed else 'NOT'}"
    good = not lost and refused >= 1 and refused == kept_words == 12 - len(told) and read == 200 and healed
    return [Line(what, "0 lost, a sentence with the words back, heals", result, good)]


# News of five givers, due now: what a quarter of an hour would do.
DUE = """
import django; django.setup()
from brink.domain.contributions.models import Contribution
from brink.domain.contributions.services import moderating
from brink.domain.journal.services import SYSTEM
from brink.domain.notifications.models import News
from brink.domain.notifications.news import gather
from brink.foundation import clock
for one in Contribution.objects.filter(text__startswith="Een idee met een adres"):
    moderating.hide(contribution=one, reason="Proef.", actor=SYSTEM)
gather()
News.objects.filter(mailed_at=None).update(due_at=clock.now())
"""
GIVERS = 5


def double_worker(demo: Path) -> list[Line]:
    """Three clock workers at once: no mail goes out twice."""
    with running(demo, **BEHIND) as site:
        shutil.rmtree(site.data / "outbox", ignore_errors=True)
        for number in range(GIVERS):
            browser = Browser(site.port)
            sent = idea(browser.form(), f"Een idee met een adres erbij, nummer {number}.")
            browser.ask(NEW_IDEA, urlencode({**sent, "email": f"gever{number}@voorbeeld.invalid"}).encode())
        here = environment(site.data, DJANGO_SETTINGS_MODULE="brink.site.settings")
        subprocess.run([sys.executable, "-c", DUE], env=here, check=True, timeout=60)
        tick = [sys.executable, "-m", "brink.cli", "tick"]
        more = [subprocess.Popen(tick, env=here, stderr=subprocess.DEVNULL) for _number in range(3)]
        codes = [one.wait(120) for one in more]
        texts = [file.read_text("utf-8", "replace") for file in (site.data / "outbox").glob("*")]
        marks = [
            line for text in texts for line in text.splitlines() if line.lower().startswith("message-id:")
        ]
        leaves, distinct = _leaves(site)
    result = f"exit codes {codes}; {len(marks)} mails to {GIVERS} givers, {len(marks) - len(set(marks))} twice; "
    result += f"{leaves} leaves of the journal, {leaves - distinct} double"
    good = codes == [0, 0, 0] and len(marks) == len(set(marks)) == GIVERS and leaves == distinct > 0
    return [Line("three ticks at once beside the worker", "no mail twice, every leaf once", result, good)]


def _leaves(site: Site) -> tuple[int, int]:
    """Return how many entries of the journal have a place in the log, and how many different places."""
    import sqlite3

    with contextlib.closing(sqlite3.connect(site.data / "brink.sqlite3", timeout=20)) as database:
        asked = "select count(*), count(distinct tenant_id || ' ' || \"index\") from journal_leaf"
        count, distinct = database.execute(asked).fetchone()
    return int(count), int(distinct)

