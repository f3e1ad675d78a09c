"""Taking requests in whole before a thread is spent on them, so that a slow sender or reader keeps nobody waiting.

The web server hands a request over as soon as its headers are read. The body is awaited here, which costs a few
kilobytes and no thread; only a request that is complete goes to Django (WSGI) in one of a few threads, and an answer
leaves the thread whole too. A proxy that buffers does the same before us (deploy/nginx.conf); this holds without one.
"""

import asyncio
import logging
import multiprocessing
import tempfile
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import IO, Any

from brink.site.supervising import end_with_parent

log = logging.getLogger(__name__)
# A photo of 12 MB with its form; Django refuses what is too much of each in words of its own.
MOST_BYTES = 13_000_000
# Seconds for a body to arrive, and a second more for each of so many bytes: a drip is cut off, a slow telephone is not.
BODY_SECONDS, BYTES_A_SECOND = 15.0, 4_000
# Bodies on their way at once, in each web worker: above a hall of 1,000 people that all press a button.
MOST_BODIES = 2_000
# Requests that a worker answers at once. SQLite writes one by one; more would only wait for each other.
THREADS = {"sqlite3": 10, "postgresql": 16}
IN_MEMORY, CHUNK = 500_000, 262_144
_SAID = {
    400: "Wij kregen niet alles binnen. Ga terug: uw tekst staat er nog. Verstuur hem opnieuw.",
    408: "Het versturen duurde te lang. Ga terug: uw tekst staat er nog. Verstuur hem opnieuw.",
    411: "Wij kunnen niet zien hoe groot dit is. Verstuur het vanaf de pagina van de site.",
    413: "Dit is te groot om te versturen. Ga terug: uw tekst staat er nog. Kies een foto kleiner dan 12 MB.",
    503: "Het is nu te druk. Ga terug: uw tekst staat er nog. Verstuur hem over een minuut opnieuw.",
}
Headers = list[tuple[str, str]]
Wsgi = Callable[..., Iterable[bytes]]


class Unreceived(Exception):
    """A body that did not come in whole, with the status to answer."""

    def __init__(self, status: int) -> None:
        super().__init__(status)
        self.status = status


@dataclass(slots=True)
class Answer:
    """What goes back: the body in a file that is in memory as long as it is small."""

    status: int
    headers: Headers
    body: IO[bytes]
    size: int


async def _body(protocol: Any, said_size: str) -> tuple[IO[bytes], int]:
    """Await the whole body; raises Unreceived for one that is too large, too slow or cut off."""
    if not said_size.isdigit():
        raise Unreceived(411)
    if int(said_size) > MOST_BYTES:
        raise Unreceived(413)
    body: IO[bytes] = tempfile.SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115  closed after the answer
    size, loop = 0, asyncio.get_running_loop()
    try:
        async with asyncio.timeout(BODY_SECONDS) as limit:
            began = loop.time() + BODY_SECONDS
            async for part in protocol:
                size += len(part)
                body.write(part)
                limit.reschedule(began + size / BYTES_A_SECOND)
        # A sender that hangs up half-way ends the body too; half a form is no form.
        if size != int(said_size):
            raise Unreceived(400)
    except BaseException as error:
        body.close()
        raise (Unreceived(408) if isinstance(error, TimeoutError) else error) from None
    body.seek(0)
    return body, size


def _environ(scope: Any, body: IO[bytes], size: int) -> dict[str, Any]:
    """Return what WSGI asks of a request. A header with an underscore would pass for another one and is left out."""
    host, _colon, port = scope.server.rpartition(":")
    environ: dict[str, Any] = {
        "REQUEST_METHOD": scope.method,
        "SCRIPT_NAME": "",
        "PATH_INFO": _bytes(scope.path),
        "QUERY_STRING": _bytes(scope.query_string),
        "SERVER_NAME": host,
        "SERVER_PORT": port,
        "SERVER_PROTOCOL": f"HTTP/{scope.http_version}",
        "REMOTE_ADDR": scope.client.rpartition(":")[0].strip("[]"),
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": scope.scheme,
        "wsgi.input": body,
        "wsgi.input_terminated": True,
        "wsgi.errors": _Log(),
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
    }
    for name, text in scope.headers.items():
        if "_" in name or name in ("content-length", "transfer-encoding", "proxy"):
            continue
        key = name.upper().replace("-", "_")
        key = key if key == "CONTENT_TYPE" else f"HTTP_{key}"
        text, between = _bytes(text), "; " if name == "cookie" else ","
        environ[key] = f"{environ[key]}{between}{text}" if key in environ else text
    if size:
        environ["CONTENT_LENGTH"] = str(size)
    return environ


def _bytes(text: str) -> str:
    """Return a text as WSGI carries it: a sign for each byte."""
    return text.encode().decode("latin-1")


class _Log:
    """What WSGI calls the errors of a request: lines of our log."""

    def write(self, text: str) -> None:
        """Write one line."""
        if text.strip():
            log.error(text.rstrip())

    def flush(self) -> None:
        """Do nothing: a line is written at once."""


def _answer(application: Wsgi, environ: dict[str, Any]) -> Answer:
    """Let the application answer, whole, in this thread: its connection to the database is given back here too."""
    head: list[tuple[str, Headers]] = []
    body: IO[bytes] = tempfile.SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115  closed when it was sent
    parts = application(environ, lambda status, headers, _error=None: head.append((status, headers)))
    try:
        size = sum(body.write(part) for part in parts)
    finally:
        close = getattr(parts, "close", None)
        if close is not None:
            close()
        environ["wsgi.input"].close()
    body.seek(0)
    status, headers = head[-1]
    return Answer(int(status.split(" ", 1)[0]), [(name.lower(), text) for name, text in headers], body, size)


class Receiver:
    """The application that the web server calls (RSGI), around one of WSGI."""

    def __init__(self, application: Wsgi, threads: int) -> None:
        self.application = application
        self.pool = ThreadPoolExecutor(threads, thread_name_prefix="request")
        self.bodies = 0

    async def __rsgi__(self, scope: Any, protocol: Any) -> None:
        """Receive one request, answer it."""
        try:
            body, size = await self._received(scope, protocol)
        except Unreceived as refused:
            protocol.response_bytes(refused.status, *_refusal(refused.status))
            return
        loop = asyncio.get_running_loop()
        try:
            answer = await loop.run_in_executor(self.pool, _answer, self.application, _environ(scope, body, size))
        except Exception:
            log.exception("a request was not answered")
            protocol.response_bytes(500, [("content-type", "text/plain; charset=utf-8")], b"Er ging iets mis.")
            return
        await _send(protocol, answer)

    async def _received(self, scope: Any, protocol: Any) -> tuple[IO[bytes], int]:
        """Return the whole body; nothing for a request that has none."""
        said = scope.headers.get("content-length", "")
        if said in ("", "0") and "transfer-encoding" not in scope.headers:
            return tempfile.SpooledTemporaryFile(IN_MEMORY), 0
        if self.bodies >= MOST_BODIES:
            raise Unreceived(503)
        self.bodies += 1
        try:
            return await _body(protocol, said)
        finally:
            self.bodies -= 1


def _refusal(status: int) -> tuple[Headers, bytes]:
    """Return headers and body of a refusal; the rest of what is sent is not read, so the connection ends."""
    headers = [("content-type", "text/plain; charset=utf-8"), ("connection", "close"), ("retry-after", "60")]
    return headers, _SAID[status].encode()


async def _send(protocol: Any, answer: Answer) -> None:
    """Send an answer; a large one in parts, as the reader takes them."""
    with answer.body as body:
        if answer.size <= IN_MEMORY:
            protocol.response_bytes(answer.status, answer.headers, body.read())
            return
        stream = protocol.response_stream(answer.status, answer.headers)
        while part := body.read(CHUNK):
            await stream.send_bytes(part)


def application() -> Receiver:
    """Make the site's receiver: each web worker calls this when it starts."""
    from django.conf import settings

    from brink.site.wsgi import application as site

    # The server around this worker may be killed; another one listens at the same port then, and this one must not.
    server = multiprocessing.parent_process()
    if server is not None and server.pid is not None:
        end_with_parent(server.pid)
    return Receiver(site, THREADS[settings.DATABASES["default"]["ENGINE"].rpartition(".")[2]])
