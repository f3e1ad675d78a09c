"""The sections of the decision desk: which form each has, how it is filled, and what saving it does."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from brink.domain.decisions import forms, promising, queries, services
from brink.domain.decisions.models import Decision
from brink.domain.journal.services import Actor
from brink.foundation.errors import BadInput, Refusal

Data = QueryDict | None


@dataclass(frozen=True, slots=True)
class Section:
    """One section as the page shows it."""

    name: str
    anchor: str
    title: str
    form: Any
    is_list: bool
    button: str


def anchor(name: str) -> str:
    """Return the anchor of a section: several weighing lines share one."""
    return "weging" if name.startswith(("line-", "new-")) else name


def _new_line(decision: Decision, name: str) -> dict[str, Any]:
    """Return the start of a weighing line that is still missing; raises BadInput when it is there already."""
    starts = queries.initial_lines(decision)
    number = int(name.removeprefix("new-"))
    if number >= len(starts):
        raise BadInput(_("Deze regel bestaat al. Laad de pagina opnieuw."))
    return starts[number]


def form(decision: Decision, name: str, data: Data = None) -> Any:
    """Return the form or formset of a section, filled from the record or bound to `data`."""
    process = decision.process
    options = [
        {"title": one.title, "consequences": one.consequences, "nothing": one.nothing, "chosen": one.chosen}
        for one in decision.options.all()
    ]
    note, advice = getattr(decision, "minority", None), getattr(decision, "advice", None)
    makers: dict[str, Callable[[], Any]] = {
        "besluit": lambda: forms.TextForm(data, instance=decision, prefix="besluit"),
        "keuzes": lambda: forms.OptionFormSet(data, initial=options, prefix="keuzes"),
        "dilemmas": lambda: forms.DilemmaFormSet(
            data, initial=[{"text": one.text, "choice": one.choice} for one in decision.dilemmas.all()], prefix="dil"
        ),
        "minderheid": lambda: forms.MinorityForm(data, instance=note, prefix="minderheid"),
        "advies": lambda: forms.AdviceForm(
            data,
            initial={"followed": int(advice.followed), "reason": advice.reason} if advice else None,
            prefix="advies",
        ),
        "stemming": lambda: forms.VoteFormSet(
            data,
            initial=[
                {"group": one.group, "in_favour": one.in_favour, "against": one.against}
                for one in decision.votes.all()
            ],
            prefix="stemming",
        ),
        "afwijking": lambda: forms.PolicyForm(data, prefix="afwijking"),
        "toezegging": lambda: forms.PromiseForm(data, process=process, prefix="toezegging"),
    }
    if name.startswith("line-"):
        line = next(one for one in decision.lines.all() if f"line-{one.number}" == name)
        initial = {field: getattr(line, field) for field in services.LINE_FIELDS}
        return forms.LineForm(data, initial=initial, prefix=name)
    if name.startswith("new-"):
        return forms.LineForm(data, initial={"who": _new_line(decision, name)["who"]}, prefix=name)
    return makers[name]()


def refuse(bound: Any, refusal: Refusal) -> None:
    """Put the one sentence of a refusal where the person looks: at the field, or on top."""
    if hasattr(bound, "add_error"):
        field = refusal.field if refusal.field in bound.fields else None
        bound.add_error(field, str(refusal))
    else:
        bound.forms[0].add_error(None, str(refusal))


def _rows(formset: Any) -> list[dict[str, Any]]:
    """Return the filled rows of a formset that are not marked for removal."""
    return [row for row in formset.cleaned_data if row and not row.get("DELETE")]


def _save_texts(decision: Decision, form: Any, actor: Actor) -> None:
    services.edit(decision=decision, fields=form.cleaned_data, actor=actor)


def _save_options(decision: Decision, formset: Any, actor: Actor) -> None:
    names = ("title", "consequences", "nothing", "chosen")
    choices = [services.Choice(**{name: row[name] for name in names}) for row in _rows(formset)]
    services.set_options(decision=decision, choices=choices, actor=actor)


def _save_dilemmas(decision: Decision, formset: Any, actor: Actor) -> None:
    pairs = [(row["text"], row["choice"]) for row in _rows(formset)]
    services.set_dilemmas(decision=decision, dilemmas=pairs, actor=actor)


def _save_minority(decision: Decision, form: Any, actor: Actor) -> None:
    services.set_minority(decision=decision, fields=form.cleaned_data, actor=actor)


def _save_advice(decision: Decision, form: Any, actor: Actor) -> None:
    services.set_advice(decision=decision, actor=actor, **form.cleaned_data)


def _save_votes(decision: Decision, formset: Any, actor: Actor) -> None:
    votes = [(row["group"], row["in_favour"], row["against"]) for row in _rows(formset)]
    services.set_votes(decision=decision, votes=votes, actor=actor)


def _save_policy(decision: Decision, form: Any, actor: Actor) -> None:
    services.deviate(decision=decision, actor=actor, **form.cleaned_data)


def _save_promise(decision: Decision, form: Any, actor: Actor) -> None:
    promising.promise(process=decision.process, decision=decision, actor=actor, **form.cleaned_data)


def _save_line(decision: Decision, form: Any, actor: Actor) -> None:
    name: str = form.prefix
    if name.startswith("new-"):
        start = {key: value for key, value in _new_line(decision, name).items() if key != "who"}
        services.weigh(decision=decision, actor=actor, **start, **form.cleaned_data)
        return
    line = next(one for one in decision.lines.all() if f"line-{one.number}" == name)
    services.reweigh(line=line, fields=form.cleaned_data, actor=actor)


class _Saves(dict[str, Callable[[Decision, Any, Actor], None]]):
    """Section name to what saving does; weighing lines come by number."""

    def __contains__(self, name: object) -> bool:
        numbered = str(name).partition("-")
        return super().__contains__(name) or (numbered[0] in ("line", "new") and numbered[2].isdigit())

    def __missing__(self, name: str) -> Callable[[Decision, Any, Actor], None]:
        return _save_line


SAVE = _Saves(
    {
        "besluit": _save_texts,
        "keuzes": _save_options,
        "dilemmas": _save_dilemmas,
        "minderheid": _save_minority,
        "advies": _save_advice,
        "stemming": _save_votes,
        "afwijking": _save_policy,
        "toezegging": _save_promise,
    }
)


def page(decision: Decision, bound: Any, bound_name: str) -> list[Section]:
    """Return all sections in the order of the record; the one just refused keeps what was typed."""
    names: list[tuple[str, str]] = [("besluit", _("Wat is besloten")), ("keuzes", _("Welke keuzes lagen op tafel"))]
    names += [(f"line-{line.number}", _("Weging: %(who)s") % {"who": line.who}) for line in decision.lines.all()]
    starts = queries.initial_lines(decision)
    names += [(f"new-{place}", _("Nog te wegen: %(who)s") % {"who": one["who"]}) for place, one in enumerate(starts)]
    names += [
        ("dilemmas", _("Moeilijke afwegingen")),
        ("minderheid", _("Wat de minderheid inbracht")),
        ("advies", _("Het advies van inwoners")),
        ("stemming", _("De stemming")),
        ("afwijking", _("Wijkt u af van beleid?")),
        ("toezegging", _("Een toezegging toevoegen")),
    ]
    return [
        Section(
            name=name,
            anchor=anchor(name),
            title=title,
            form=bound if name == bound_name and bound is not None else form(decision, name),
            is_list=name in ("keuzes", "dilemmas", "stemming"),
            button=_("Bewaar"),
        )
        for name, title in names
    ]
