"""While a test asks for a page or lets the clock run, nothing may be written but by an act, or for a reason that stands
in EXEMPT. The other half of tests/architecture/test_writing.py: what cannot be read from the source is seen here.
"""

import re
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache, wraps
from typing import Any

_WRITE = re.compile(r'\s*(?:INSERT\s+(?:OR\s+\w+\s+)?INTO|UPDATE|DELETE\s+FROM)\s+["`]?(\w+)', re.IGNORECASE)
# Logging in is done by these libraries, and writes when somebody came in last.
LOGIN = ("django.contrib.auth", "allauth")
_watching: ContextVar[bool] = ContextVar("watching", default=False)


@cache
def tables() -> frozenset[str]:
    """The tables of the site itself; sessions and the second proof belong to the libraries that keep them."""
    from django.apps import apps

    models = apps.get_models(include_auto_created=True)
    return frozenset(one._meta.db_table for one in models if one._meta.app_config.name.startswith("brink."))


def _callers() -> Iterator[str]:
    frame = sys._getframe(1)
    while frame is not None:
        yield str(frame.f_globals.get("__name__", ""))
        frame = frame.f_back  # type: ignore[assignment]


def guard(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
    """Refuse a write outside the kernel."""
    from brink.domain.journal.acts import writing

    found = _WRITE.match(sql) if _watching.get() and not writing() else None
    if found and found.group(1) in tables():
        callers = list(_callers())
        login = found.group(1) == "people_account" and any(name.startswith(LOGIN) for name in callers)
        if not login:
            ours = [name for name in callers if name.startswith("brink.")]
            raise AssertionError(f"{found.group(1)} is written outside an act, by {' < '.join(ours[:4])}")
    return execute(sql, params, many, context)


@contextmanager
def watched() -> Iterator[None]:
    """Look at what is written from here on."""
    token = _watching.set(True)
    try:
        yield
    finally:
        _watching.reset(token)


@contextmanager
def watch_pages_and_clock(monkeypatch: Any) -> Iterator[None]:
    """Watch each request that a test makes and each part of the clockwork that it runs."""
    from django.core.handlers.base import BaseHandler
    from django.db import connection

    from brink.site import periodic_work

    answer = BaseHandler.get_response

    def get_response(handler: BaseHandler, request: Any) -> Any:
        with watched():
            return answer(handler, request)

    def periodic(part: Callable[[], object]) -> Callable[[], object]:
        @wraps(part)
        def run() -> object:
            with watched():
                return part()

        return run

    monkeypatch.setattr(BaseHandler, "get_response", get_response)
    monkeypatch.setattr(periodic_work, "PARTS", {name: periodic(part) for name, part in periodic_work.PARTS.items()})
    with connection.execute_wrapper(guard):
        yield
