"""/balie/inbreng/: what came in as a table, one contribution open beside it, and acts on what was ticked."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.core.paginator import Page
from django.http import Http404, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from brink.domain.contributions.models import Bundle, BundleItem, Contribution
from brink.domain.contributions.permissions import BUNDLE_WRITE, LANDING_WRITE
from brink.domain.contributions.queries import worktable
from brink.domain.contributions.services import bundling, sorting
from brink.domain.contributions.views.undoing import remember, remember_each, undoable
from brink.domain.contributions.worktable_forms import SieveForm, StaffNoteForm, TickedForm
from brink.domain.journal.acts import Ask, part_key, together
from brink.domain.people.desk import act, done, found, login_first, member, new_key, page, page_of, ticked_keys
from brink.domain.people.models import Account
from brink.domain.people.permissions import WORK_ASSIGN
from brink.domain.people.queries import actor_for, at_the_desk, who_may
from brink.domain.processes.models import Theme
from brink.foundation import spreadsheets
from brink.foundation.errors import BadInput, Refusal
from brink.foundation.permissions import Action
from brink.foundation.requests import BrinkRequest
from brink.foundation.visibility import DESK, Viewer

PER_PAGE, MORE = 25, 100
FIRST, LAST = "eerste", "laatste"
NEW = "nieuw"


@require_http_methods(["GET", "HEAD", "POST"])
@login_first
def listing(request: BrinkRequest) -> HttpResponse:
    """Show everything that came in at the bodies of this member of staff, and do what is asked with what was ticked."""
    viewer, form = member(request), TickedForm(request.POST or None)
    if request.method == "POST":
        acted = act(request, form, lambda: _done_with(request, viewer, form))
        if acted:
            return acted.result
    return _table(request, viewer, form)


def _table(request: BrinkRequest, viewer: Viewer, form: TickedForm) -> HttpResponse:
    """Show the table; `form` came back with what stops it, and what was ticked stays ticked."""
    colleagues = list(at_the_desk(*viewer.tenants(DESK)))
    choices = worktable.options(viewer, _process_asked(request))
    sieve = SieveForm(request.GET, options=choices, colleagues=colleagues)
    rows = worktable.chosen(viewer, sieve.wish)
    if kind := spreadsheets.asked(request):
        return spreadsheets.file(worktable.sheet(rows), kind)
    shown = page_of(request, worktable.with_facts(rows), MORE if request.GET.get("toon") == str(MORE) else PER_PAGE)
    there = _opened(request, viewer, shown)
    if there is not None:
        there = replace(there, bundles=[one for one in choices.bundles if one.process_id == there.voice.process_id])
    context = {
        "form": form, "sieve": sieve, "page": shown, "open": there, "opened": there.voice if there else None,
        "kept": _without(request.GET, "open"), "pages": _shut(request.GET),
        "as_lines": request.GET.get("rij") == "een",
        "shapes": {name: _with(request.GET, **value) for name, value in SHAPES.items()},
        "bundles": choices.bundles, "themes": choices.themes, "colleagues": colleagues,
        "ticked": request.POST.getlist("stem") if request.method == "POST" else [],
        "lists": _lists(request),
        "may": _may(viewer),
        "undo": undoable(request), "undo_key": new_key(), "query": request.GET.urlencode(),
        "note": StaffNoteForm(auto_id="id_notitie_%s"),
    }  # fmt: skip
    return page(request, "contributions/worktable.html", context, form)


SHAPES: Mapping[str, Mapping[str, str | None]] = {
    "lines": {"rij": "een"}, "two": {"rij": None}, "more": {"toon": str(MORE), "pagina": None},
    "less": {"toon": None, "pagina": None},
}  # fmt: skip


def _process_asked(request: BrinkRequest) -> UUID | None:
    try:
        return UUID(request.GET.get("process", ""))
    except ValueError:
        return None


def _shut(query: QueryDict) -> QueryDict:
    """Return what was asked without what is open: another page of the list opens nothing."""
    kept = query.copy()
    kept.pop("open", None)
    return kept


def _without(query: QueryDict, *names: str) -> str:
    """Return a query for an address without these; every link of the table keeps the rest of what was chosen."""
    return _with(query, **dict.fromkeys(names))


def _with(query: QueryDict, **changed: str | None) -> str:
    kept = query.copy()
    for name, value in changed.items():
        kept.pop(name, None)
        if value is not None:
            kept[name] = value
    return kept.urlencode()


@dataclass(frozen=True, slots=True)
class Opened:
    """The contribution beside the list: which of how many (0: not in this list), and the links to its neighbours."""

    voice: Contribution
    number: int = 0
    before: str = ""
    after: str = ""
    key: str = field(default_factory=new_key)
    bundles: Sequence[Bundle] = ()


def _opened(request: BrinkRequest, viewer: Viewer, shown: Page[Contribution]) -> Opened | None:
    """Return what is open; the first or last of a page is asked by its place, when one walks from page to page."""
    asked, rows = request.GET.get("open", ""), list(shown)
    if asked in (FIRST, LAST) and rows:
        asked = str(rows[0 if asked == FIRST else -1].pk)
    voice = worktable.opened(viewer, asked, rows) if asked else None
    if voice is None:
        return None
    place = next((at for at, one in enumerate(rows) if one.pk == voice.pk), None)
    if place is None:
        return Opened(voice)
    before = after = ""
    if place > 0:
        before = _with(request.GET, open=str(rows[place - 1].pk))
    elif shown.has_previous():
        before = _with(request.GET, open=LAST, pagina=str(shown.previous_page_number()))
    if place < len(rows) - 1:
        after = _with(request.GET, open=str(rows[place + 1].pk))
    elif shown.has_next():
        after = _with(request.GET, open=FIRST, pagina=str(shown.next_page_number()))
    return Opened(voice, shown.start_index() + place, before, after)


def _lists(request: BrinkRequest) -> list[tuple[str, str, bool]]:
    """Return the lists that are asked for most, each an address with the filters set."""
    named: tuple[tuple[str, dict[str, str]], ...] = (
        (_("Alles"), {}),
        (_("Sinds gisteren"), {"day": "gisteren"}),
        (_("Nog geen bundel"), {"bundle": worktable.NONE}),
        (_("Voor mij"), {"person": worktable.MINE}),
    )
    kept = {name: value for name, value in request.GET.items() if name not in ("open", "pagina", "rij", "toon", "q")}
    now = {name: value for name, value in kept.items() if value}
    return [(label, urlencode(wish), now == wish and not request.GET.get("q")) for label, wish in named]


def _may(viewer: Viewer) -> dict[str, Any]:
    """Return which acts this viewer may do at some desk; and who may, where this viewer may not."""
    asked: dict[str, Action] = {"bundle": BUNDLE_WRITE, "land": LANDING_WRITE, "assign": WORK_ASSIGN}
    may: dict[str, Any] = {name: bool(viewer.tenants(one.roles)) for name, one in asked.items()}
    if not may["bundle"]:
        may["who"] = ", ".join(name for body in viewer.tenants(DESK) for name in who_may(BUNDLE_WRITE, body))
    return may


def _done_with(request: BrinkRequest, viewer: Viewer, form: TickedForm) -> HttpResponse:
    """Do what was asked with what was ticked, and lead back to the list as it was."""
    do = ACTS.get(request.POST.get("doe", ""))
    if do is None:
        raise Http404
    voices = _ticked(request, viewer)
    if not voices:
        raise BadInput(_("Vink eerst een of meer bijdragen aan."))
    return do(request, viewer, form, voices)


def _ticked(request: BrinkRequest, viewer: Viewer) -> list[Contribution]:
    ids = ticked_keys(request.POST.getlist("stem"), MORE)
    rows = Contribution.objects.filter(tenant_id__in=viewer.tenants(DESK), pk__in=ids).select_related("process")
    return list(rows.order_by("-created_at", "-id"))


def _back(request: BrinkRequest, said: str) -> HttpResponseRedirect:
    """Lead back to the list: what was open stays open, or the next one when that was asked."""
    query = request.GET.urlencode()
    if request.POST.get("hierna"):
        query = request.POST["hierna"][:2000]
    return done(request, f"{reverse('contributions:desk')}{f'?{query}' if query else ''}", said)


def _one_question(voices: Sequence[Contribution]) -> Contribution:
    """Return a voice of the one question to which all belong; says which do not."""
    first = voices[0]
    others = [one for one in voices if one.process_id != first.process_id]
    if others:
        text = ngettext(
            "%(n)s aangevinkte bijdrage hoort bij een andere vraag dan ‘%(title)s’. Haal daar het vinkje weg.",
            "%(n)s aangevinkte bijdragen horen bij een andere vraag dan ‘%(title)s’. Haal daar de vinkjes weg.",
            len(others),
        )
        raise BadInput(text % {"n": len(others), "title": first.process.title})
    return first


def _lay(request: BrinkRequest, viewer: Viewer, form: TickedForm, voices: list[Contribution]) -> HttpResponse:
    """Lay the ticked words in the chosen bundle, or in a new one."""
    asked = request.POST.get("bundel", "")
    if not asked:
        raise BadInput(_("Kies de bundel waar deze woorden in horen."))
    if asked != NEW:
        bundle = found(Bundle.objects.filter(tenant_id__in=viewer.tenants(DESK)), pk=asked)
        strange = [one for one in voices if one.process_id != bundle.process_id]
        fits = [one for one in voices if one.process_id == bundle.process_id]
        new = _not_in(bundle, fits)
        if not fits:
            raise BadInput(_("Deze woorden horen bij een andere vraag. Kies een bundel van deze vraag."))
        actor = actor_for(viewer, BUNDLE_WRITE, bundle.tenant_id)
        bundle = bundling.add(bundle=bundle, contributions=fits, actor=actor, key=form.act_key)
    else:
        first, strange, fits = _one_question(voices), [], voices
        actor = actor_for(viewer, BUNDLE_WRITE, first.tenant_id)
        bundle = bundling.make(
            process=first.process, title=form.cleaned_data["title"], contributions=voices, actor=actor,
            key=form.act_key,
        )  # fmt: skip
        new = voices
    remember(request, "bundel", {str(one.pk): (None, str(bundle.pk)) for one in new})
    text = ngettext("%(n)s bijdrage ligt nu in ‘%(title)s’.", "%(n)s bijdragen liggen nu in ‘%(title)s’.", len(fits))
    said = text % {"n": len(fits), "title": bundle.title}
    if strange:
        said += " " + _("Niet erin: %(words)s. Die is van een andere vraag.") % {"words": _names(strange)}
    return _back(request, said)


def _not_in(bundle: Bundle, voices: Sequence[Contribution]) -> list[Contribution]:
    """Return those that do not lie in the bundle yet."""
    items = BundleItem.objects.filter(tenant_id=bundle.tenant_id, bundle=bundle, removed_at=None)
    there = set(items.filter(contribution__in=voices).values_list("contribution_id", flat=True))
    return [one for one in voices if one.pk not in there]


def _names(voices: Sequence[Contribution]) -> str:
    return ", ".join(f"‘{str(one)[:40]}’" for one in voices[:3])


def _each(
    voices: Sequence[Contribution], ask: Callable[[Contribution, str | None], Ask[Contribution]], key: str | None
) -> tuple[int, list[Refusal]]:
    """Do an act on each of what was ticked, in one transaction; return on how many it was done, and why not on some."""
    answers = together([ask(one, part_key(key, one.pk.hex)) for one in voices])
    refused = [one for one in answers if isinstance(one, Refusal)]
    if len(refused) == len(voices):
        raise refused[0]
    return len(voices) - len(refused), refused


def _assign(request: BrinkRequest, viewer: Viewer, form: TickedForm, voices: list[Contribution]) -> HttpResponse:
    """Give the ticked contributions to a member of staff, or to nobody."""
    asked = request.POST.get("persoon", "")
    if not asked:
        raise BadInput(_("Kies wie dit oppakt."))
    to: Account | None = None
    if asked != worktable.NONE:
        to = found(at_the_desk(*viewer.tenants(DESK)), pk=viewer.account_id if asked == worktable.MINE else asked)
    count, refused = _each(
        voices,
        lambda one, key: sorting.assign.ask(
            contribution=one, to=to, actor=actor_for(viewer, WORK_ASSIGN, one.tenant_id), key=key
        ),
        form.act_key,
    )
    remember_each(request, "geef", "handler", voices, to)
    if to is None:
        text = ngettext("%(n)s bijdrage is van niemand.", "%(n)s bijdragen zijn van niemand.", count)
    else:
        text = ngettext("%(name)s pakt %(n)s bijdrage op.", "%(name)s pakt %(n)s bijdragen op.", count)
    said = text % {"n": count, "name": to.name if to else ""}
    return _back(request, _with_refused(said, refused))


def _theme(request: BrinkRequest, viewer: Viewer, form: TickedForm, voices: list[Contribution]) -> HttpResponse:
    """Give the ticked contributions a theme."""
    asked = request.POST.get("thema", "")
    if not asked:
        raise BadInput(_("Kies een thema."))
    theme = found(Theme.objects.all(), pk=asked)
    count, refused = _each(
        voices,
        lambda one, key: sorting.set_theme.ask(
            contribution=one, theme=theme, actor=actor_for(viewer, BUNDLE_WRITE, one.tenant_id), key=key
        ),
        form.act_key,
    )
    remember_each(request, "thema", "theme", voices, theme)
    text = ngettext("%(n)s bijdrage gaat nu over %(theme)s.", "%(n)s bijdragen gaan nu over %(theme)s.", count)
    return _back(request, _with_refused(text % {"n": count, "theme": theme.name}, refused))


def _with_refused(said: str, refused: Sequence[Refusal]) -> str:
    if not refused:
        return said
    text = ngettext("%(n)s niet: %(why)s", "%(n)s niet: %(why)s", len(refused))
    return f"{said} {text % {'n': len(refused), 'why': refused[0]}}"


def _answer(request: BrinkRequest, viewer: Viewer, form: TickedForm, voices: list[Contribution]) -> HttpResponse:
    """Lead on to one answer for all that was ticked; nothing is written before that is filled in."""
    first = _one_question(voices)
    actor_for(viewer, LANDING_WRITE, first.tenant_id)
    ids = urlencode([("stem", str(one.pk)) for one in voices])
    return redirect(f"{reverse('contributions:answer_voices', args=[first.process.slug])}?{ids}")


# By what the button sends. What each changes is taken back in `undoing`; the last only leads on.
ACTS: Mapping[str, Callable[[BrinkRequest, Viewer, TickedForm, list[Contribution]], HttpResponse]] = {
    "bundel": _lay, "geef": _assign, "thema": _theme, "antwoord": _answer,
}  # fmt: skip
