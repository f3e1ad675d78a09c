"""The example for nginx, driven with the real nginx where there is one. Class: a configuration that nobody ever ran.

`make faults` drives it under load and with every form; here it is started, and asked what a stranger would make up.
"""

import http.client
import json
import re
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from django.http import HttpResponse
from tools.faults.proxy import EXAMPLE, NAME, Proxy, behind_nginx, binary
from tools.faults.visitors import Browser

from brink.domain.participation.device_token import COOKIE, LASTS
from brink.foundation.addresses import page_url
from brink.foundation.device_cookies import MARK, keep
from tests.served import ONCE, environment

PAGE = (Path(__file__).parents[2] / "docs" / "operations.md").read_text("utf-8")
FORGED = {
    "X-Forwarded-For": "203.0.113.9", "X-Forwarded-Host": "kwaad.invalid", "Forwarded": "for=203.0.113.9",
    "X-Forwarded-Proto": "ftp",
}  # fmt: skip


class Mirror(BaseHTTPRequestHandler):
    """Answers with what arrived."""

    def do_GET(self) -> None:
        size = int(self.headers.get("Content-Length") or 0)
        heard = {"headers": [[name.lower(), text] for name, text in self.headers.items()], "size": size}
        self.rfile.read(size)
        body = json.dumps(heard).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    do_POST = do_GET  # noqa: N815  the name that http.server calls

    def log_message(self, format: str, *arguments: Any) -> None:
        """Say nothing."""


def marks(count: int) -> dict[str, str]:
    """Return the marks of questions with long names, as the page of "Ik ben klaar" is sent them."""
    answer = HttpResponse()
    for number in range(count):
        path = f"/processen/{'een-heel-lang-onderwerp-' * 3}{number}/"
        keep(answer, COOKIE, "x", path=path, lasts=LASTS)
    return {name: one.value for name, one in answer.cookies.items() if name.startswith(MARK)}


@pytest.fixture(scope="module")
def proxy() -> Iterator[Proxy]:
    if binary() is None:
        pytest.skip("there is no nginx on this machine")
    behind = ThreadingHTTPServer(("127.0.0.1", 0), Mirror)
    threading.Thread(target=behind.serve_forever, daemon=True).start()
    with behind_nginx(behind.server_port) as ports:
        yield ports
    behind.shutdown()
    behind.server_close()


@pytest.mark.skipif(ONCE, reason="ran in the run on SQLite")
def test_what_a_stranger_says_of_their_address_is_replaced(proxy: Proxy, monkeypatch: pytest.MonkeyPatch) -> None:
    real = http.client.HTTPConnection.request

    def forging(self: Any, method: str, path: str, body: Any = None, headers: Any = None) -> None:
        real(self, method, path, body, {**headers, **FORGED})

    monkeypatch.setattr(http.client.HTTPConnection, "request", forging)
    heard = json.loads(Browser(proxy.port, NAME, True).ask("/")[1])["headers"]
    said = {name: [text for one, text in heard if one == name] for name, _text in heard}
    assert (said["x-forwarded-for"], said["x-forwarded-proto"], said["host"]) == (["127.0.0.1"], ["https"], [NAME])
    assert "kwaad.invalid" not in str(heard)
    assert "203.0.113.9" not in str(heard)


@pytest.mark.skipif(ONCE, reason="ran in the run on SQLite")
def test_plain_http_leads_to_tls_and_too_much_is_refused(proxy: Proxy) -> None:
    status, _text, headers = Browser(proxy.plain_port, NAME).ask("/hulp/?a=b")
    assert (status, headers["Location"]) == (308, f"https://{NAME}/hulp/?a=b")
    browser = Browser(proxy.port, NAME, True)
    assert json.loads(browser.ask("/", b"x" * 12_500_000)[1])["size"] == 12_500_000
    assert browser.ask("/", b"x" * 14_000_000)[0] == 413


@pytest.mark.skipif(ONCE, reason="ran in the run on SQLite")
def test_a_device_that_answered_very_many_questions_can_still_be_done(proxy: Proxy) -> None:
    """Browsers keep about 180 cookies of one site; with all of them the last page must open."""
    browser = Browser(proxy.port, NAME, True, cookies=marks(180))
    status, text, _headers = browser.ask(page_url("done"))
    assert status == 200, text[:200]
    heard = dict(json.loads(text)["headers"])
    assert heard["cookie"].count(MARK) == 180


@pytest.mark.skipif(ONCE, reason="ran in the run on SQLite")
def test_a_site_that_is_away_is_told_in_plain_words() -> None:
    if binary() is None:
        pytest.skip("there is no nginx on this machine")
    with behind_nginx(1) as ports:
        status, text, headers = Browser(ports.port, NAME, True).ask("/")
    assert (status, headers["Retry-After"]) == (503, "30")
    assert "uw tekst staat er nog" in text


def test_the_page_for_operators_says_what_the_example_says() -> None:
    """The limits that hold a hall of people, and the header that is replaced."""
    text = EXAMPLE.read_text("utf-8")
    assert int(re.search(r"limit_conn brink_address (\d+);", text)[1]) > 1_000  # type: ignore[index]
    assert "proxy_add_x_forwarded_for" not in text + PAGE
    assert "deploy/nginx.conf" in PAGE
    for needed in ("client_body_timeout", "proxy_request_buffering on", "reset_timedout_connection on"):
        assert needed in text


@pytest.mark.skipif(ONCE, reason="ran in the run on SQLite")
def test_a_site_by_https_that_believes_no_proxy_does_not_start(tmp_path: Path) -> None:
    """On every road: the command, its web part alone, another server that loads the application."""
    roads = (
        ["-m", "brink.cli", "serve", "--port", "1"],
        ["-m", "brink.cli", "serve", "--port", "1", "--web-only"],
        ["-c", "import brink.site.wsgi"],
    )
    for road in roads:
        done = subprocess.run(
            [sys.executable, *road], env=environment(tmp_path, BRINK_BASE_URL=f"https://{NAME}"),
            capture_output=True, text=True, timeout=60,
        )  # fmt: skip
        assert done.returncode != 0, road
        assert "BRINK_TRUSTED_PROXIES" in done.stderr
        if road[0] == "-m":
            assert (done.returncode, len(done.stderr.strip().splitlines())) == (2, 1)
