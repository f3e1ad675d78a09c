"""A browser without script before a site in processes of its own: the same calls as Django's test client answers."""

import http.cookiejar
import urllib.error
import urllib.request
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from email.message import Message
from typing import Any
from urllib.parse import urlencode, urljoin, urlsplit


@dataclass
class Answer:
    """What came back, after following where it led."""

    status_code: int
    content: bytes
    headers: Message
    redirect_chain: list[tuple[str, int]] = field(default_factory=list)


class Remote:
    """Asks a site over the network, and remembers its cookies."""

    def __init__(self, port: int) -> None:
        self.base = f"http://127.0.0.1:{port}"
        self.jar = http.cookiejar.CookieJar()
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.jar))

    def get(self, path: str, data: Mapping[str, Sequence[str]] | None = None, **_more: Any) -> Answer:
        return self._ask(f"{path}?{urlencode(data, doseq=True)}" if data else path, None)

    def post(self, path: str, data: Mapping[str, Sequence[str]], **_more: Any) -> Answer:
        return self._ask(path, urlencode(data, doseq=True).encode())

    def _ask(self, path: str, body: bytes | None) -> Answer:
        address = urljoin(f"{self.base}/", path)
        try:
            with self.opener.open(urllib.request.Request(address, body), timeout=60) as answer:  # noqa: S310 - our own
                return self._read(answer, address)
        except urllib.error.HTTPError as answer:
            return self._read(answer, address)

    @staticmethod
    def _read(answer: Any, asked: str) -> Answer:
        parts = urlsplit(answer.url)
        at = f"{parts.path}?{parts.query}" if parts.query else parts.path
        chain = [(at, 302)] if answer.url != asked else []
        return Answer(answer.status, answer.read(), answer.headers, chain)
