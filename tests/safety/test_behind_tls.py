"""The documented set-up behind TLS, driven whole: class, a set-up that is written down and was never run.

`brink serve` in processes of its own, with nothing but the settings of docs/operations.md, behind a proxy that speaks
http to it, as nginx, Caddy and HAProxy do when they end TLS.
"""

import http.client
import re
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from django.conf import settings as loaded
from django.test import Client

from brink.foundation.addresses import page_url
from tests.served import ONCE, ask, migrated, serving

PAGE = (Path(__file__).parents[2] / "docs" / "operations.md").read_text("utf-8")
# What the page for operators says under "Behind TLS", and nothing else.
TOLD = re.search(r"## Behind TLS.*?```sh\n(.*?)```", PAGE, re.DOTALL)
assert TOLD is not None
SETTINGS = dict(line.split("=", 1) for line in TOLD.group(1).split())
BASE = SETTINGS["BRINK_BASE_URL"]
HOST = BASE.removeprefix("https://")
HSTS = "strict-transport-security"


class Proxy(ThreadingHTTPServer):
    """Ends TLS (were there any) and passes requests on, with or without the name that the visitor used."""

    def __init__(self, behind: int, *, keeps_host: bool) -> None:
        self.behind, self.keeps_host = behind, keeps_host
        super().__init__(("127.0.0.1", 0), Passing)
        threading.Thread(target=self.serve_forever, daemon=True).start()


class Passing(BaseHTTPRequestHandler):
    server: Proxy

    def do_GET(self) -> None:
        sent = {name: text for name, text in self.headers.items() if name.lower() not in ("connection", "host")}
        sent["Host"] = self.headers["Host"] if self.server.keeps_host else f"127.0.0.1:{self.server.behind}"
        sent |= {"X-Forwarded-Proto": "https", "X-Forwarded-For": "203.0.113.7", "X-Forwarded-Host": HOST}
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        connection = http.client.HTTPConnection("127.0.0.1", self.server.behind, timeout=60)
        connection.request(self.command, self.path, body or None, sent)
        answer = connection.getresponse()
        text = answer.read()
        self.send_response(answer.status)
        for name, value in answer.getheaders():
            if name.lower() not in ("transfer-encoding", "content-length", "connection", "date", "server"):
                self.send_header(name, value)
        self.send_header("Content-Length", str(len(text)))
        self.end_headers()
        self.wfile.write(text)
        connection.close()

    do_POST = do_GET  # noqa: N815  the name that http.server calls

    def log_message(self, format: str, *arguments: Any) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a data folder that others may read, as it was before files were for their owner alone."""
    folder = tmp_path_factory.mktemp("tls")
    migrated(folder)
    folder.chmod(0o755)
    return folder


@pytest.fixture(scope="module")
def site(data: Path) -> Iterator[int]:
    with serving(data, **SETTINGS) as port:
        yield port


def form_of(port: int, path: str) -> tuple[str, str, list[tuple[str, str]]]:
    """Open a page through the proxy; return its token, its cookies and its headers."""
    status, text, headers = ask(port, path, Host=HOST)
    assert status == 200, text[:400]
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', text)
    assert token is not None
    cookies = [value for name, value in headers if name.lower() == "set-cookie"]
    assert cookies
    assert all("; secure" in one.lower() for one in cookies)
    return token.group(1), "; ".join(one.split(";")[0] for one in cookies), headers


FORMS = {"/volg/": {"code": "heide lijster brug 4821 0736"}, "/account/login/": {"email": "niemand@voorbeeld.invalid"}}


@pytest.mark.skipif(ONCE, reason="ran in the run on SQLite")
@pytest.mark.parametrize("says", ["Origin", "Referer"])
@pytest.mark.parametrize("keeps_host", [True, False])
def test_every_form_works_behind_the_proxy_and_none_from_elsewhere(site: int, keeps_host: bool, says: str) -> None:
    proxy = Proxy(site, keeps_host=keeps_host)
    try:
        for path, fields in FORMS.items():
            token, cookies, headers = form_of(proxy.server_port, path)
            assert HSTS in {name.lower() for name, _value in headers}
            body = urlencode({**fields, "csrfmiddlewaretoken": token})
            sent = {"Host": HOST, "Cookie": cookies, "Content_Type": "application/x-www-form-urlencoded"}
            here, there = f"{BASE}{path}", f"https://kwaad.invalid{path}"
            if says == "Origin":
                here, there = BASE, "https://kwaad.invalid"
            status, text, _headers = ask(proxy.server_port, path, "POST", body, **sent, **{says: here})
            assert status in (200, 302, 400, 422), (path, status, text[:400])
            assert ask(proxy.server_port, path, "POST", body, **sent, **{says: there})[0] == 403
            # Without its token a form of our own is one that stood open too long: nothing is done, the words come back
            # where the proxy keeps the name by which people know us.
            stale = ask(proxy.server_port, path, "POST", urlencode(fields), **sent, **{says: here})
            assert stale[0] in (403, 422), stale[:2]
            assert "Nog niet verstuurd" in stale[1] or stale[0] == 403
    finally:
        proxy.shutdown()
        proxy.server_close()


@pytest.mark.skipif(ONCE, reason="ran in the run on SQLite")
def test_no_file_of_the_site_is_for_other_users_of_the_machine(site: int, data: Path) -> None:
    """Class: what is written with the rights that happen to be the default. All that lies there, a mail among it."""
    token, cookies, _headers = form_of(site, "/account/login/")
    sent = {"Host": HOST, "Cookie": cookies, "Origin": BASE, "Content_Type": "application/x-www-form-urlencoded"}
    body = urlencode({"email": "niemand@voorbeeld.invalid", "csrfmiddlewaretoken": token})
    assert ask(site, "/account/login/", "POST", body, **sent)[0] == 302
    mine = [one for one in data.rglob("*") if one.name != "served.log"]
    names = {one.name for one in mine}
    assert {"brink.sqlite3", "brink.sqlite3-wal", "keys.json", "outbox", "static"} <= names
    assert [str(one) for one in [data, *mine] if one.stat().st_mode & 0o077] == []
    assert any(one.parent.name == "outbox" for one in mine)


@pytest.mark.skipif(ONCE, reason="ran in the run on SQLite")
def test_a_device_with_as_many_cookies_as_a_browser_keeps_is_answered(site: int) -> None:
    cookies = "; ".join(f"brink-hier-{number}={'x' * 230}" for number in range(180))
    status, text, _headers = ask(site, page_url("done"), Host=HOST, Cookie=cookies)
    assert status in (200, 302), text[:200]  # a device without a code has nothing to be done with: the page before it


@pytest.mark.skipif(ONCE, reason="ran in the run on SQLite")
def test_another_host_is_not_answered(site: int) -> None:
    assert ask(site, "/", Host="kwaad.invalid")[0] == 400
    assert ask(site, "/", Host="127.0.0.1", X_Forwarded_Host="kwaad.invalid")[0] == 200


@pytest.mark.django_db
def test_what_a_stranger_forwards_is_not_believed() -> None:
    """A site on http, asked by somebody who says that it came by https."""
    assert loaded.BASE_URL.startswith("http://")
    client = Client(enforce_csrf_checks=True, headers={"X-Forwarded-Proto": "https", "X-Forwarded-Ssl": "on"})
    page = client.get("/volg/")
    assert HSTS not in {name.lower() for name in page.headers}
    assert not page.wsgi_request.is_secure()
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page.content.decode())
    assert token is not None
    fields = {**FORMS["/volg/"], "csrfmiddlewaretoken": token.group(1)}
    # The words may come back, as of a form that stood open too long; nothing is done with them.
    refused = client.post("/volg/", fields, headers={"Origin": "https://testserver"})
    assert refused.status_code in (403, 422)
    assert "volgcode" not in client.cookies
    assert client.get("/volg/pad/").status_code == 302
    assert client.post("/volg/", fields, headers={"Origin": "http://testserver"}).status_code != 403
