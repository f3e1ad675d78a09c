"""Requests are received whole before a thread is spent. Class: a sender or reader whose pace decides for the others.

A receiver with one thread, so that a single request that waits in it would stop everything.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from typing import Any

import pytest

from brink.site import receiving
from brink.site.receiving import Receiver

Part = bytes | float


class Scope:
    """What the server says of a request."""

    def __init__(self, method: str = "POST", headers: Iterable[tuple[str, str]] = (), path: str = "/") -> None:
        self.method, self.path, self.query_string = method, path, "q=é"
        self.http_version, self.scheme, self.server, self.client = "1.1", "http", "127.0.0.1:80", "127.0.0.1:5"
        self.headers = Many(headers)


class Many(list[tuple[str, str]]):
    """Headers, some more than once."""

    def items(self) -> list[tuple[str, str]]:
        return list(self)

    def get(self, name: str, default: str = "") -> str:
        return next((text for one, text in self if one == name), default)

    def __contains__(self, name: object) -> bool:
        return any(one == name for one, _text in self)


class Line:
    """A visitor: what they send, part by part with pauses, and what they got."""

    def __init__(self, parts: Iterable[Part] = ()) -> None:
        self.parts, self.read = list(parts), 0
        self.status, self.headers, self.body = 0, [("", "")], b""

    async def __aiter__(self) -> AsyncIterator[bytes]:
        for part in self.parts:
            if isinstance(part, float):
                await asyncio.sleep(part)
            else:
                self.read += len(part)
                yield part

    def response_bytes(self, status: int, headers: list[tuple[str, str]], body: bytes) -> None:
        self.status, self.headers, self.body = status, headers, body

    def response_stream(self, status: int, headers: list[tuple[str, str]]) -> "Line":
        self.status, self.headers = status, headers
        return self

    async def send_bytes(self, part: bytes) -> None:
        self.body += part


def echo(environ: dict[str, Any], start: Callable[..., object]) -> list[bytes]:
    start("200 OK", [("X-Size", environ.get("CONTENT_LENGTH", "none"))])
    return [environ["wsgi.input"].read(), repr(sorted(environ)).encode()]


def sized(number: int) -> list[tuple[str, str]]:
    return [("content-length", str(number))]


def answered(line: Line, scope: Scope, application: Any = echo) -> Line:
    asyncio.run(Receiver(application, 1).__rsgi__(scope, line))
    return line


def test_two_hundred_drips_keep_nobody_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(receiving, "BODY_SECONDS", 0.6)

    async def all_of_them() -> tuple[list[Line], Line, float]:
        receiver, loop = Receiver(echo, 1), asyncio.get_running_loop()
        slow = [Line([b"a", *[0.05, b"a"] * 100]) for _number in range(200)]
        dripping: list[Awaitable[None]] = [
            asyncio.ensure_future(receiver.__rsgi__(Scope(headers=sized(101)), one)) for one in slow
        ]
        await asyncio.sleep(0.1)
        began, other = loop.time(), Line()
        await receiver.__rsgi__(Scope("GET"), other)
        took = loop.time() - began
        await asyncio.gather(*dripping)
        return slow, other, took

    slow, other, took = asyncio.run(all_of_them())
    assert (other.status, took < 0.4) == (200, True)
    assert {one.status for one in slow} == {408}
    assert all("Verstuur hem opnieuw." in one.body.decode() for one in slow)


def test_whoever_is_slow_and_keeps_sending_is_not_cut_off(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(receiving, "BODY_SECONDS", 0.2)
    line = Line([*[b"x" * 2_000, 0.1] * 6])
    assert answered(line, Scope(headers=sized(12_000))).status == 200
    assert line.body.startswith(b"x" * 12_000)


@pytest.mark.parametrize(
    ("headers", "parts", "status", "read"),
    [
        (sized(13_000_001), [b"x"], 413, 0),
        ([("transfer-encoding", "chunked")], [b"x"], 411, 0),
        (sized(-1), [b"x"], 411, 0),
        (sized(10), [b"abc"], 400, 3),
        (sized(2), [b"abc"], 400, 3),
    ],
)
def test_what_does_not_come_in_whole_is_refused_with_a_sentence(
    headers: list[tuple[str, str]], parts: list[Part], status: int, read: int
) -> None:
    line = answered(Line(parts), Scope(headers=headers), application=None)
    assert (line.status, line.read) == (status, read)
    assert dict(line.headers)["connection"] == "close"
    assert line.body.decode().endswith(".")


def test_more_bodies_than_may_be_on_their_way_are_told_to_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(receiving, "MOST_BODIES", 0)
    line = answered(Line([b"x"]), Scope(headers=sized(1)), application=None)
    assert (line.status, line.read, dict(line.headers)["retry-after"]) == (503, 0, "60")


def test_a_header_cannot_pass_for_another() -> None:
    """With an underscore it would overwrite what the proxy said; what comes twice is read as one list."""
    seen: dict[str, Any] = {}

    def look(environ: dict[str, Any], start: Callable[..., object]) -> list[bytes]:
        seen.update(environ)
        return echo(environ, start)

    headers = [
        ("x_forwarded_for", "203.0.113.9"), ("x-forwarded-for", "198.51.100.1"), ("x-forwarded-for", "198.51.100.2"),
        ("cookie", "a=1"), ("cookie", "b=é"), ("content-type", "text/plain"), ("proxy", "evil"),
    ]  # fmt: skip
    answered(Line(), Scope("GET", headers, "/één%41/"), look)
    assert seen["HTTP_X_FORWARDED_FOR"] == "198.51.100.1,198.51.100.2"
    assert seen["HTTP_COOKIE"] == "a=1; b=Ã©"
    assert (seen["CONTENT_TYPE"], "HTTP_PROXY" in seen, "CONTENT_LENGTH" in seen) == ("text/plain", False, False)
    assert seen["PATH_INFO"].encode("latin-1").decode() == "/één%41/"
    assert seen["QUERY_STRING"].encode("latin-1").decode() == "q=é"
    assert seen["REMOTE_ADDR"] == "127.0.0.1"


def test_a_large_answer_goes_in_parts_and_a_fault_is_told_without_its_words() -> None:
    def large(_environ: object, start: Callable[..., object]) -> list[bytes]:
        start("200 OK", [])
        return [b"x" * 100_000] * 20

    def broken(_environ: object, _start: object) -> list[bytes]:
        raise RuntimeError("geheim")

    assert len(answered(Line(), Scope("GET"), large).body) == 2_000_000
    line = answered(Line(), Scope("GET"), broken)
    assert (line.status, b"geheim" in line.body) == (500, False)
