"""Every list with a search field asks the one search: the members are drawn from the addresses of the site."""

import re
from collections.abc import Iterator

import pytest
from django.test import Client

from brink.foundation.search import finding
from brink.web import search_index
from tests.safety.address import Who
from tests.safety.conftest import TwoBodies
from tests.safety.test_addresses import address, lines, things_of

pytestmark = pytest.mark.django_db
FIELD = re.compile(r"<input(?=[^>]*type=\"search\")[^>]*name=\"(\w+)\"|<input[^>]*name=\"(q|zoek)\"")
# A place by its name or postcode is no text to search in: it has slips of its own (places.name_matching).
OTHER = {"plek"}


def fields(client: Client, things: object) -> Iterator[tuple[str, str]]:
    for name, line in lines(*Who):
        if not line.get or name == "account_logout":
            continue
        url = address(name, things_of(name, things))  # type: ignore[arg-type]
        answer = client.get(url)
        if answer.status_code == 200 and answer["Content-Type"].startswith("text/html") and not answer.streaming:
            for one, other in set(FIELD.findall(answer.content.decode())):
                if (one or other) not in OTHER:
                    yield url, one or other


@pytest.mark.parametrize("role", ["nobody", "clerk"])
def test_every_search_field_asks_the_one_search(
    two_bodies: TwoBodies, role: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    search_index.repair()
    client, asked = two_bodies.browser(role), list[str]()
    seen = finding.asked_words
    monkeypatch.setattr(finding, "asked_words", lambda typed: asked.append(typed) or seen(typed))
    members = sorted(set(fields(client, two_bodies.filled.shown)))
    for url, field in members:
        for typed in ("fietspaden", '"bus" OR (x* NEAR y)', "x" * 500, "'", "a"):
            asked.clear()
            answer = client.get(url, {field: typed})
            assert answer.status_code == 200, (url, typed)
            assert asked, f"{url}?{field}= looks in some way of its own"
    least = {"nobody": 5, "clerk": 7}[role]
    assert len(members) >= least, members


def test_the_source_holds_no_other_search_in_words() -> None:
    from tests.architecture.layers import SOURCE

    # The demo finds a sentence of its own again; a place is found by its name (places.name_matching); and whose words
    # a quotation holds literally is no search.
    own = {"site/demo/build.py", "places/queries.py", "decisions/queries.py"}
    found = [
        str(path.relative_to(SOURCE))
        for path in SOURCE.rglob("*.py")
        if "tests" not in path.parts and re.search(r"__i?contains\s*=|SearchVector|__iregex", path.read_text("utf-8"))
    ]
    assert [one for one in found if not any(one.endswith(name) for name in own)] == []
