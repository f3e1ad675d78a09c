"""A browser without script: reads a page's words, links, headings and forms, fills a form in and sends it.

The contract suite reads pages with it; whoever has no script walks the journeys with it (`journeys/plain.py`).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urldefrag, urljoin

from django.http import HttpResponse
from django.test import Client

_NUMBER = re.compile(r"(?<![\w.,:/-])\d{1,3}(?:\.\d{3})*(?![\w:/-]|[.,]\d)")
_COMPOUND = re.compile(r"(?P<tag>[a-z0-9]+)?(?P<classes>(?:\.[\w-]+)*)(?:\[(?P<attribute>[\w-]+)\])?")
_SILENT = {"script", "style", "template", "head", "svg"}
_VOID = {"area", "base", "br", "col", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
_INLINE = {"a", "abbr", "b", "bdi", "cite", "code", "em", "i", "mark", "q", "small", "span", "strong", "sub", "sup"}
_PRESSED = ("submit", "button", "file", "reset", "image")


class Node:
    """One element of a page, with all that stands in it."""

    def __init__(self, tag: str, attributes: dict[str, str], parent: "Node | None") -> None:
        self.tag, self.attributes, self.parent = tag, attributes, parent
        self.parts: list[Node | str] = []

    def all(self, *tags: str) -> "Iterator[Node]":
        """Return every element inside this one with one of these names, or every element, as they stand."""
        for one in self.parts:
            if isinstance(one, Node):
                if not tags or one.tag in tags:
                    yield one
                yield from one.all(*tags)

    def above(self, *tags: str) -> "Iterator[Node]":
        """Return what this element stands in and has one of these names, nearest first."""
        node = self.parent
        while node is not None:
            if node.tag in tags:
                yield node
            node = node.parent

    def strings(self) -> Iterator[str]:
        """Return the pieces of text that a reader sees, as they stand."""
        for one in self.parts:
            if isinstance(one, str):
                yield one
            elif one.tag not in _SILENT:
                yield from one.strings()

    @property
    def words(self) -> str:
        """Return the text in reading order with single spaces."""
        return " ".join(self._flow().split())

    def _flow(self) -> str:
        if self.tag in _SILENT:
            return ""
        inside = "".join(one if isinstance(one, str) else one._flow() for one in self.parts)
        return inside if self.tag in _INLINE else f" {inside} "

    def fits(self, compound: str) -> bool:
        """Tell whether this is an element as `tag.class[attribute]` says, each part of which may be absent."""
        found = _COMPOUND.fullmatch(compound)
        assert found is not None, compound
        asked = set(filter(None, found["classes"].split(".")))
        return (
            (not found["tag"] or found["tag"] == self.tag)
            and asked <= set(self.attributes.get("class", "").split())
            and (not found["attribute"] or found["attribute"] in self.attributes)
        )


class _Tree(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.root = self._at = Node("", {}, None)
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        node = Node(tag, {name: value or "" for name, value in attrs}, self._at)
        self._at.parts.append(node)
        if tag not in _VOID:
            self._at = node

    def handle_endtag(self, tag: str) -> None:
        opened = self._at if self._at.tag == tag else next(self._at.above(tag), None)
        if tag not in _VOID and opened is not None:
            self._at = opened.parent or self.root

    def handle_data(self, data: str) -> None:
        self._at.parts.append(data)


@dataclass
class Field:
    """One control of a form, with all that its tag says."""

    node: Node

    @property
    def tag(self) -> str:
        return self.node.tag

    @property
    def attributes(self) -> dict[str, str]:
        return self.node.attributes

    @property
    def name(self) -> str:
        return self.attributes.get("name", "")

    @property
    def kind(self) -> str:
        return self.attributes.get("type", "text") if self.tag == "input" else self.tag

    @property
    def sends(self) -> bool:
        """Tell whether this is a button that sends its form."""
        kind = self.attributes.get("type", "submit" if self.tag == "button" else "")
        return self.tag in ("button", "input") and kind == "submit" and "disabled" not in self.attributes

    @property
    def options(self) -> list[str]:
        return [one.attributes.get("value", one.words) for one in self.node.all("option")]

    @property
    def stands(self) -> list[str]:
        """Return what the browser would send of this control if nobody touched it."""
        if "disabled" in self.attributes or not self.name or self.kind in _PRESSED:
            return []
        if self.kind in ("checkbox", "radio"):
            return [self.attributes.get("value", "on")] if "checked" in self.attributes else []
        if self.tag == "textarea":
            return ["".join(one for one in self.node.parts if isinstance(one, str)).removeprefix("\n")]
        if self.tag == "select":
            options = list(self.node.all("option"))
            chosen = [one for one in options if "selected" in one.attributes] or options[:1]
            return [one.attributes.get("value", one.words) for one in chosen]
        return [self.attributes.get("value", "")]


@dataclass
class Form:
    """One form, as it stands on the page."""

    action: str
    fields: list[Field] = field(default_factory=list)
    posts: bool = True

    def filled(self, words: str) -> dict[str, str]:
        """Return what a person sends who answers all that must be answered and presses the first button."""
        data: dict[str, str] = {}
        for one in self.fields:
            name, value = one.name, one.attributes.get("value", "")
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
                data |= {name: value} if one.sends and not self._pressed(data) else {}
            elif one.kind in ("text", "textarea", "search"):
                data[name] = value or (words if must else "")
        return data

    def _pressed(self, data: dict[str, str]) -> bool:
        buttons = {one.name for one in self.fields if one.kind in ("submit", "button")}
        return bool(buttons & set(data))

    @property
    def can_be_sent(self) -> bool:
        """Tell whether there is a button that sends it, which no script needs to wake up."""
        return any(one.sends for one in self.fields)


class Page:
    """What is on one page that was asked for at the address `at`."""

    def __init__(self, html: str, at: str = "/") -> None:
        self.at = at
        self.root = _Tree(html).root
        self.tags = [(one.tag, one.attributes) for one in self.root.all()]
        self.text = "".join(f" {words.strip()}" for words in self.root.strings() if words.strip())
        self.headings = [one.tag for one in self.root.all("h1")]
        self.links = [self.target(one) for one in self.root.all("a") if "href" in one.attributes]
        self.controls = [Field(one) for one in self.root.all("input", "textarea", "select", "button")]
        self.every_form = [self._form(one) for one in self.root.all("form")]
        self.forms = [one for one in self.every_form if one.posts]

    def target(self, link: Node) -> str:
        """Return the address that a link leads to."""
        return urldefrag(urljoin(self.at, link.attributes["href"])).url

    def _form(self, node: Node) -> Form:
        mine, name = set(map(id, node.all())), node.attributes.get("id", "")
        fields = [
            one for one in self.controls
            if (one.attributes["form"] == name if "form" in one.attributes else id(one.node) in mine)
        ]  # fmt: skip
        action = urljoin(self.at, node.attributes.get("action") or self.at)
        return Form(action, fields, node.attributes.get("method", "").lower() == "post")

    def labels(self, control: Field) -> list[str]:
        """Return the names by which a control is read aloud."""
        said = [control.attributes.get("aria-label", "")]
        mark = control.attributes.get("id", "?")
        by = control.attributes.get("aria-labelledby", "").split()
        said += [one.words for one in self.root.all("label") if one.attributes.get("for") == mark]
        said += [one.words for one in control.node.above("label")]
        said += [one.words for one in self.root.all() if by and one.attributes.get("id") in by]
        return [one for one in said if one]

    @property
    def unlabelled(self) -> list[str]:
        """Return the controls without a name that is read aloud."""
        quiet = ("hidden", "submit", "button", "image", "reset")
        return [one.name for one in self.controls if one.kind not in quiet and not self.labels(one)]

    @property
    def scripted(self) -> list[str]:
        """Return what does nothing, or is not there, for whoever has no script."""
        found = [f"{tag} {name}" for tag, attributes in self.tags for name in attributes if name.startswith("on")]
        found += [tag for tag, attributes in self.tags if attributes.get("href", "").startswith("javascript:")]
        return found

    def select(self, selector: str) -> list[Node]:
        """Return the elements that a selector of tags, classes and one attribute each names, as in `main dt`."""
        found = [self.root]
        for compound in selector.split():
            found = list({id(one): one for root in found for one in root.all() if one.fits(compound)}.values())
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


def go_on(client: Client, address: str, data: dict[str, Any] | None = None, **more: Any) -> HttpResponse:
    """Send something that is told first what it does, read that, and say yes."""
    answer = client.post(address, data or {}, **more)
    asked = next((one for one in read(answer).forms if any(field.name == "doorgaan" for field in one.fields)), None)
    return client.post(asked.action, asked.filled(""), **more) if asked is not None else answer
