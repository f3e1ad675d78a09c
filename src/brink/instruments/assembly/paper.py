"""Signing up on paper: the same questions as on the web, with boxes for the quotas."""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from django.utils.translation import gettext as _

from brink.domain.contributions.models import Channel, Contribution
from brink.domain.contributions.services.giving import Receipt
from brink.domain.participation.paper_entry import Sheet
from brink.domain.processes.models import Round
from brink.domain.processes.paper_form import PaperForm, PaperQuestion
from brink.foundation.errors import BadInput
from brink.instruments.assembly.models import Volunteer
from brink.instruments.assembly.pools import targets_of
from brink.instruments.assembly.round_settings import Settings
from brink.instruments.assembly.services.signing_up import SignUpFacts, Told, correct, write_down

_CALLED = {
    "name": "naam", "address": "adres", "email": "bereik", "phone": "bereik", "needs": "nodig", "code": "briefcode",
}  # fmt: skip
"""How the questions of the sheet are called, by what the service calls them."""
_MAIL = re.compile(r"[^@\s]+@[^@\s]+\.\w{2,}")


def _key(number: int) -> str:
    return f"kenmerk{number}"


def _categories(round: Round) -> list[str]:
    return list(dict.fromkeys(one.category for one in targets_of(round)))


def drawn(round: Round) -> PaperForm:
    """Return the form: who somebody is, and a box for each group of the quotas. One query."""
    targets, settings = targets_of(round), Settings.of(round.settings)
    asked = [
        PaperQuestion("naam", _("Uw naam"), lines=1, needed=True),
        PaperQuestion("adres", _("Uw postcode en huisnummer"), lines=1, needed=True),
    ]
    for number, category in enumerate(dict.fromkeys(one.category for one in targets)):
        boxes = tuple((one.feature, one.feature) for one in targets if one.category == category)
        asked.append(PaperQuestion(_key(number), category, boxes, needed=True))
    asked += [
        PaperQuestion("bereik", _("Telefoon of e-mail"), lines=1),
        PaperQuestion("nodig", _("Wat heeft u nodig om mee te doen?"), lines=1),
    ]
    if settings.letters_only:
        asked.append(PaperQuestion("briefcode", _("Code uit uw brief"), lines=1, needed=True))
    said = _("Meedoen kan vanaf %(age)s jaar. Wie zelf over dit onderwerp besluit of eraan werkt, doet niet mee.")
    return PaperForm(tuple(asked), explanation=said % {"age": settings.min_age})


def read_sheet(round: Round, answers: Mapping[str, str]) -> SignUpFacts:
    """Return what stands on a sheet."""
    features = {category: answers.get(_key(number), "") for number, category in enumerate(_categories(round))}
    reach = answers.get("bereik", "").strip()
    mail = _MAIL.fullmatch(reach) is not None
    return SignUpFacts(
        name=answers.get("naam", ""), address=answers.get("adres", ""), features=features, email=reach if mail else "",
        phone="" if mail else reach, needs=answers.get("nodig", ""), code=answers.get("briefcode", ""),
    )  # fmt: skip


@contextmanager
def _on_the_sheet(round: Round) -> Iterator[None]:
    """Say what must be mended at the question of the sheet."""
    try:
        yield
    except BadInput as refusal:
        own = _CALLED | {category: _key(number) for number, category in enumerate(_categories(round))}
        raise BadInput(str(refusal), field=own.get(refusal.field, refusal.field)) from refusal


def take_sheet(round: Round, answers: Mapping[str, str], sheet: Sheet) -> Receipt:
    """Take in a sheet; the code on it stays theirs."""
    told = Told(Channel.PAPER, sheet.filled_on, sheet.officer, sheet.code, sheet.proof)
    with _on_the_sheet(round):
        return write_down(round=round, said=read_sheet(round, answers), told=told, actor=sheet.actor, key=sheet.key)


def answers_of(contribution: Contribution) -> dict[str, str]:
    """Return what was taken in of a sheet."""
    found = Volunteer.objects.filter(contribution=contribution).select_related("contact", "round").first()
    contact = getattr(found, "contact", None)
    if found is None or contact is None:
        return {}
    boxes = {_key(number): found.features.get(name, "") for number, name in enumerate(_categories(found.round))}
    return {
        "naam": contact.name, "adres": contact.address, "bereik": contact.email or contact.phone,
        "nodig": contact.needs, **boxes,
    }  # fmt: skip


def put_right(contribution: Contribution, answers: Mapping[str, str]) -> None:
    """Put these answers in the place of what was typed wrongly."""
    assert contribution.round is not None
    with _on_the_sheet(contribution.round):
        correct(contribution, read_sheet(contribution.round, answers))
