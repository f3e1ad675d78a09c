"""Reading a page as a browser does: its tags, their attributes, where they lead, and what may run."""

from html.parser import HTMLParser

from tests.safety.payloads import MARKUP

LEADING = {"href", "src", "action", "formaction", "data", "poster", "srcset", "cite", "background", "hx-get", "hx-post"}


class Page(HTMLParser):
    """The tags of one page."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep each tag with its attributes."""
        self.tags.append((tag, {name: value or "" for name, value in attrs}))

    def addresses(self) -> list[tuple[str, str]]:
        """Return (tag, address) of all that is fetched, sent to or led to."""
        return [(tag, value) for tag, attrs in self.tags for name, value in attrs.items() if name in LEADING]

    def running(self) -> list[str]:
        """Return what would run or style without a file of ours: the policy of the site forbids all of it."""
        found = []
        for tag, attrs in self.tags:
            found += [f"{tag} {name}" for name in attrs if name.startswith("on") or name == "style"]
            if tag == "style" or (tag == "script" and "src" not in attrs):
                found.append(tag)
            if tag in ("iframe", "object", "embed", "base", "marquee", "math") or "http-equiv" in attrs:
                found.append(tag)
        return found


def harmless(text: str) -> None:
    """Assert that nothing of the payloads became markup: no handler, no script, no address elsewhere."""
    page = Page(text)
    assert page.running() == []
    elsewhere = [one for one in page.addresses() if "evil.example" in one[1].split("?")[0].split("#")[0]]
    assert elsewhere == []
    scheme = ("javascript:", "vbscript:", "data:text")
    assert [one for one in page.addresses() if one[1].strip().lower().startswith(scheme)] == []
    for payload in MARKUP:
        if "<" in payload:
            assert payload not in text, payload
