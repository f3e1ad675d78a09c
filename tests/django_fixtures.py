"""Fixtures for tests of the site: static files, Chromium, a database that is really committed to."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser


@pytest.fixture(scope="session")
def django_db_keepdb() -> bool:
    """Tests find their database filled (`django_db_modify_db_settings`), and what is there is not made again."""
    return True


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None) -> None:
    """Fill the database of this worker, whose name is known by now, with tables that were made once for all."""
    from django.db import connection

    from tests.tables_ready import fill

    fill(connection)


@pytest.fixture(autouse=True)
def _plain_static(settings: "pytest.FixtureRequest") -> None:
    """Static files by their own names: tests need no collected manifest."""
    settings.STORAGES = {  # type: ignore[attr-defined]
        **settings.STORAGES,  # type: ignore[attr-defined]
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    # Mail by the site's own way out, which refuses to send inside a transaction, into a box that tests can open.
    settings.EMAIL_BACKEND = "brink.foundation.mail.OutsideTransactions"  # type: ignore[attr-defined]
    settings.MAIL_CARRIER = "django.core.mail.backends.locmem.EmailBackend"  # type: ignore[attr-defined]
    settings.MAIL_STRICT = True  # type: ignore[attr-defined]


@pytest.fixture(autouse=True)
def _written_by_acts(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Nothing is written but by the act kernel, in every page that any test asks for, and no draft for all to read."""
    from tests.journal_readers import kept_to
    from tests.watching import watch_pages_and_clock

    with watch_pages_and_clock(monkeypatch), kept_to(monkeypatch):
        yield


@pytest.fixture(autouse=True)
def _in_dutch() -> None:
    """A page in another language leaves its thread in it: the next test begins in that of the site."""
    from django.utils import translation

    translation.activate("nl")


@pytest.fixture(autouse=True)
def _kept_strictly(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep pages for the whole of a test, and let every act end them, those that add too.

    So each test that acts and then reads shows that no page is kept that should be another by now.
    """
    from brink.domain.journal import acts
    from brink.foundation.kept_facts import facts
    from brink.foundation.kept_pages import pages

    # Many tests write rows straight away, past the acts whose number would end these; `test_kept_facts` keeps them.
    monkeypatch.setattr(facts, "seconds", 0.0)
    pages.clear()
    monkeypatch.setattr(pages, "seconds", 3_600.0)
    monkeypatch.setattr(pages, "asked_again", lambda _address: True)
    monkeypatch.setattr(acts, "QUIET", frozenset({"signals"}))  # answers show where "editions" bring them
    for one in acts.ALL.values():
        if one.adds:
            monkeypatch.setattr(one, "adds", False)


@pytest.fixture(scope="module")
def chromium() -> "Iterator[Browser]":
    """Debian's own Chromium. One for each module: Playwright's loop must not outlive the tests that know of it."""
    from playwright.sync_api import sync_playwright

    from tests.browser_checks import launch

    # The loop runs in this thread, and the database is asked and emptied in it too.
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as driver:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        browser = launch(driver)
        yield browser
        browser.close()


@pytest.fixture
def committed(transactional_db: None) -> Iterator[None]:
    """Let a test commit, as browsers and threads need, and empty the database afterwards.

    On SQLite the triggers that keep journal and rooms as they are would refuse that; they step aside for the emptying.
    PostgreSQL empties with TRUNCATE, which row triggers do not see.
    """
    from django.db import connection

    from tests.unlocked import unlocked

    yield
    if connection.vendor != "sqlite":
        return
    with connection.constraint_checks_disabled(), unlocked() as tables, connection.cursor() as cursor:
        for table in tables:
            cursor.execute(f'DELETE FROM "{table}"')  # noqa: S608  names of our own tables
