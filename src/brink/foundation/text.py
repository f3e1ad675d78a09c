"""Text from people: cleaned without changing a word, and looked over for what they may not have meant to publish."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from brink.foundation.errors import BadInput

# Bidirectional overrides and zero-width signs can make a text read otherwise than it is stored (reliability N51).
_INVISIBLE = dict.fromkeys([0x200B, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2060, 0x2070), 0xFEFF])
# The two joiners are part of the spelling where letters join (Persian, Hindi), and one makes a family out of three
# faces: they stay between two such signs, and nowhere else.
_JOINED = r"[\u0600-\u06ff\u0750-\u077f\u0900-\u0dff]"
_FACE = r"[\u2190-\u21ff\u2300-\u23ff\u2600-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff]"
_JOINER = re.compile(
    rf"((?<={_JOINED})[\u200c\u200d](?={_JOINED})|(?:(?<={_FACE})|(?<={_FACE}\ufe0f))\u200d(?={_FACE}))"
    r"|[\u200c\u200d]"
)
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
# Ten digits from 0, or as many as a country has from +, with up to three signs between them, as people write them.
_PHONE = re.compile(
    r"(?<![\w.+])(?:(?:\+31|0031)[\s./-]{0,3}(?:\(0\)[\s./-]{0,3})?[1-9]|\(?0[1-9])(?:[\s./()-]{0,3}\d){8}(?!\w)"
    r"|(?<!\w)\+(?!31)[1-9](?:[\s./()-]{0,3}\d){8,13}(?!\w)"
)
_NINE_DIGITS = re.compile(r"(?<!\d)\d{4}[. ]?\d{2}[. ]?\d{3}(?!\d)|(?<!\d)\d{9}(?!\d)")
_EMAIL = re.compile(r"[\w.+-]{1,64}@[\w-]+\.[\w.]+")
_THIRD = re.compile(
    r"\b(?i:meneer|mevrouw|mijnheer|dhr\.?|mevr\.?|mw\.?|buurman|buurvrouw|wethouder|dokter|juf|meester)"
    r"\s+(?:(?:van|de|der|den|ten|ter|’t|'t)\s+)*[A-Z][\w’'-]+"
)


def clean(text: str, *, limit: int, field: str = "text", empty: str = "", too_long: str = "") -> str:
    """Return `text` with the same words in NFC, without control signs, trailing space or hidden direction marks.

    `limit` is in characters. Raises BadInput with `empty` when nothing is left and `empty` is given, and with
    `too_long` when it is over the limit.
    """
    if len(text) > limit * 4:
        raise BadInput(too_long, field=field)
    text = _JOINER.sub(r"\1", unicodedata.normalize("NFC", text).translate(_INVISIBLE))
    text = _CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).strip()
    if not text and empty:
        raise BadInput(empty, field=field)
    if len(text) > limit:
        raise BadInput(too_long, field=field)
    return text


@dataclass(frozen=True, slots=True)
class Limit:
    """How long one text may be, what is said when it is longer, and, when it must be there, that it is empty."""

    characters: int
    too_long: str
    empty: str = ""


def clean_all(texts: Mapping[str, str], limits: Mapping[str, Limit]) -> dict[str, str]:
    """Return each of these texts cleaned, by its field; see `clean`."""
    return {
        field: clean(texts[field], limit=one.characters, field=field, empty=one.empty, too_long=one.too_long)
        for field, one in limits.items()
    }


def email_address(text: str, *, wrong: str, field: str = "email") -> str:
    """Return an e-mail address without the space round it. Raises BadInput with the sentence `wrong`."""
    text = text.strip()
    try:
        validate_email(text)
    except ValidationError:
        raise BadInput(wrong, field=field) from None
    return text


def address_too_long() -> str:
    """Return what is said of an e-mail address that is longer than an address can be."""
    return _("Dit e-mailadres is te lang. Het mag hooguit 254 tekens hebben.")


def needed_address(typed: str) -> str:
    """Return a typed e-mail address that something is sent to. Raises BadInput for none, and for what is none."""
    email = clean(typed, limit=254, field="email", too_long=address_too_long(), empty=_("Vul uw e-mailadres in."))
    return email_address(email, wrong=_("Dit is geen e-mailadres. Schrijf het als naam@voorbeeld.nl."))


def is_bsn(digits: str) -> bool:
    """Tell whether nine digits pass the eleven test of the Dutch citizen service number."""
    if len(digits) != 9 or len(set(digits)) == 1:
        return False
    weights = (9, 8, 7, 6, 5, 4, 3, 2, -1)
    return sum(int(digit) * weight for digit, weight in zip(digits, weights, strict=True)) % 11 == 0


@dataclass(frozen=True, slots=True)
class Sighting:
    """Something in a text that its giver may not want to publish: `kind` is phone, bsn, email or person."""

    kind: str
    found: str


def sightings(text: str) -> tuple[Sighting, ...]:
    """Look for phone numbers, citizen service numbers, addresses of e-mail and names of third persons."""
    found = [Sighting("phone", match.group()) for match in _PHONE.finditer(text)]
    for match in _NINE_DIGITS.finditer(text):
        if is_bsn(re.sub(r"\D", "", match.group())):
            found.append(Sighting("bsn", match.group()))
    found += [Sighting("email", match.group()) for match in _EMAIL.finditer(text)]
    found += [Sighting("person", match.group()) for match in _THIRD.finditer(text)]
    return tuple(found)
