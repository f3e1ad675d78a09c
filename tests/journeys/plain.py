"""Somebody whose browser runs no script: the same walk as `walker.Walker`, by reading forms and sending them.

What only a browser shows (layout, contrast, paper, weight) is looked at by whoever walks with one.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpResponse
from django.test import Client

from brink.domain.people.models import Account
from tests.form_client import Field, Form, Node, Page

# What is said behind a label: that it may stay empty, or when it is needed.
BEHIND = re.compile(r"\s*\([^)]*\)$")


def _bare(labels: Iterable[str]) -> Iterator[str]:
    return (BEHIND.sub("", said) for said in labels)


@dataclass
class Seen:
    """One page in the memory of the browser, with what was typed and ticked on it."""

    page: Page
    weight: int
    typed: dict[int, list[str]] = field(default_factory=dict)
    """What stands in a control that was touched, by the identity of its node."""

    def value(self, control: Field) -> list[str]:
        return self.typed.get(id(control.node), control.stands)

    def data(self, form: Form, pressed: Field | None) -> dict[str, list[str]]:
        """Return what the browser sends."""
        sent: dict[str, list[str]] = {}
        for one in form.fields:
            if self.value(one):
                sent.setdefault(one.name, []).extend(self.value(one))
        if pressed is not None and pressed.name:
            sent.setdefault(pressed.name, []).append(pressed.attributes.get("value", ""))
        return sent


class Plain:
    """One browser with an empty memory. Counts what its owner had to do."""

    def __init__(self) -> None:
        # A site that asks for the token of a form asks it here too.
        self.client = Client(enforce_csrf_checks=True)
        self.clicks = self.fields = self.loads = 0
        self._seen: list[Seen] = []

    @property
    def _now(self) -> Seen:
        return self._seen[-1]

    @property
    def page(self) -> Page:
        """Return the page in front of the reader."""
        return self._now.page

    def _open(self, response: HttpResponse, asked: str) -> None:
        self.loads += 1
        chain = getattr(response, "redirect_chain", [])
        address = chain[-1][0] if chain else asked
        assert response.status_code < 500, (address, response.status_code)
        assert response.headers["Content-Type"].startswith("text/html"), address
        self._seen.append(Seen(Page(response.content.decode(), address), len(response.content)))

    def login(self, account: Account) -> None:
        """Come in as a member of staff."""
        self.client.force_login(account)

    def is_logged_out(self) -> None:
        """Be thrown out while a page stands open: the session is over, and nobody said so."""
        del self.client.cookies[settings.SESSION_COOKIE_NAME]

    def visit(self, path: str) -> None:
        """Follow a link from outside: a QR square, a bookmark, a mail."""
        response = self.client.get(path, follow=True)
        assert response.status_code == 200, (path, response.status_code)
        self._open(response, path)

    def reload(self) -> None:
        self.visit(self.page.at)
        del self._seen[-2]

    def back(self) -> None:
        """Go back to the page before, as it was left."""
        self._seen.pop()

    def press(self, name: str, role: str = "button", *, exact: bool = True, first: bool = False) -> None:
        """Press a button or a link by the words on it, which leads to another page."""
        self.clicks += 1
        found = self._pressable(name, role, exact=exact)
        assert found, (name, role, self.page.at)
        assert first or len(found) == 1, (name, role, len(found))
        self._go(found[0])

    def _go(self, pressed: Node) -> None:
        if pressed.tag == "a":
            response = self.client.get(self.page.target(pressed), follow=True)
            assert response.status_code == 200, (pressed.words, response.status_code)
            self._open(response, self.page.target(pressed))
            return
        (form, button) = next(
            (form, one) for form in self.page.every_form for one in form.fields if one.node is pressed and one.sends
        )
        data = self._now.data(form, button)
        action = button.attributes.get("formaction", form.action)
        self._open((self.client.post if form.posts else self.client.get)(action, data, follow=True), action)

    def _pressable(self, name: str, role: str, *, exact: bool = True) -> list[Node]:
        named = self.page.root.all("a") if role == "link" else self.page.root.all("button", "input")
        said = [(one, one.attributes.get("aria-label") or one.words) for one in named]
        return [one for one, words in said if (words == name if exact else name.lower() in words.lower())]

    def follow(self, name: str, *, exact: bool = True, first: bool = False) -> None:
        """Follow a link on the page by its words."""
        self.press(name, "link", exact=exact, first=first)

    def follow_to(self, ending: str) -> None:
        """Follow the link whose address ends so."""
        self.clicks += 1
        links = [one for one in self.page.select("main a") if one.attributes.get("href", "").endswith(ending)]
        self._go(links[0])

    def labelled(self, label: str, group: str = "") -> Field:
        """Return the field with this label; `#name` means an id."""
        page = self.page
        if label.startswith("#"):
            found = [one for one in page.controls if one.attributes.get("id") == label[1:]]
        else:
            found = [one for one in page.controls if label in {*page.labels(one), *_bare(page.labels(one))}]
        if group:
            found = [one for one in found if group in self._groups(one)]
        assert len(found) == 1, (label, group, len(found), page.at)
        return found[0]

    @staticmethod
    def _groups(control: Field) -> list[str]:
        return [legend.words for one in control.node.above("fieldset") for legend in list(one.all("legend"))[:1]]

    def write(self, label: str, words: str, *, group: str = "") -> None:
        """Fill in a field by its label."""
        self.fields += 1
        self._now.typed[id(self.labelled(label, group).node)] = [words]

    def choose(self, label: str, *, group: str = "") -> None:
        """Tick a box or a round one by its label."""
        self._tick(self.labelled(label, group))

    def pick(self, words: str) -> None:
        """Tick the round one whose label, with its explanation, holds these words."""
        round_ones = [one for one in self.page.controls if one.kind == "radio"]
        (control,) = [one for one in round_ones if any(words in label for label in self.page.labels(one))]
        self._tick(control)

    def _tick(self, control: Field) -> None:
        self.clicks += 1
        if control.kind == "radio":
            form = next(one for one in self.page.every_form if any(mine.node is control.node for mine in one.fields))
            for other in form.fields:
                if other.kind == "radio" and other.name == control.name:
                    self._now.typed[id(other.node)] = []
        self._now.typed[id(control.node)] = [control.attributes.get("value", "on")]

    def select(self, label: str, option: str) -> None:
        """Choose from a list by the words of the option."""
        self.clicks += 1
        control = self.labelled(label)
        (chosen,) = [one for one in control.node.all("option") if one.words == option]
        self._now.typed[id(control.node)] = [chosen.attributes.get("value", option)]

    def value(self, label: str) -> str:
        """Return what stands in a field."""
        return self._now.value(self.labelled(label))[0]

    def chosen(self) -> int:
        """Return how many round ones are ticked."""
        return sum(bool(self._now.value(one)) for one in self.page.controls if one.kind == "radio")

    def unfold(self, words: str) -> None:
        """Open what is folded: here it lies open already."""
        assert [one for one in self.page.root.all("summary") if words in one.words], words

    def reads(self, words: str) -> bool:
        """Tell whether these words stand on the page."""
        return words.lower() in self.page.root.words.lower()

    def text(self) -> str:
        """Return all words of the page's main part, with single spaces."""
        return self.pieces("main")[0]

    def pieces(self, selector: str) -> list[str]:
        """Return the words of every element that a selector names."""
        return [one.words for one in self.page.select(selector)]

    def note(self, name: str) -> str:
        """Return the words of a note beside a field."""
        notes = self.page.select("[role]")
        named = [one for one in notes if one.attributes.get("aria-label") == name]
        return next(one.words for one in named if one.attributes["role"] == "note")

    def has(self, name: str, role: str = "button") -> bool:
        """Tell whether a button, link or heading with these words stands on the page."""
        if role == "heading":
            return any(name in one.words for one in self.page.root.all("h1", "h2", "h3", "h4"))
        return bool(self._pressable(name, role))

    def code(self) -> str:
        """Return the tracking code of the receipt on the page."""
        return self.pieces(".brink-receipt__code")[0]

    def weight(self) -> int:
        """Return the bytes of the page itself; what it loads besides is weighed in a browser."""
        return self._now.weight

    def cookies(self) -> list[str]:
        """Return the names of what the site made the browser remember."""
        return list(self.client.cookies)

    def fetch(self, path: str) -> tuple[str, str]:
        """Get a file; return its kind and its text."""
        answer = self.client.get(path)
        return answer.headers["Content-Type"], answer.content.decode()

    def look(self, name: str) -> None:
        """Look around: one heading above all, a label for every field, nothing from a stranger."""
        page = self.page
        assert len(page.headings) == 1, name
        for found in (page.unlabelled, page.scripted, self._strangers()):
            assert found == [], (name, found)

    def _strangers(self) -> list[str]:
        loads: list[tuple[str, str]] = [("script", "src"), ("link", "href"), ("img", "src"), ("iframe", "src")]
        asked: list[Any] = [one.attributes.get(at, "") for tag, at in loads for one in self.page.root.all(tag)]
        return [one for one in asked if urlsplit(one).netloc and not re.match(r"https?://(localhost|testserver)", one)]
