"""Whoever tries too often waits; others do not."""

from datetime import UTC, datetime, timedelta

import pytest
from django.test import RequestFactory

from brink.domain.people.attempts import check, forget_old, minutes_left, source_of
from brink.domain.people.models import Attempts
from brink.foundation import clock
from brink.foundation.errors import TooMany

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 3, 1, 12, 20, tzinfo=UTC)


def request(address: str, forwarded: str = "") -> str:
    headers = {"HTTP_X_FORWARDED_FOR": forwarded} if forwarded else {}
    return source_of(RequestFactory().get("/", REMOTE_ADDR=address, **headers))


def test_the_limit_holds_for_one_source_and_one_thing() -> None:
    with clock.frozen(NOON):
        for _ in range(3):
            check("a", "code", 3)
        with pytest.raises(TooMany) as refusal:
            check("a", "code", 3)
        check("b", "code", 3)
        check("a", "login", 3)
    assert str(refusal.value) == "U probeerde dit te vaak. Wacht 40 minuten en probeer het opnieuw."
    assert refusal.value.status == 429
    with clock.frozen(NOON + timedelta(minutes=40)):
        check("a", "code", 3)


@pytest.mark.parametrize(
    ("second", "minutes"), [(0, 60), (1, 60), (60, 59), (20 * 60, 40), (3_540, 1), (3_541, 1), (3_599.5, 1)]
)
def test_how_long_it_is_to_the_whole_hour_is_told_in_whole_minutes_and_never_as_none(
    second: float, minutes: int
) -> None:
    with clock.frozen(datetime(2026, 3, 1, 12, tzinfo=UTC) + timedelta(seconds=second)):
        assert minutes_left() == minutes


def test_counts_are_kept_a_week() -> None:
    with clock.frozen(NOON):
        check("a", "code", 3)
    with clock.frozen(NOON + timedelta(days=6)):
        check("b", "code", 3)
    with clock.frozen(NOON + timedelta(days=8)):
        assert forget_old() == 1
    assert Attempts.objects.get().source == "b"


def test_a_source_says_nothing_and_changes_each_day() -> None:
    with clock.frozen(NOON):
        one, same, other = request("192.0.2.7"), request("192.0.2.7"), request("192.0.2.8")
        six, seven = request("2001:db8:1:2::1"), request("2001:db8:1:2:ffff::9")
        assert request("::ffff:192.0.2.7") == one
    with clock.frozen(NOON + timedelta(days=1)):
        tomorrow = request("192.0.2.7")
    assert one == same
    assert len({one, other, six, tomorrow}) == 4
    assert six == seven
    assert (len(one), "192" in one) == (64, False)


def test_a_made_up_header_does_not_help(settings: pytest.FixtureRequest) -> None:
    with clock.frozen(NOON):
        assert request("192.0.2.7", "198.51.100.1") == request("192.0.2.7")
        settings.TRUSTED_PROXIES = 1  # type: ignore[attr-defined]
        assert request("10.0.0.1", "198.51.100.66, 192.0.2.7") == request("10.0.0.2", "192.0.2.7")
        assert request("10.0.0.1", "evil, 192.0.2.7") != request("10.0.0.1", "evil, 192.0.2.8")
        assert request("10.0.0.1", "rubbish") == request("", "more rubbish")
