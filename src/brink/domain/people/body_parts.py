"""Where apps add a part to the page on which an administrator fills in a body."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise

from brink.domain.people.models import Body
from brink.foundation.points import Point


@dataclass(frozen=True, slots=True)
class BodyPart:
    """One more part of the pages about an organisation: how it stands in words, and where one goes on."""

    title: str | Promise
    stands: str
    address: str
    missing: bool = False


# What an app above adds to the page on which an administrator fills in the organisation.
body_parts: Point[Callable[[Body], BodyPart]] = Point("body-part")
