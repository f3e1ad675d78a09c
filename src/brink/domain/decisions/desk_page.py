"""The desk page of a decision: all sections, and of a refused one what was typed beside what stands there now."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from brink.domain.decisions import desk_sections, queries, services
from brink.domain.decisions.desk_sections import Section
from brink.domain.decisions.models import Decision
from brink.domain.decisions.subjects import subject_named
from brink.domain.people.act_forms import number_in, shown, status_of
from brink.domain.people.desk import BrinkRequest, new_key
from brink.foundation.errors import Conflict, KeyReused, Refusal
from brink.ui.components import Fact


class Sent:
    """A section that was sent: its form with what was typed, and when it was refused why, and what stands there now."""

    def __init__(self, request: BrinkRequest, decision: Decision, section: Section) -> None:
        self.request, self.decision, self.section = request, decision, section
        self.form = section.make(request.POST)
        # Of a form that edits without a readable version, nothing is known to be seen.
        self.seen = None if section.seen is None else number_in(_own(request, section, "seen"))
        self.key = _own(request, section, "key")[:60] or None
        self.status, self.is_bound = 200, True
        self.sentence, self.target = "", section.name
        self.stored: Sequence[Sequence[Fact]] = ()

    @property
    def pressed(self) -> bool:
        """Tell whether it is the button of this section that was pressed."""
        return self.section.name in (self.request.POST.get("section"), self.request.POST.get("verder"))

    @property
    def touched(self) -> bool:
        """Tell whether somebody typed here, compared with what the page showed, not with what is stored by now."""
        changed: bool = self.form.has_changed()
        return self.pressed or changed

    def is_valid(self) -> bool:
        """Tell whether there is nothing to mend in the form."""
        valid: bool = self.form.is_valid()
        return valid

    def refuse(self, refusal: Refusal) -> None:
        """Keep what was typed with the sentence of a refusal. The decision is read anew: it may be another by now."""
        self.status = status_of(refusal)
        self.decision = queries.full(self.request.viewer).get(pk=self.decision.pk)
        if self.public:
            # Whatever else was wrong: there is nothing to mend any more.
            self.seen, self.sentence = None, str(services.already_public())
        elif isinstance(refusal, Conflict | KeyReused):
            self._overtaken(refusal)
        elif hasattr(self.form, "fields") and refusal.field in self.form.fields:
            self.form.add_error(refusal.field, str(refusal))
        else:
            self.sentence = str(refusal)

    def refuse_if_public(self) -> None:
        """Say of a public decision that it is one, when the form had something to mend besides."""
        if self.status == 200 and self.public:
            self.refuse(services.already_public())

    @property
    def public(self) -> bool:
        """Tell whether the decision is public, so that this section can be saved no more."""
        return self.decision.published_at is not None and self.section.on_draft

    def _overtaken(self, refusal: Refusal) -> None:
        """Show what was typed beside what stands there now; saving once more puts the one in the place of the other."""
        before = self.section
        data: QueryDict = self.request.POST
        now = desk_sections.weighed_meanwhile(self.decision, before.name)
        now = now or desk_sections.find(self.decision, before.name)
        self.section = now = now or before
        fresh = now.make(None)
        if now.name != before.name:
            data = _renamed(data, before.name, now.name)
        elif now.is_list:
            data = _with_rows_of_others(data, fresh)
        self.form, self.seen, self.stored = now.make(data), now.seen, stored(fresh)
        self.form.is_valid()
        self.sentence = _who_was_first(self.decision, refusal, self.request)


@dataclass(frozen=True, slots=True)
class Shown:
    """One section as the page shows it. `key` is that of its next form, `seen` the version it shows."""

    name: str
    title: str
    form: Any
    is_list: bool
    key: str
    seen: int | None
    sentence: str
    stored: Sequence[Sequence[Fact]]
    can_save: bool
    # Came back, with what was typed in it, to be mended.
    returned: bool = False

    @property
    def weighs(self) -> bool:
        """Tell whether this is a weighing line, there or still to make."""
        return self.name.startswith("line-") or subject_named(self.name) is not None


def page(decision: Decision, kept: Sequence[Sent] = ()) -> list[Shown]:
    """Return all sections of a draft. Of a public decision only those that were refused, so that their words stay."""
    public = decision.published_at is not None
    parts = [] if public else desk_sections.every(decision)
    back = {one.section.name: one for one in kept}
    gone = [one.section for name, one in back.items() if name not in {part.name for part in parts}]
    return [_shown(one, back.get(one.name), public=public) for one in (*gone, *parts)]


def _shown(section: Section, kept: Sent | None, *, public: bool) -> Shown:
    return Shown(
        name=section.name,
        title=section.title,
        form=kept.form if kept else section.make(None),
        is_list=section.is_list,
        key=new_key(),
        seen=kept.seen if kept else section.seen,
        sentence=kept.sentence if kept else "",
        stored=kept.stored if kept else (),
        can_save=not (public and section.on_draft),
        returned=kept is not None,
    )


def _who_was_first(decision: Decision, refusal: Refusal, request: BrinkRequest) -> str:
    """Say who changed it and when, as far as that is known."""
    if not isinstance(refusal, Conflict) or refusal.at is None:
        return str(refusal)
    at = date_format(timezone.localtime(refusal.at), "j F Y, H:i")
    if refusal.by is not None and refusal.by == request.viewer.account_id:
        sentence = _("U heeft dit deel zelf al bewaard op %(at)s. Kijk wat er nu staat en bewaar het daarna opnieuw.")
        return sentence % {"at": at}
    name = queries.colleague(decision, refusal.by) or _("Een collega")
    sentence = _("%(name)s heeft dit deel bewaard op %(at)s. Kijk wat er nu staat en bewaar het daarna opnieuw.")
    return sentence % {"name": name, "at": at}


def _own(request: BrinkRequest, section: Section, name: str) -> str:
    """Return a hidden field of one section; of a form of one section alone it has no prefix."""
    return str(request.POST.get(f"{section.name}-{name}", request.POST.get(name, "")))


def _renamed(data: QueryDict, old: str, new: str) -> QueryDict:
    """Return what was typed under the name of another section."""
    moved = QueryDict(mutable=True)
    for name, values in data.lists():
        moved.setlist(new + name.removeprefix(old) if name.startswith(f"{old}-") else name, values)
    return moved


def _with_rows_of_others(data: QueryDict, fresh: Any) -> QueryDict:
    """Add the rows that somebody else put in a list meanwhile: they go when they are ticked, not by being unknown."""
    merged = data.copy()
    prefix = fresh.prefix
    total = f"{prefix}-TOTAL_FORMS"
    count = int(merged.get(total, "")) if merged.get(total, "").isdigit() else 0
    known = {value for name, value in merged.items() if name.startswith(f"{prefix}-") and name.endswith("-id")}
    for form in fresh.initial_forms:
        if str(form.initial["id"]) not in known:
            for name, value in form.initial.items():
                if value is not False:
                    merged[f"{prefix}-{count}-{name}"] = "on" if value is True else str(value)
                    # This row was not on the page: to the list that comes back it is a new one.
                    merged[f"initial-{prefix}-{count}-{name}"] = ""
            count += 1
    merged[total] = str(count)
    return merged


def stored(form: Any) -> list[list[Fact]]:
    """Return what a fresh form is filled with, as terms and texts; of a formset one list for each row."""
    rows = form.initial_forms if hasattr(form, "initial_forms") else [form]
    filled = [[one for one in row.visible_fields() if one.value() not in (None, False, "")] for row in rows]
    return [[Fact(str(one.label), shown(one.field, one.value())) for one in row] for row in filled if row]
