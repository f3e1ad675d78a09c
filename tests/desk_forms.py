"""Every form at the desk, drawn from the addresses of the site: opened, filled in and sent as a browser would."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import timedelta
from html import unescape
from html.parser import HTMLParser
from itertools import product
from typing import Any

from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from brink.foundation import clock
from tests.safety.addresses import TABLE
from tests.safety.filled_body import Things

MARKS = ("do", "other", "round", "section", "appeal")
YES = "doorgaan"
TYPED = ("text", "textarea", "email")


@dataclass
class Control:
    """One field of a form."""

    name: str
    kind: str
    value: str = ""
    chosen: bool = True
    options: list[str] = field(default_factory=list)


@dataclass
class Form:
    """One form of a page, with what a browser knows of it."""

    page: str
    action: str
    controls: list[Control] = field(default_factory=list)

    @property
    def name(self) -> str:
        """Return what tells this form from the others of all pages."""
        marks = [f"{one.name}={one.value}" for one in self.controls if one.name in MARKS]
        names = sorted({one.name for one in self.controls if one.kind not in ("hidden", "submit")})
        return f"{self.page} {self.action} {' '.join(marks)} {','.join(names)}"

    def choices(self) -> list[str]:
        """Return the names of the fields in which one of some things is chosen."""
        return sorted({one.name for one in self.controls if one.kind in ("select", "radio")})

    def value(self, name: str) -> str:
        """Return the value of a hidden field, "" when the form has none."""
        return next((one.value for one in self.controls if one.name.endswith(name) and one.kind == "hidden"), "")

    def typed(self) -> list[str]:
        """Return the names of the fields in which somebody types words of their own."""
        return [one.name for one in self.controls if one.kind in TYPED and not one.name.startswith("grens-")]


class _Reader(HTMLParser):
    def __init__(self, page: str) -> None:
        super().__init__()
        self.page, self.forms, self._form, self._text = page, list[Form](), None, None  # type: ignore[var-annotated]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._form = Form(self.page, given.get("action") or self.page) if given.get("method") == "post" else None
            if self._form:
                self.forms.append(self._form)
        elif self._form is not None and tag in ("input", "select", "textarea", "button") and given.get("name"):
            kind = given.get("type", "text") if tag == "input" else "submit" if tag == "button" else tag
            chosen = "checked" in given if kind in ("radio", "checkbox") else True
            self._form.controls.append(Control(given["name"], kind, given.get("value", ""), chosen))
        elif self._form is not None and tag == "option" and given.get("value"):
            last = self._form.controls[-1]
            last.options.append(given["value"])
            if "selected" in given:
                last.value = given["value"]
        self._text = self._form.controls[-1] if self._form is not None and tag == "textarea" else None

    def handle_data(self, data: str) -> None:
        if self._text is not None:
            self._text.value += data.removeprefix("\n")

    def handle_endtag(self, tag: str) -> None:
        self._text = None
        if tag == "form":
            self._form = None


def forms_of(page: str, response: HttpResponse) -> list[Form]:
    """Return the forms of a page that ask for words; a button alone is no form."""
    reader = _Reader(page)
    reader.feed(response.content.decode())
    return [one for one in reader.forms if one.typed()]


def told_first(page: str, response: HttpResponse) -> Form | None:
    """Return the form that says what will happen, with the words that it carries along as if they were typed there."""
    reader = _Reader(page)
    reader.feed(response.content.decode())
    for form in reader.forms:
        if not any(one.name == YES for one in form.controls):
            continue
        for one in form.controls:
            if " bij " in one.value:
                one.kind = "text"
            elif one.name == YES:
                one.kind = "hidden"
        # The other button changes nothing but the way back.
        return replace(form, controls=[one for one in form.controls if one.kind != "submit"])
    return None


def filled(form: Form, words: str) -> dict[str, str]:
    """Return what a browser sends when `words` are typed in every field, and the first of each choice is taken."""
    data: dict[str, str] = {}
    names = [one.name for one in form.controls]
    for one in form.controls:
        if one.kind == "file":
            continue
        if one.kind == "submit":
            # Of more than one button, a browser sends that which is pressed: the first.
            data.setdefault(one.name, one.value)
            continue
        if one.kind in ("radio", "checkbox"):
            choice = one.kind == "radio" or names.count(one.name) > 1
            if one.chosen or (choice and one.name not in data):
                data[one.name] = one.value
        elif one.kind == "select":
            data[one.name] = one.value or (one.options[0] if one.options else "")
        elif one.kind == "date" and one.name not in KNOWN:
            data[one.name] = one.value or (clock.today() + timedelta(days=40)).isoformat()
        elif one.kind == "email":
            data[one.name] = f"{words.replace(' ', '.').lower()}.{one.name}@voorbeeld.invalid"
        elif one.name in form.typed() and one.name not in KNOWN:
            data[one.name] = f"{words} bij {one.name}"
        else:
            data[one.name] = KNOWN.get(one.name, one.value)
    return data


# Pages of the desk, those of a round too: `/balie/…` and `/processen/<process>/<round>/<instrument>/balie/…`.
DESK_PART = "/balie/"
KNOWN = {
    "villages": "Proefdorp", "village": "Proefdorp", "money_cents": "1.200", "ceiling_cents": "1.200",
    "printed_code": "", "phone": "", "parked_until": "",
}  # fmt: skip


def typed_in(form: Form, data: dict[str, str]) -> list[str]:
    """Return the words that must come back when a form is refused."""
    return [data[name] for name in form.typed() if name not in KNOWN and " bij " in data[name]]


def kept(response: HttpResponse, texts: list[str]) -> bool:
    """Tell whether a page gives every one of these texts back."""
    page = unescape(response.content.decode())
    return all(text in page for text in texts)


def walk_patterns(resolver: URLResolver, prefix: str = "", space: str = "") -> Iterator[tuple[str, str, URLPattern]]:
    for one in resolver.url_patterns:
        route = prefix + str(one.pattern)
        if isinstance(one, URLResolver):
            yield from walk_patterns(one, route, one.namespace or space)
        else:
            yield space, route, one


def desk_spaces() -> frozenset[str]:
    """Return the apps that have pages below /balie/."""
    return frozenset(
        space for space, route, one in walk_patterns(get_resolver()) if space and DESK_PART in f"/{route}"
    )


# An address by what it is called and by which of the things known of each name stand in it: the same in every world.
Place = tuple[str, tuple[int, ...]]


def desk_pages(known: dict[str, list[Any]], spaces: frozenset[str]) -> dict[Place, str]:
    """Return the addresses below /balie/ of these apps, with every value that is known of what stands in them."""
    found = {}
    for space, route, pattern in walk_patterns(get_resolver()):
        if space not in spaces or DESK_PART not in f"/{route}":
            continue
        names, called = re.findall(r"<(?:\w+:)?(\w+)>", route), f"{space}:{pattern.name}"
        things = [known.get(f"{space}:{name}", known.get(name, [])) for name in names]
        for places in product(*(range(len(one)) for one in things)):
            parts = {name: one[at] for name, one, at in zip(names, things, places, strict=True)}
            found[called, places] = reverse(called, kwargs=parts)
    return found


FILLED = (-1,)


def filled_pages(things: Things) -> dict[Place, str]:
    """Return every page that has a line in the register of addresses, with what each app put in the filled body.

    So the forms of a new instrument or register are walked with what its own `tests/addresses.py` makes.
    """
    names = {f"{space}:{one.name}" if space else one.name for space, _route, one in walk_patterns(get_resolver())}
    known = {name: line for name, line in TABLE.items() if line.get and name in names}
    return {
        (name, FILLED): reverse(name, kwargs=line.thing(things) if line.thing else None) + line.query
        for name, line in known.items()
    }  # fmt: skip


def parts_of(form: Form) -> list[Form]:
    """Return the sections of a form in which each has a key and a button of its own, or the form itself."""
    if not any(one.name == "section" and one.kind == "submit" for one in form.controls):
        return [form]
    return sections_of(form)


def sections_of(form: Form) -> list[Form]:
    """Return what stands under a key of its own in a form. Of a section that was refused the button may be gone."""
    keys = [one.name for one in form.controls if one.kind == "hidden" and one.name.endswith("-key")]
    found = []
    for name in (key.removesuffix("-key") for key in keys):
        own = [one for one in form.controls if one.name.startswith(f"{name}-")]
        found.append(Form(form.page, form.action, [Control("section", "hidden", name), *own]))
    return [one for one in found if one.typed()]


def opened(client: Client, pages: list[str]) -> list[Form]:
    """Return every form that asks for words on these pages, and each section that is an act apart, each once."""
    found: dict[str, Form] = {}
    for page in pages:
        response = client.get(page)
        if response.status_code == 200 and response["Content-Type"].startswith("text/html"):
            for one in forms_of(page, response):
                for part in parts_of(one):
                    found.setdefault(part.name, part)
    return list(found.values())


def again(response: HttpResponse, form: Form) -> Form | None:
    """Return the same form in the page that came back, or None when it is not there."""
    back, part = forms_of(form.page, response), form.value("section")
    if part:
        back = [one for whole in back for one in sections_of(whole)]
        # What was weighed meanwhile comes back as the line that was made of it.
        ends = [name.rpartition("-")[2] for name in form.typed()]
        lines = (one for one in back if [name.rpartition("-")[2] for name in one.typed()] == ends)
        return next((one for one in back if one.value("section") == part), None) or next(lines, None)
    same = [one for one in back if one.typed() == form.typed()]
    return next((one for one in same if one.action == form.action), None) or next(iter(same), None)
