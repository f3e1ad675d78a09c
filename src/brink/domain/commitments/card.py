"""What the register of promises declares; the record kit makes list, page, desk and the rest of it."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import Max, Q, Sum
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brink.domain.commitments import forms, services, states
from brink.domain.commitments.models import Commitment
from brink.domain.commitments.permissions import COMMITMENT_WRITE
from brink.domain.commitments.promised import origin
from brink.domain.records.card import Making, Names, RecordAct, RecordCard, Stage
from brink.domain.records.forms import NoteForm
from brink.domain.records.models import Record
from brink.foundation import clock
from brink.foundation.requests import BrinkRequest
from brink.foundation.visibility import DESK, STAFF
from brink.ui.components import Fact
from brink.ui.templatetags.brink import grouped

RUNNING, SETTLED = states.RUNNING, frozenset({states.SETTLED})
OPEN = RUNNING | SETTLED


def euros(cents: int) -> str:
    """Write an amount in whole euros, or with cents when there are any."""
    whole, rest = divmod(abs(cents), 100)
    return f"€ {'-' if cents < 0 else ''}{grouped(whole)}{f',{rest:02d}' if rest else ''}"


def _facts(row: Commitment) -> Sequence[Fact]:
    found = [Fact(_("Aan wie"), row.receiver)]
    found.append(Fact(_("Wie belooft het"), row.organ.name if row.organ else row.record.tenant.name))
    where = origin(row)
    if where is not None:
        found.append(Fact(_("Beloofd bij"), where.label, where.url))
    if row.outcome:
        found.append(Fact(_("Hoe liep het af"), f"{row.get_outcome_display().capitalize()}. {row.reason}"))
    return found


def _more(row: Commitment, request: BrinkRequest) -> Mapping[str, Any]:
    """Return steps, money and the way to say that it is not so."""
    wrong = row.reported_at is not None and row.objected_at is None
    money = list(row.spendings.all()) if row.amount_cents is not None else []
    used = sum(one.cents for one in money)
    return {
        "steps": list(row.steps.all()),
        "money": [(one.on, euros(one.cents), one.what) for one in money],
        "amount": euros(row.amount_cents) if row.amount_cents is not None else "",
        "used": euros(used),
        "finding": states.budget_finding(row.amount_cents, used),
        # A page that is gone is no evidence that anybody can read, and its kind says nothing to a reader.
        "shown_in_words": "" if row.evidence.startswith(row.PAGE) else row.evidence,
        "objection": row.objection if request.viewer.has(row.tenant_id, DESK) else "",
        "wrong_url": reverse("commitments:wrong", args=[row.record.slug]) if wrong else "",
    }


def _in_time(row: Commitment) -> bool:
    """Tell whether another day can still be promised: up to and including the promised day."""
    return row.record.due_on is None or row.record.due_on >= clock.today()


def _finding(record: Record) -> str:
    """Say that the money of a promise is nearly or quite spent."""
    used: int | None = getattr(record, "commitment_used", None)
    return states.budget_finding(getattr(record, "commitment_amount", None), used or 0)


MAKING = Making(
    gettext_lazy("Doe een toezegging"), services.promise, forms.PromiseForm, COMMITMENT_WRITE,
    gettext_lazy("De toezegging staat op de site."),
)  # fmt: skip
CARD = RecordCard(
    key=services.KEY,
    segment="toezeggingen",
    prefix="T",
    names=Names(
        one=gettext_lazy("toezegging"),
        many=gettext_lazy("Toezeggingen"),
        lead=gettext_lazy("Wat een overheid beloofde, aan wie, en of het gebeurde. Klaar is het als het is gemeld."),
        nothing=gettext_lazy("Er is nog niets toegezegd."),
        due=gettext_lazy("Beloofde dag"),
        late=gettext_lazy("te laat"),
    ),
    model=Commitment,
    stages=(
        Stage(states.JOINING, gettext_lazy("aansluiten")),
        Stage(states.AGREED, gettext_lazy("afgesproken")),
        Stage(states.CALLED, gettext_lazy("aangesproken")),
        Stage(states.SETTLED, gettext_lazy("afgerekend, nog te melden")),
        Stage(states.REPORTED, gettext_lazy("gemeld aan wie erom vroeg"), ended=True),
    ),
    stage=states.stage,
    acts=(
        RecordAct("aansluiten", gettext_lazy("De ander sluit zich aan"), services.accept, NoteForm,
                  frozenset({states.JOINING}), COMMITMENT_WRITE, gettext_lazy("Opgeschreven. De afspraak staat.")),
        RecordAct("aanspreken", gettext_lazy("Spreek iemand aan"), services.call_to_account, NoteForm, RUNNING,
                  COMMITMENT_WRITE, gettext_lazy("Opgeschreven. Iedereen leest dat er is aangesproken.")),
        RecordAct("nieuwe-dag", gettext_lazy("Kies een nieuwe dag"), services.move, forms.MoveForm, RUNNING,
                  COMMITMENT_WRITE, gettext_lazy("De nieuwe dag staat erbij. De eerste blijft ook staan."),
                  gettext_lazy("Dat kan tot en met de beloofde dag. De eerste dag blijft zichtbaar."),
                  _in_time, lambda row: {"due_on": row.record.due_on}),
        RecordAct("afrekenen", gettext_lazy("Reken af"), services.settle, forms.SettleForm, RUNNING, COMMITMENT_WRITE,
                  gettext_lazy("Opgeschreven. Meld het nu aan wie erom vroeg."),
                  gettext_lazy("Zeg of het is gebeurd. Daarna meldt u het aan wie erom vroeg.")),
        RecordAct("melden", gettext_lazy("Meld het aan wie erom vroeg"), services.report, forms.ReportForm, SETTLED,
                  COMMITMENT_WRITE, gettext_lazy("Gemeld. Deze toezegging is klaar."),
                  gettext_lazy("Pas als het is gemeld, is een toezegging klaar.")),
        RecordAct("uitgave", gettext_lazy("Schrijf een uitgave op"), services.spend, forms.SpendForm, OPEN,
                  COMMITMENT_WRITE,
                  gettext_lazy("De uitgave staat erbij."), gettext_lazy("Een min ervoor haalt een vergissing terug."),
                  lambda row: row.amount_cents is not None),
    ),
    making=MAKING,
    labels={
        "commitment.made": gettext_lazy("Toezegging gedaan"),
        "commitment.published": gettext_lazy("Toezegging openbaar gemaakt"),
        "commitment.agreed": gettext_lazy("Toezegging afgesproken"),
        "commitment.reminded": gettext_lazy("Iemand op een toezegging aangesproken"),
        "commitment.accepted": gettext_lazy("De ander sloot zich aan bij een toezegging"),
        "commitment.moved": gettext_lazy("Nieuwe dag voor een toezegging, met reden"),
        "commitment.called": gettext_lazy("Op een toezegging aangesproken"),
        "commitment.settled": gettext_lazy("Toezegging afgerekend"),
        "commitment.reported": gettext_lazy("Toezegging gemeld aan wie erom vroeg"),
        "commitment.objected": gettext_lazy("Ontvanger zegt: de toezegging klopt niet"),
        "commitment.spent": gettext_lazy("Uitgave bij een toezegging opgeschreven"),
    },
    related=("organ", "event"),
    facts=_facts,
    piece="commitments/piece.html",
    more=_more,
    watch=Q(commitment__amount_cents__gt=0),
    counts={
        "commitment_used": Sum("commitment__spendings__cents"),
        "commitment_amount": Max("commitment__amount_cents"),
    },
    finding=_finding,
    watchers=STAFF,
    columns={"to": lambda row: row.receiver, "outcome": lambda row: row.outcome},
)  # fmt: skip
