"""The sections of the decision desk: which form each has, how it is filled, and which act saving it is.

A section is known by what it is about (`besluit`, `line-<uuid>`, `interest-<uuid>`), never by its place on the page.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from copy import copy
from dataclasses import dataclass
from functools import partial
from typing import Any
from uuid import UUID

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from brink.domain.decisions import commitments, forms, queries, services
from brink.domain.decisions.models import Decision, WeighingLine
from brink.domain.decisions.subjects import row_id, subject_named
from brink.domain.decisions.voters import voters
from brink.domain.journal.services import Actor

Data = QueryDict | None
Versions = Counter[tuple[UUID, str]]


@dataclass(frozen=True, slots=True)
class Sent:
    """Who sent a form, under which key, and which version of the section they had before them."""

    actor: Actor
    key: str | None
    seen: int | None


@dataclass(frozen=True, slots=True)
class Section:
    """One section of the desk. `seen` is the version of what it shows; None when it only adds.

    `save` does the act and returns the section where the reader goes on. `on_draft` is False for what may also be done
    when the decision is public.
    """

    name: str
    title: str
    make: Callable[[Data], Any]
    save: Callable[[Any, Sent], str]
    seen: int | None = None
    is_list: bool = False
    on_draft: bool = True


def every(decision: Decision) -> list[Section]:
    """Return all sections in the order of the record."""
    versions = queries.versions(decision)
    fixed = _fixed(decision, versions)
    lines = [_line(decision, line, versions) for line in decision.lines.all()]
    missing = [_missing(decision, one) for one in queries.missing_stakes(decision)]
    return [*fixed[:2], *lines, *missing, *fixed[2:]]


def find(decision: Decision, name: str) -> Section | None:
    """Return the section of this name; None for a name that no section of this decision has.

    What was weighed meanwhile is still found by what it is about: the act itself says that it was.
    """
    versions = queries.versions(decision)
    line_id = row_id(name, "line")
    if line_id is not None:
        found = next((line for line in decision.lines.all() if line.pk == line_id), None)
        return _line(decision, found, versions) if found else None
    subject = subject_named(name)
    if subject is not None:
        stake = queries.stake_of(decision, subject)
        return _missing(decision, stake) if stake else None
    return next((one for one in _fixed(decision, versions) if one.name == name), None)


def weighed_meanwhile(decision: Decision, name: str) -> Section | None:
    """Return the section of the line that was made meanwhile about what this section is about."""
    subject = subject_named(name)
    line = queries.line_about(decision, subject) if subject else None
    return _line(decision, line, queries.versions(decision)) if line else None


def _line(decision: Decision, line: WeighingLine, versions: Versions) -> Section:
    name = f"line-{line.pk}"
    initial = {field: getattr(line, field) for field in services.LINE_FIELDS}

    def save(form: Any, sent: Sent) -> str:
        services.reweigh(
            decision=decision, line=line, fields=form.cleaned_data, actor=sent.actor, key=sent.key, seen=sent.seen
        )
        return name

    return Section(
        name=name,
        title=_("Weging: %(who)s") % {"who": line.who},
        make=lambda data: forms.LineForm(data, initial=initial, prefix=name),
        save=save,
        seen=sum(number for (row, _kind), number in versions.items() if row == line.pk),
    )


def _missing(decision: Decision, stake: queries.Stake) -> Section:
    start = queries.about(stake)
    who = start.pop("who")

    def save(form: Any, sent: Sent) -> str:
        line = services.weigh(decision=decision, actor=sent.actor, key=sent.key, **start, **form.cleaned_data)
        return f"line-{line.pk}"

    return Section(
        name=stake.subject.name,
        title=_("Nog te wegen: %(who)s") % {"who": who},
        make=lambda data: forms.LineForm(data, initial={"who": who}, prefix=stake.subject.name),
        save=save,
    )


def _listed(formset: Any, fields: Sequence[str], rows: Iterable[Any], prefix: str, data: Data) -> Any:
    """Make a formset: of the rows as they are, or of what came back, in which every row says itself which it is."""
    if data is not None:
        return formset(data, prefix=prefix)
    return formset(initial=[{name: getattr(row, name) for name in ("id", *fields)} for row in rows], prefix=prefix)


def _rows(formset: Any) -> list[dict[str, Any]]:
    """Return the filled rows of a formset that are not marked for removal."""
    return [
        {name: value for name, value in row.items() if name != "DELETE"}
        for row in formset.cleaned_data
        if row and not row.get("DELETE")
    ]


def _save_texts(decision: Decision, form: Any, sent: Sent) -> str:
    services.edit(decision=decision, fields=form.cleaned_data, actor=sent.actor, key=sent.key, seen=sent.seen)
    return "besluit"


def _save_options(decision: Decision, formset: Any, sent: Sent) -> str:
    choices = [services.Choice(**row) for row in _rows(formset)]
    services.set_options(decision=decision, choices=choices, actor=sent.actor, key=sent.key, seen=sent.seen)
    return "keuzes"


def _save_dilemmas(decision: Decision, formset: Any, sent: Sent) -> str:
    dilemmas = [services.HardChoice(**row) for row in _rows(formset)]
    services.set_dilemmas(decision=decision, dilemmas=dilemmas, actor=sent.actor, key=sent.key, seen=sent.seen)
    return "dilemmas"


def _save_votes(decision: Decision, formset: Any, sent: Sent) -> str:
    votes = [services.Vote(**row) for row in _rows(formset)]
    services.set_votes(decision=decision, votes=votes, actor=sent.actor, key=sent.key, seen=sent.seen)
    return "stemming"


def _save_minority(decision: Decision, form: Any, sent: Sent) -> str:
    services.set_minority(decision=decision, fields=form.cleaned_data, actor=sent.actor, key=sent.key, seen=sent.seen)
    return "minderheid"


def _save_advice(decision: Decision, form: Any, sent: Sent) -> str:
    services.set_advice(decision=decision, actor=sent.actor, key=sent.key, seen=sent.seen, **form.cleaned_data)
    return "advies"


def _save_principles(decision: Decision, form: Any, sent: Sent) -> str:
    services.set_principles(
        decision=decision, answers=form.answers(), actor=sent.actor, key=sent.key, seen=sent.seen
    )
    return "beginselen"


def _save_policy(decision: Decision, form: Any, sent: Sent) -> str:
    services.deviate(decision=decision, actor=sent.actor, key=sent.key, **form.cleaned_data)
    return "afwijking"


def _save_promise(decision: Decision, form: Any, sent: Sent) -> str:
    commitments.promise(decision=decision, actor=sent.actor, key=sent.key, **form.cleaned_data)
    return "toezegging"


def _voters(decision: Decision) -> dict[str, str] | None:
    """Return the fracties that were there on the day of a decision, each with its seats; None where none vote."""
    found = voters(decision)
    if not found:
        return None
    return {
        one.group.name: ngettext("%(group)s (%(seats)d zetel)", "%(group)s (%(seats)d zetels)", one.seats)
        % {"group": one.group.name, "seats": one.seats}
        for one in found
    }


def _fixed(decision: Decision, versions: Versions) -> list[Section]:
    """Return the sections that every decision has."""
    note, advice = getattr(decision, "minority", None), getattr(decision, "advice", None)
    noted = {name: getattr(note, name) for name in forms.MINORITY_FIELDS} if note else None
    principles = getattr(decision, "principles", None)
    held = forms.PrinciplesForm.as_it_stands(principles.answers) if principles else None
    said = {"followed": int(advice.followed), "reason": advice.reason} if advice else None
    lists: Mapping[str, Callable[[Data], Any]] = {
        "keuzes": partial(
            _listed,
            forms.OptionFormSet,
            ("title", "consequences", "nothing", "chosen"),
            decision.options.all(),
            "keuzes",
        ),
        "dilemmas": partial(_listed, forms.DilemmaFormSet, ("text", "choice"), decision.dilemmas.all(), "dilemmas"),
        "stemming": partial(
            _listed, partial(forms.VoteFormSet, names=_voters(decision)), ("group", "in_favour", "against"),
            decision.votes.all(), "stemming",
        ),
    }

    def section(name: str, title: str, make: Any, save: Any, kind: str = "", **more: Any) -> Section:
        seen = versions[decision.pk, kind] if kind else None
        return Section(name, title, make, partial(save, decision), seen, is_list=name in lists, **more)

    return [
        # A form of a row writes what was typed into that row: it gets one of its own.
        section(
            "besluit", _("Wat is besloten"),
            lambda data: forms.TextForm(data, instance=copy(decision), prefix="besluit"), _save_texts,
            "decision.edited",
        ),
        section("keuzes", _("Welke keuzes lagen op tafel"), lists["keuzes"], _save_options, "decision.options"),
        section("dilemmas", _("Moeilijke afwegingen"), lists["dilemmas"], _save_dilemmas, "decision.dilemmas"),
        section(
            "minderheid", _("Wat de minderheid inbracht"),
            lambda data: forms.MinorityForm(data, initial=noted, prefix="minderheid"), _save_minority,
            "decision.minority",
        ),
        section(
            "advies", _("Het advies van inwoners"),
            lambda data: forms.AdviceForm(data, initial=said, prefix="advies"), _save_advice, "decision.advice",
        ),
        section(
            "beginselen", _("Beginselen van goed bestuur"),
            lambda data: forms.PrinciplesForm(data, initial=held, prefix="beginselen"), _save_principles,
            "decision.principles",
        ),
        section("stemming", _("De stemming"), lists["stemming"], _save_votes, "decision.votes"),
        section(
            "afwijking", _("Wijkt u af van beleid?"),
            lambda data: forms.PolicyForm(data, prefix="afwijking"), _save_policy,
        ),
        section(
            "toezegging", _("Een toezegging toevoegen"),
            lambda data: forms.PromiseForm(data, body=decision.tenant, prefix="toezegging"), _save_promise,
            on_draft=False,
        ),
    ]  # fmt: skip
