"""Who comes while something goes wrong: readers who are timed, givers who are told "received", senders that drip."""

import contextlib
import http.client
import re
import secrets
import socket
import ssl
import statistics
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from urllib.parse import urlencode

from tests.form_client import Page
from tools.faults.sites import connection

PROCESS = "/processen/het-plein-bij-de-school-in-barger-compascuum/"
NEW_IDEA = f"{PROCESS}uw-idee-voor-het-plein/ideeen/nieuw/"
READ = ("/", "/processen/", PROCESS, "/hulp/", "/agenda/")
PATIENCE = 10.0
FORM = "application/x-www-form-urlencoded"


@dataclass
class Browser:
    """One visitor: cookies, and an address that a proxy would tell (the site believes one)."""

    port: int
    name: str = "127.0.0.1"
    tls: bool = False
    address: str = field(default_factory=lambda: f"10.{secrets.randbelow(250)}.{secrets.randbelow(250)}.7")
    cookies: dict[str, str] = field(default_factory=dict)
    below: dict[str, str] = field(default_factory=dict)
    """For each cookie below which path it is sent, as a browser does."""
    forge: bool = True

    def ask(
        self, path: str, body: bytes | None = None, kind: str = FORM, timeout: float = PATIENCE
    ) -> tuple[int, str, http.client.HTTPMessage]:
        """Ask one thing over a connection of its own."""
        headers = {"Host": self.name}
        if self.forge:
            headers["X-Forwarded-For"] = self.address
        mine = {name: text for name, text in self.cookies.items() if path.startswith(self.below.get(name, "/"))}
        if mine:
            headers["Cookie"] = "; ".join(f"{name}={text}" for name, text in mine.items())
        if body is not None:
            scheme = "https" if self.name.count(".") == 2 and not self.name[0].isdigit() else "http"
            headers |= {"Content-Type": kind, "Referer": f"{scheme}://{self.name}{path}"}
        if self.tls:
            trust = ssl._create_unverified_context()  # noqa: S323  the certificate was made a moment ago
            link: http.client.HTTPConnection = http.client.HTTPSConnection(
                "127.0.0.1", self.port, timeout=timeout, context=trust
            )
        else:
            link = http.client.HTTPConnection("127.0.0.1", self.port, timeout=timeout)
        with contextlib.closing(link):
            link.request("GET" if body is None else "POST", path, body, headers)
            answer = link.getresponse()
            text = answer.read().decode("utf-8", "replace")
        for one in answer.headers.get_all("Set-Cookie") or ():
            name, _equals, value = one.partition(";")[0].partition("=")
            self.cookies[name] = value
            self.below[name] = next((at[5:] for at in one.split("; ") if at.lower().startswith("path=")), "/")
        return answer.status, text, answer.headers

    def form(self, path: str = NEW_IDEA, ends: str = "nieuw/") -> dict[str, str]:
        """Open a page and return what its form sends untouched."""
        status, text, _headers = self.ask(path)
        if status != 200:
            raise OSError(f"{path}: {status}")
        page = Page(text, path)
        form = next(one for one in page.forms if one.action.endswith(ends))
        return {one.name: one.stands[0] for one in form.fields if one.stands}


def idea(fields: dict[str, str], text: str) -> dict[str, str]:
    """Fill the form of an idea; the questions that may come first are answered already."""
    return {**fields, "text": text, "publicity": "pseudonym", "seen": "gezien gelijk"}


def give(browser: Browser, text: str) -> bool:
    """Give one idea; tell whether the site said that it has it."""
    sent = idea(browser.form(), text)
    status, _text, headers = browser.ask(NEW_IDEA, urlencode(sent).encode())
    return status in (302, 303) and "nieuw" not in headers.get("Location", "nieuw")


def multipart(fields: dict[str, str], file: bytes) -> tuple[bytes, str]:
    """Return a form with a photo as a browser sends it, and its kind."""
    line = f"--{secrets.token_hex(12)}"
    said = f"{line}\r\nContent-Disposition: form-data; name="
    parts = [f'{said}"{name}"\r\n\r\n{text}\r\n' for name, text in fields.items()]
    head = f'{said}"photo"; filename="foto.jpg"\r\n\r\n'
    body = "".join(parts).encode() + head.encode() + file + f"\r\n{line}--\r\n".encode()
    return body, f"multipart/form-data; boundary={line[2:]}"


@dataclass
class Timed:
    """What readers met: seconds of each that was served, and what was not."""

    seconds: list[float] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)

    @property
    def p95(self) -> float:
        """The 95th percentile; what failed counts as the whole patience of a reader."""
        times = [*self.seconds, *[PATIENCE] * len(self.failed)]
        return statistics.quantiles(times, n=20)[-1] if len(times) > 1 else PATIENCE

    @property
    def told(self) -> str:
        """One line of it."""
        middle = statistics.median(self.seconds) if self.seconds else float("nan")
        return f"{len(self.seconds)} served, {len(self.failed)} not; median {middle:.2f} s, p95 {self.p95:.2f} s"


@contextlib.contextmanager
def readers(make: Callable[[], Browser], number: int = 4, pause: float = 0.2) -> Iterator[Timed]:
    """Let some people read pages, one after the other with a pause, as long as the block lasts."""
    timed, stop = Timed(), threading.Event()

    def read(start: int) -> None:
        step, browser = start, make()
        while not stop.is_set():
            began = time.monotonic()
            try:
                status, _text, _headers = browser.ask(READ[step % len(READ)])
                if status == 200:
                    timed.seconds.append(time.monotonic() - began)
                else:
                    timed.failed.append(f"{READ[step % len(READ)]}: {status}")
            except (OSError, http.client.HTTPException) as error:
                timed.failed.append(type(error).__name__)
            step += 1
            stop.wait(pause)

    threads = [threading.Thread(target=read, args=(one,), daemon=True) for one in range(number)]
    for one in threads:
        one.start()
    try:
        yield timed
    finally:
        stop.set()
        for one in threads:
            one.join(PATIENCE + 2)


@contextlib.contextmanager
def dripping(port: int, number: int, *, name: str = "127.0.0.1", tls: bool = False) -> Iterator[list[socket.socket]]:
    """Keep so many forms half-sent, a byte a second each; whoever is cut off begins again."""
    head = f"POST {NEW_IDEA} HTTP/1.1\r\nHost: {name}\r\nContent-Type: {FORM}\r\nContent-Length: 4000\r\n\r\n"
    stop, now = threading.Event(), [*[None] * number]

    def open_one() -> socket.socket:
        plain = connection(port)
        link = ssl._create_unverified_context().wrap_socket(plain) if tls else plain  # noqa: S323
        link.sendall(head.encode() + b"text=")
        return link

    def drip() -> None:
        while not stop.is_set():
            for place in range(number):
                try:
                    if now[place] is None:
                        now[place] = open_one()
                    now[place].sendall(b"a")  # type: ignore[attr-defined]
                except OSError:
                    now[place] = None
            stop.wait(1)

    thread = threading.Thread(target=drip, daemon=True)
    thread.start()
    time.sleep(2)
    try:
        yield now  # type: ignore[misc]
    finally:
        stop.set()
        thread.join(15)
        for link in now:
            if link is not None:
                link.close()  # type: ignore[attr-defined]


def code_in(text: str) -> str:
    """Return the code in a mail for logging in."""
    found = re.search(r"^([A-Z0-9-]{6,9})$", text, re.MULTILINE)
    if found is None:
        raise OSError("there is no code in the mail")
    return found.group(1)
