"""Behind nginx with TLS, as documented: log in, send every form once, read HSTS, forge the header."""

import re
from functools import partial
from pathlib import Path
from urllib.parse import urlencode, urlsplit

from tests.form_client import Form, Page
from tools.faults.cases import Line, skipped
from tools.faults.proxy import NAME, behind_nginx, binary
from tools.faults.sites import Site, running
from tools.faults.visitors import Browser, code_in

TLS = {"BRINK_TRUSTED_PROXIES": "1", "BRINK_BASE_URL": f"https://{NAME}"}
STAFF = "aziz@provincie-drenthe.voorbeeld.invalid"
MOST_PAGES, TRIES = 160, 21
_ODD = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}|\d+")
# Leaving ends the walk, and a language sends it elsewhere; both are forms like the others, at the end.
LAST = ("/account/logout/", "/taal/setlang/")


def _kind(path: str, names: tuple[str, ...] = ()) -> tuple[str, ...]:
    """Return what makes two pages, or two forms, the same kind: the address without what is one thing's own."""
    parts = urlsplit(path).path.split("/")
    return tuple(_ODD.sub("#", part) if len(part) < 40 else "#" for part in parts[:3] + parts[4:]) + names


def _walk(browser: Browser) -> tuple[list[str], list[Form]]:
    """Open a page of each kind that links lead to; return what was not served, and a form of each kind."""
    waiting, seen, wrong, forms = ["/", "/balie/", "/volg/"], set[tuple[str, ...]](), list[str](), dict[object, Form]()
    while waiting and len(seen) < MOST_PAGES:
        path = waiting.pop(0)
        if _kind(path) in seen:
            continue
        seen.add(_kind(path))
        status, text, headers = browser.ask(path, timeout=30)
        if status in (301, 302, 303, 308):
            waiting.insert(0, urlsplit(headers.get("Location", "/")).path)
            continue
        if status >= 500 or "strict-transport-security" not in {name.lower() for name in headers}:
            wrong.append(f"{path}: {status}")
        if not headers.get("Content-Type", "").startswith("text/html"):
            continue
        page = Page(text, path)
        waiting += [one for one in page.links if one.startswith("/") and "logout" not in one]
        for form in page.forms:
            forms.setdefault(_kind(form.action, tuple(sorted({one.name for one in form.fields})[:6])), form)
    return wrong, list(forms.values())


def _log_in(browser: Browser, site: Site) -> bool:
    fields = browser.form("/account/login/", "login/")
    browser.ask("/account/login/", urlencode({**fields, "email": STAFF}).encode())
    newest = max((site.data / "outbox").iterdir(), key=lambda one: one.stat().st_mtime)
    fields = browser.form("/account/login/code/confirm/", "confirm/")
    sent = {**fields, "code": code_in(newest.read_text("utf-8"))}
    browser.ask("/account/login/code/confirm/", urlencode(sent).encode())
    return browser.ask("/balie/")[0] == 200


def _sent(browser: Browser, forms: list[Form]) -> list[str]:
    """Send every form once; return what was refused as a form from elsewhere, or broke."""
    wrong = []
    for form in sorted(forms, key=lambda one: urlsplit(one.action).path in LAST):
        fields = form.filled("Dit is een proef.")
        status, text, _headers = browser.ask(urlsplit(form.action).path, urlencode(fields).encode(), timeout=30)
        if status >= 500 or (status == 403 and ("te oud" in text or "andere plek" in text)):
            wrong.append(f"{form.action}: {status}")
    return wrong


def _forged(make: "partial[Browser]") -> tuple[int, int]:
    """Guess codes from one address that says each time that it is another; return when it is stopped, and as what."""
    status = 0
    for number in range(1, 140):
        browser = make()
        browser.address = f"203.0.113.{number}, 198.51.100.{number}"
        fields = browser.form("/account/login/", "login/")
        sent = {**fields, "email": f"x{number}@voorbeeld.invalid"}
        status = browser.ask("/account/login/", urlencode(sent).encode())[0]
        if status == 429:
            return number, status
    return 0, status


def behind_tls(demo: Path) -> list[Line]:
    """The documented set-up, whole."""
    if binary() is None:
        return [skipped("behind nginx with TLS", "no nginx on this machine")]
    with running(demo, **TLS) as site, behind_nginx(site.port) as proxy:
        make = partial(Browser, proxy.port, NAME, True)
        resident, staff = make(), make()
        inside = _log_in(staff, site)
        wrong_pages, forms = _walk(resident)
        more_wrong, desk = _walk(staff)
        wrong = [*_sent(resident, forms), *_sent(staff, desk)]
        plain = Browser(proxy.plain_port, NAME).ask("/hulp/")
        hsts = resident.ask("/")[2].get_all("Strict-Transport-Security") or []
        stopped, status = _forged(make)
    broken = [*wrong_pages, *more_wrong]
    led = plain[2].get("Location", "")
    return [
        Line(
            "behind nginx with TLS: log in, every form once", "in; none refused as foreign, none broken",
            f"log in {'yes' if inside else 'NO'}; {len(forms)} + {len(desk)} forms, wrong {wrong[:3]}, {broken[:3]}",
            inside and not wrong and not broken and len(forms) > 5 and len(desk) > 10,
        ),
        Line("HSTS, and http leads to https", "once, a year; 308", f"{hsts}; {plain[0]} to {led}",
             len(hsts) == 1 and "31536000" in hsts[0] and plain[0] == 308 and led == f"https://{NAME}/hulp/"),
        Line("forged X-Forwarded-For, another for each try", "stopped all the same (429)",
             f"stopped at try {stopped} with {status}", status == 429),
    ]  # fmt: skip
