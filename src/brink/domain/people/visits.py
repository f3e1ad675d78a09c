"""The line and the device behind the form that is being handled now, as hashes of the day: for limits and signs alone.

Nobody is behind an act that the clock, the demo or an import does; then there is no visit.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cached_property

from django.conf import settings
from django.http import HttpRequest

from brink.domain.people.attempts import hashed, source_of


class Visit:
    """Where a form came from. Both are worked out only when an act asks for them."""

    def __init__(self, request: HttpRequest) -> None:
        self._request = request

    @cached_property
    def line(self) -> str:
        """Return the hashed line: the beginning of the internet address, another hash each day."""
        return str(source_of(self._request))

    @cached_property
    def device(self) -> str:
        """Return the hashed device: by the cookie that every form needs, so that nothing more is put on it."""
        cookie = self._request.COOKIES.get(settings.CSRF_COOKIE_NAME, "")
        return str(hashed(f"device {cookie[:64]}")) if cookie else ""


_visit: ContextVar[Visit | None] = ContextVar("visit", default=None)


@contextmanager
def visit_of(request: HttpRequest) -> Iterator[None]:
    """Let what is done for this request know where it came from; a page that is only read is no visit."""
    token = _visit.set(Visit(request) if request.method == "POST" else None)
    try:
        yield
    finally:
        _visit.reset(token)


def visit_now() -> Visit | None:
    """Return where the form came from that is being handled, or None."""
    return _visit.get()
