"""The slip of a sign-up: its code to read out, to print and to copy. The desk keeps one for a quarter of an hour."""

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from brink.domain.contributions.receipt import SHOWN_FOR
from brink.foundation import clock
from brink.foundation.crypto import decrypt, encrypt
from brink.ui.components import Receipt, WaysToKeep

KEY = "brink_signup_entered"


def home_url() -> str:
    """Return the address where the code of a sign-up is filled in."""
    return f"{settings.BASE_URL}{reverse('gatherings:receipt')}"


def slip(code: str, *, to_keep: bool = False) -> Receipt:
    """Return the slip of a sign-up; `to_keep` is for who has it on a screen, to print and to copy."""
    first, second, third, *digits = code.split()
    return Receipt(
        (first, second, third), "".join(digits), f"{home_url()}#{'-'.join(code.split())}",
        home_url().split("//")[-1].rstrip("/"), WaysToKeep(code, "?print") if to_keep else None,
        title=_("De code van de aanmelding"), opens=_("QR-code met de link naar de aanmelding. De code staat ernaast."),
        keep=_("Bewaar deze code. Wij bewaren hem niet. Kwijt? Dan meldt u zich telefonisch af."),
    )  # fmt: skip


def keep(request: HttpRequest, code: str) -> None:
    """Keep the code that somebody is told by telephone for the next page, encrypted, for a quarter of an hour.

    Not "until shown once": a page that loads again must not lose what is still being read out.
    """
    request.session[KEY] = encrypt(code, at=clock.now())


def take(request: HttpRequest) -> str:
    """Return the code that waits here, "" when there is none; one that is too old is thrown away."""
    kept = request.session.get(KEY, "")
    if not kept:
        return ""
    try:
        return decrypt(kept, ttl=SHOWN_FOR, at=clock.now())
    except ValueError:
        del request.session[KEY]
        return ""
