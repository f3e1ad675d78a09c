"""A browser without script: reads a page's text, links, headings and forms, fills a form in and sends it."""

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urldefrag, urljoin

from django.http import HttpResponse
from django.test import Client

_NUMBER = re.compile(r"(?<![\w.,:/-])\d{1,3}(?:\.\d{3})*(?![\w:/-]|[.,]\d)")
_SILENT = {"script", "style", "template", "head", "svg"}


@dataclass
class Field:
    """One control of a form, with all that its tag says."""

    tag: str
    attributes: dict[str, str]
    options: list[str] = field(default_factory=list)

    @property
    def kind(self) -> str:
        return self.attributes.get("type", "text") if self.tag == "input" else self.tag


@dataclass
class Form:
    """One form that is sent by POST, as it stands on the page `at`."""

    action: str
    fields: list[Field] = field(default_factory=list)

    def filled(self, words: str) -> dict[str, str]:
        """Return what a person sends who answers all that must be answered and presses the first button."""
        data: dict[str, str] = {}
        for one in self.fields:
            name, value = one.attributes.get("name", ""), one.attributes.get("value", "")
            if not name or "disabled" in one.attributes:
                continue
            must = "required" in one.attributes or one.kind == "textarea"
            if one.kind in ("hidden", "radio"):
                data.setdefault(name, value)
            elif one.kind == "checkbox":
                data |= {name: value or "on"} if "checked" in one.attributes or "required" in one.attributes else {}
            elif one.kind == "select":
                data.setdefault(name, next((option for option in one.options if option), ""))
            elif one.kind in ("submit", "button"):
                pressed = one.attributes.get("type", "submit") == "submit"
                data |= {name: value} if pressed and not self._pressed(data) else {}
            elif one.kind in ("text", "textarea", "search"):
                data[name] = value or (words if must else "")
        return data

    def _pressed(self, data: dict[str, str]) -> bool:
        buttons = {one.attributes.get("name") for one in self.fields if one.kind in ("submit", "button")}
        return bool(buttons & set(data))

    @property
    def can_be_sent(self) -> bool:
        """Tell whether there is a button that sends it, which no script needs to wake up."""
        buttons = [one for one in self.fields if one.tag == "button" or one.kind == "submit"]
        sends = [one for one in buttons if one.attributes.get("type", "submit") == "submit"]
        return any("disabled" not in one.attributes for one in sends)


class Page(HTMLParser):
    """What is on one page, inside `main` where there is one."""

    def __init__(self, html: str, at: str = "/") -> None:
        super().__init__(convert_charrefs=True)
        self.at = at
        self.text = ""
        self.headings: list[str] = []
        self.links: list[str] = []
        self.forms: list[Form] = []
        self.labelled: set[str] = set()
        self.controls: list[Field] = []
        self.tags: list[tuple[str, dict[str, str]]] = []
        self._silent = self._labels = 0
        self._form: Form | None = None
        self._select: Field | None = None
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {name: value or "" for name, value in attrs}
        self.tags.append((tag, attributes))
        self._silent += tag in _SILENT
        if tag == "h1":
            self.headings.append(tag)
        elif tag == "a" and "href" in attributes:
            self.links.append(urldefrag(urljoin(self.at, attributes["href"])).url)
        elif tag == "label":
            self._labels += 1
            self.labelled.add(attributes.get("for", ""))
        elif tag == "form":
            self._form = Form(urljoin(self.at, attributes.get("action") or self.at))
            if attributes.get("method", "").lower() == "post":
                self.forms.append(self._form)
        elif tag in ("input", "textarea", "select", "button"):
            self._control(Field(tag, attributes))
        elif tag == "option" and self._select is not None:
            self._select.options.append(attributes.get("value", ""))

    def _control(self, control: Field) -> None:
        self._select = control if control.tag == "select" else self._select
        if self._form is not None:
            self._form.fields.append(control)
        if not self._labels and control.kind not in ("hidden", "submit", "button", "image", "reset"):
            self.controls.append(control)

    def handle_endtag(self, tag: str) -> None:
        self._silent -= tag in _SILENT
        self._labels -= tag == "label"
        if tag == "form":
            self._form = None
        elif tag == "select":
            self._select = None

    def handle_data(self, data: str) -> None:
        if self._silent <= 0:
            self.text += f" {data.strip()}" if data.strip() else ""

    @property
    def unlabelled(self) -> list[str]:
        """Return the controls without a name that is read aloud."""
        return [
            one.attributes.get("name", "")
            for one in self.controls
            if one.attributes.get("id", "?") not in self.labelled
            and not {"aria-label", "aria-labelledby"} & set(one.attributes)
        ]

    @property
    def scripted(self) -> list[str]:
        """Return what does nothing, or is not there, for whoever has no script."""
        found = [f"{tag} {name}" for tag, attributes in self.tags for name in attributes if name.startswith("on")]
        found += [tag for tag, attributes in self.tags if attributes.get("href", "").startswith("javascript:")]
        return found


def numbers(text: str) -> list[int]:
    """Return the whole numbers that stand in a text by themselves: no dates, times, shares or parts of words."""
    return [int(found.replace(".", "")) for found in _NUMBER.findall(text)]


def read(response: HttpResponse) -> Page:
    """Return the page of an answer."""
    return Page(response.content.decode(), response.request["PATH_INFO"])  # type: ignore[attr-defined]


def send(client: Client, form: Form, data: dict[str, str]) -> HttpResponse:
    """Send a filled form, and send it again when the page asks once more: "is this what you mean?"."""
    answer = client.post(form.action, data, follow=True)
    again = next((one for one in read(answer).forms if one.action == form.action), None)
    if again is not None and answer.status_code == 200:
        return client.post(form.action, {**again.filled(""), **{k: v for k, v in data.items() if v}}, follow=True)
    return answer
