"""Support: once per device, undone by the same device, shown in steps, recountable."""

import secrets
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from tests.builders import make_process, make_round, make_world

from brink.domain.contributions.models import Contribution
from brink.domain.journal.models import Entry
from brink.domain.journal.services import RESIDENT
from brink.domain.participation import device_token
from brink.domain.processes.models import Round
from brink.foundation import clock, device_cookies
from brink.foundation.errors import NotNow
from brink.instruments.ideas import services
from brink.instruments.ideas.models import Idea, Support
from brink.instruments.ideas.tests.conftest import BASE
from brink.instruments.ideas.tests.giving import idea
from brink.instruments.ideas.views import SUPPORT


def press(client: Client, given: Contribution, wanted: str = "ja", key: str = "") -> Any:
    return client.post(f"{BASE}{given.pk}/steun/", {"key": key or secrets.token_urlsafe(16), "wanted": wanted})


def counted(given: Contribution) -> tuple[int, int]:
    given.refresh_from_db()
    return given.support_count, Support.objects.filter(contribution=given).count()


def from_device(given: Contribution, name: str, wanted: bool = True) -> bool:
    return services.set_support(idea=given, supporter=name, wanted=wanted, actor=RESIDENT, key=None)


def test_a_device_counts_once_and_can_stop(client: Client, round: Round) -> None:
    given = idea(round)
    assert press(client, given).status_code == 302
    press(client, given)
    assert counted(given) == (1, 1)
    assert "U steunt dit idee." in client.get(f"{BASE}{given.pk}/").content.decode()
    press(client, given, "nee")
    press(client, given, "nee")
    assert counted(given) == (0, 0)
    press(Client(), given)
    assert counted(given) == (1, 1)


def test_a_double_click_before_the_cookie_is_there_counts_once(round: Round) -> None:
    given = idea(round)
    for _ in range(3):
        press(Client(), given, key="k" * 22)
    assert counted(given) == (1, 1)


def test_the_cookie_is_signed_unreadable_for_scripts_and_for_this_process_alone(client: Client, round: Round) -> None:
    given = idea(round)
    name = device_cookies.name_at(device_token.COOKIE, "/processen/wonen/")
    assert name not in client.get(f"{BASE}{given.pk}/").cookies
    cookie = press(client, given).cookies[name]
    assert (cookie["httponly"], cookie["samesite"], cookie["path"]) == (True, "Lax", "/processen/wonen/")
    row = Support.objects.get()
    assert len(row.supporter) == 64
    assert row.supporter not in cookie.value
    forged = Client()
    forged.cookies[name] = cookie.value[:-2] + "xx"
    press(forged, given)
    assert counted(given) == (2, 2)


def test_the_same_device_is_another_in_another_process(world: Any, round: Round) -> None:
    other = make_process(world, "vervoer")
    one, two = (device_token.hash_for(scope, "x" * 32, purpose=SUPPORT) for scope in (round.process_id, other.pk))
    assert one != two


def test_published_support_moves_in_steps_of_ten(round: Round) -> None:
    """Reliability N30: two looks around one known act show the same."""
    given = idea(round)
    seen = []
    for number in range(25):
        from_device(given, f"{number:064d}")
        seen.append(Idea.objects.get(contribution=given).support_shown)
    assert seen == [0] * 9 + [10] * 10 + [20] * 6
    for number in range(16):
        from_device(given, f"{number:064d}", wanted=False)
    assert (counted(given), Idea.objects.get(contribution=given).support_shown) == ((9, 9), 10)


def test_the_journal_has_one_entry_for_each_change_and_keeps_it_from_the_public(client: Client, round: Round) -> None:
    given = idea(round)
    press(client, given)
    press(client, given)
    press(client, given, "nee")
    entries = Entry.objects.filter(kind__startswith="idea.").order_by("at")
    assert [(entry.kind, entry.public, entry.data) for entry in entries] == [
        ("idea.supported", False, {}),
        ("idea.unsupported", False, {}),
    ]


def test_outside_the_round_or_on_hidden_ideas_nothing_is_counted(round: Round) -> None:
    """Reliability N27."""
    given = idea(round)
    hidden = idea(round, "Een bus naar het station.")
    Contribution.objects.filter(pk=hidden.pk).update(moderation="hidden")
    with pytest.raises(NotNow, match="Dit idee is er niet meer"):
        from_device(hidden, "a" * 64)
    for field, moment in (("opens_at", timedelta(days=1)), ("closes_at", -timedelta(seconds=1))):
        before = getattr(round, field)
        Round.objects.filter(pk=round.pk).update(**{field: clock.now() + moment})
        with pytest.raises(NotNow, match="Uw keuze is niet geteld"):
            from_device(given, "a" * 64)
        Round.objects.filter(pk=round.pk).update(**{field: before})
    assert (counted(given), counted(hidden)) == ((0, 0), (0, 0))


def test_an_idea_typed_in_at_the_desk_can_be_supported_too(round: Round) -> None:
    given = idea(round)
    Idea.objects.all().delete()
    for number in range(10):
        from_device(given, f"{number:064d}")
    assert Idea.objects.get(contribution=given).support_shown == 10


def test_counters_can_be_counted_again(round: Round) -> None:
    given = idea(round)
    from_device(given, "a" * 64)
    assert services.recount(round=round) == 0
    Contribution.objects.filter(pk=given.pk).update(support_count=7)
    assert services.recount(round=round) == 1
    assert counted(given) == (1, 1)


def test_fifty_equal_supports_at_the_same_moment_count_once(committed: None, tmp_path: Path) -> None:
    """Reliability N26: one device, fifty requests at once, each with a key of its own."""
    given = idea(make_round(make_process(make_world())))
    name = str(tmp_path / "shared.sqlite3")
    if connection.vendor == "sqlite":
        copy = sqlite3.connect(name)
        connection.connection.backup(copy)
        copy.close()

    def once(number: int) -> bool:
        if connection.vendor == "sqlite":
            connection.settings_dict = {**connection.settings_dict, "NAME": name}
        try:
            return services.set_support(
                idea=given, supporter="d" * 64, wanted=True, actor=RESIDENT, key=f"key of request {number:06d}"
            )
        finally:
            connection.close()

    def result() -> tuple[int, int, int]:
        if connection.vendor == "sqlite":
            connection.settings_dict = {**connection.settings_dict, "NAME": name}
        try:
            return (
                Contribution.objects.get(pk=given.pk).support_count,
                Support.objects.count(),
                Entry.objects.filter(kind="idea.supported").count(),
            )
        finally:
            connection.close()

    with ThreadPoolExecutor(max_workers=50) as pool:
        changed = list(pool.map(once, range(50)))
        assert pool.submit(result).result() == (1, 1, 1)
    assert changed.count(True) == 1
