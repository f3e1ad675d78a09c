"""Splitting: words about two subjects become two contributions, each with its own path, under one code."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Max
from django.utils.translation import gettext as _

from brink.domain.contributions.models import (
    Broker,
    Contribution,
    Giver,
    HandOver,
    Quotation,
    Source,
    Split,
    TrackingCode,
)
from brink.domain.contributions.quotations import holds
from brink.domain.contributions.services.moderating import rewrite
from brink.domain.contributions.services.still_there import require_there
from brink.domain.journal.acts import Done, act
from brink.domain.journal.models import Entry
from brink.domain.journal.services import Actor, record
from brink.foundation import clock
from brink.foundation.errors import BadInput, NotNow
from brink.foundation.text import clean

_END = re.compile(r"(?<=[.!?…])\s+|\n+")
BOTH = "both"
KEPT = ("kind", "channel", "language", "publicity", "public_name", "place", "moderation", "reply_due_on")
HEARD = ("note_taker", "read_back", "consent_publish", "consent_quote", "consent_broker", "heard_on")


@dataclass(frozen=True, slots=True)
class Half:
    """One subject: its name, and which sentences are about it, by their place in the words."""

    subject: str
    sentences: tuple[int, ...]


def sentences(text: str) -> list[str]:
    """Return the sentences of words, in order: what the desk lays in one of the two parts, or in both."""
    return [one.strip() for one in _END.split(text) if one.strip()]


def _refuse(row: Contribution) -> None:
    if require_there(row).handed_over_at is not None:
        raise NotNow(_("Deze woorden liggen bij een andere overheid. Splitsen kan alleen daar."))
    if row.landed_at is not None:
        raise NotNow(_("Er ligt al een antwoord op deze woorden. Splitsen kan niet meer."))
    if not row.text:
        raise NotNow(_("Hier staan geen woorden om te splitsen."))


def _subject(half: Half, field: str) -> str:
    return clean(
        half.subject, limit=120, field=field, empty=_("Schrijf in een paar woorden op waar dit deel over gaat."),
        too_long=_("Maak dit korter dan 120 tekens."),
    )  # fmt: skip


def _texts(text: str, first: Half, second: Half) -> tuple[str, str]:
    """Return the words of both parts; refuse a part without words, two of the same, and words that got lost."""
    every = sentences(text)
    known = set(range(len(every)))
    picked = [set(half.sentences) & known for half in (first, second)]
    for place, half in enumerate(picked):
        if not half:
            number = (_("eerste"), _("tweede"))[place]
            said = _("Kies minstens één zin voor het %(number)s onderwerp, of kies ‘allebei’.") % {"number": number}
            raise BadInput(said, field="sentence_0")
    if picked[0] | picked[1] != known:
        raise BadInput(_("Kies voor elke zin bij welk onderwerp hij hoort. Zo raakt niets kwijt."), field="sentence_0")
    if picked[0] == picked[1] and len(every) > 1:
        said = _("Beide delen zijn nu hetzelfde. Kies per zin bij welk onderwerp hij hoort.")
        raise BadInput(said, field="sentence_0")
    one, two = (" ".join(every[place] for place in sorted(half)) for half in picked)
    return one, two


def _again(entry: Entry, arguments: Mapping[str, Any]) -> Split:
    return Split.objects.filter(tenant_id=entry.tenant_id, contribution=arguments["contribution"]).latest("created_at")


@act("contribution.split", Contribution, on=("contribution.process", "contribution"), again=_again)
def split(
    *, contribution: Contribution, first: Half, second: Half, back: bool = False, actor: Actor, key: str | None = None
) -> Done[Split]:
    """Split words: these go on with the first subject, a new contribution gets the second, under the same code.

    With `back` the second subject goes to the body that passed the words on. The giver's own words stay as they were
    given; only what is read on the site is divided. A part is no voice of its own, whatever is counted. Raises BadInput
    at a sentence or a subject, NotNow for words that have an answer or are somewhere else.
    """
    _refuse(contribution)
    names = _subject(first, "first"), _subject(second, "second")
    one, two = _texts(contribution.text, first, second)
    whole = contribution
    if back:
        rows = HandOver.objects.filter(copy_id=contribution.pk, refused_at=None)
        passed = rows.select_related("contribution").first()
        if passed is None:
            raise NotNow(_("Deze woorden kwamen niet van een andere overheid. Houd beide onderwerpen hier."))
        whole = require_there(passed.contribution)
    part = _part(whole, two, names[1])
    made = _note(contribution, part, names, back=back)
    if back:
        _note(whole, part, names, back=False)
        record(
            tenant_id=whole.tenant_id, kind="contribution.part_came_back", subject="contribution", subject_id=part.pk,
            actor=actor, data={"process": str(whole.process_id), "from": str(contribution.tenant_id)},
        )  # fmt: skip
    if one != contribution.text:
        _quoted_of(contribution, part, one)
        said = _("Uw woorden gaan over twee onderwerpen. Elk onderwerp krijgt een eigen antwoord.")
        rewrite(contribution, one, said, actor)
    return Done(made, {"process": str(contribution.process_id), "part": str(part.pk)}, public=True, row=contribution)


def _quoted_of(row: Contribution, part: Contribution, kept: str) -> None:
    """Let a text that quotes what goes to the part quote the part: it goes when the part goes."""
    if part.tenant_id != row.tenant_id:
        return
    for one in Quotation.objects.filter(tenant_id=row.tenant_id, contribution=row).exclude(words=""):
        if holds(part.text, one.words) and not holds(f"{row.title}\n{kept}", one.words):
            one.contribution = part
            one.save(update_fields=("contribution",))


def _note(row: Contribution, part: Contribution, names: Sequence[str], *, back: bool) -> Split:
    return Split.objects.create(
        tenant_id=row.tenant_id, created_at=clock.now(), contribution=row, part_id=part.pk,
        part_at_id=part.tenant_id if back else None, first=names[0], second=names[1],
    )  # fmt: skip


def _part(whole: Contribution, text: str, subject: str) -> Contribution:
    """Write the part beside `whole`, at the same body: words, how they were heard, and everything under their code.

    It lands one by one, whatever the instrument: a part stands in no round, so that no tally counts its giver twice.
    """
    now = clock.now()
    part = Contribution.objects.create(
        tenant_id=whole.tenant_id, created_at=now, process_id=whole.process_id, split_from=whole, area_id=whole.area_id,
        theme_id=whole.theme_id, text=text, title=subject, **{name: getattr(whole, name) for name in KEPT},
    )  # fmt: skip
    source = Source.objects.get(tenant_id=whole.tenant_id, contribution=whole)
    Source.objects.create(
        tenant_id=whole.tenant_id, created_at=now, contribution=part, verbatim=text,
        **{name: getattr(source, name) for name in HEARD},
    )  # fmt: skip
    for code in TrackingCode.objects.filter(tenant_id=whole.tenant_id, contribution=whole):
        same = TrackingCode.objects.filter(tenant_id=whole.tenant_id, code_hash=code.code_hash)
        last: int = same.aggregate(last=Max("part"))["last"]
        TrackingCode.objects.create(
            tenant_id=whole.tenant_id, created_at=now, contribution=part, code_hash=code.code_hash, holder=code.holder,
            part=last + 1,
        )  # fmt: skip
    giver = Giver.objects.filter(tenant_id=whole.tenant_id, contribution=whole).first()
    if giver is not None:
        Giver.objects.create(
            tenant_id=whole.tenant_id, created_at=now, contribution=part, name=giver.name, email=giver.email,
            phone=giver.phone, address=giver.address,
        )  # fmt: skip
    broker = Broker.objects.filter(tenant_id=whole.tenant_id, contribution=whole).first()
    if broker is not None:
        Broker.objects.create(
            tenant_id=whole.tenant_id, created_at=now, contribution=part, public_name=broker.public_name,
            email=broker.email,
        )  # fmt: skip
    return part
