"""A browser on the site without a server: every request is answered by Django's test client.

So the pages run in the test's own transaction and on its stopped clock. Make the rows before the browser: inside its
block Django thinks that it is asynchronous, and would ask another connection.
"""

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import Context, copy_context

from django.contrib.staticfiles import finders
from django.test import Client
from playwright.sync_api import Page, Route, sync_playwright
from tests.browser_checks import launch

ORIGIN = "http://brink.test"
Opener = Callable[..., Page]


@contextmanager
def _synchronous() -> Iterator[None]:
    """Hide Playwright's loop from Django, so that it uses the connection of the test."""
    loop = asyncio._get_running_loop()
    asyncio._set_running_loop(None)
    try:
        yield
    finally:
        asyncio._set_running_loop(loop)


def _answer(route: Route, client: Client, ours: Context) -> None:
    request = route.request
    path = request.url.removeprefix(ORIGIN)
    if path.startswith("/static/"):
        found = finders.find(path.removeprefix("/static/").split("?")[0])
        route.fulfill(path=str(found)) if found else route.fulfill(status=404)
        return
    sent = request.post_data_buffer or b""
    kind = request.headers.get("content-type", "application/octet-stream")
    with _synchronous():
        response = ours.run(client.generic, request.method, path, sent, content_type=kind)
    route.fulfill(status=response.status_code, headers=dict(response.items()), body=response.getvalue())


@contextmanager
def chromium() -> Iterator[Opener]:
    """One browser. Call it for a page of some width, for some client (who is logged in, or not)."""
    with sync_playwright() as driver:
        browser = launch(driver)

        def open_page(width: int, client: Client | None = None, **options: object) -> Page:
            context = browser.new_context(viewport={"width": width, "height": 900}, **options)
            visitor, page = client or Client(), context.new_page()
            ours = copy_context()
            page.route("**/*", lambda route: _answer(route, visitor, ours))
            return page

        yield open_page
        browser.close()
