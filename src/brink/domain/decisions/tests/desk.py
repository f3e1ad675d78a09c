"""The decision desk as a browser without script has it: open the page, fill in a form that stands there, send it."""

from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

from django.test import Client

from brink.domain.decisions.models import Decision
from brink.domain.people.models import Account


class Forms(HTMLParser):
    """The forms of a page with what their fields hold: by address, and of a form of many parts each part by itself."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[dict[str, Any]] = []
        self._area = self._select = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep each field as a browser would send it."""
        had = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.found.append({"action": had.get("action", ""), "data": {}})
        if not self.found or tag not in ("input", "textarea", "select", "option"):
            return
        if had.get("name", "").endswith("-key"):
            self.found.append({"action": "", "data": {"section": had["name"].removesuffix("-key")}})
        data, name = self.found[-1]["data"], had.get("name", "")
        if name in (f"{data.get('section')}-key", f"{data.get('section')}-seen"):
            name = name.rpartition("-")[2]
        if tag == "textarea":
            data[name], self._area = "", name
        elif tag == "select":
            data[name], self._select = "", name
        elif tag == "option":
            if "selected" in had:
                data[self._select] = had.get("value", "")
        elif had.get("type") not in ("checkbox", "radio") or "checked" in had:
            data[name] = had.get("value", "on" if had.get("type") == "checkbox" else "")

    def handle_endtag(self, tag: str) -> None:
        """Leave a field."""
        if tag == "textarea":
            self._area = ""

    def handle_data(self, text: str) -> None:
        """Gather the text of a box; a browser leaves the first new line out."""
        if self._area:
            self.found[-1]["data"][self._area] += text.removeprefix("\n")


@dataclass
class Desk:
    """Somebody at the desk of a decision, with the page that they opened last."""

    decision: Decision
    account: Account | None
    client: Client = field(default_factory=Client)
    page: str = ""

    def __post_init__(self) -> None:
        if self.account is not None:
            self.client.force_login(self.account)

    @property
    def address(self) -> str:
        """Return the address of the page."""
        return f"/balie/besluiten/{self.decision.slug}/"

    def open(self, address: str = "") -> dict[str, dict[str, str]]:
        """Open the page and return its forms by section."""
        answer = self.client.get(address or self.address)
        assert answer.status_code == 200
        return self.read(answer)

    def read(self, answer: Any) -> dict[str, dict[str, str]]:
        """Return the forms of an answer by section; one without a section by where it is sent to."""
        self.page = answer.content.decode()
        return {one["data"].get("section", one["action"]): one["data"] for one in Forms(self.page).found}

    def send(self, form: dict[str, str], address: str = "", **typed: str) -> Any:
        """Send a form with other words in some of its fields, named without the prefix of the section."""
        return self.client.post(address or self.address, filled(form, **typed))


def filled(form: dict[str, str], **typed: str) -> dict[str, str]:
    """Return a form with other words in some of its fields; `None` leaves a field out, as an empty box does."""
    prefix = f"{form['section']}-" if "section" in form else ""
    data = dict(form)
    for name, text in typed.items():
        data[f"{prefix}{name.replace('__', '-')}"] = text
    return data


LINE = {"norm_side": "n", "value_side": "v", "weight": "high", "done": "d", "reason": "r"}
