"""Pages: one heading, labels, no script, GET and HEAD, and the same number of queries however many took part."""

from random import Random

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from brink.foundation.visibility import Role, Viewer
from tests.contract.checks import promise
from tests.contract.filled_round import SIZE, FilledRound, process_address, rendered
from tests.form_client import Page


@promise
def pages_have_one_heading_and_labels(filled: FilledRound) -> None:
    for address, html in filled.pages(filled.round).items():
        page = Page(html, address)
        assert len(page.headings) == 1, address
        assert page.unlabelled == [], address
    panel = Page(filled.panel_text(filled.round))
    assert panel.headings == [], "the page around the panel has the heading"


@promise
def pages_need_no_script(filled: FilledRound) -> None:
    for address, html in filled.pages(filled.round).items():
        page = Page(html, address)
        assert page.scripted == [], address
        dead = [form.action for form in page.forms if not form.can_be_sent]
        assert dead == [], "a form that only a script can send"


@promise
def pages_answer_to_head(filled: FilledRound) -> None:
    client = Client()
    for address in (process_address(filled.round.process), *filled.addresses(filled.round)):
        get, head = client.get(address), client.head(address)
        assert head.status_code == get.status_code, address
        assert head.content == b"" or get.status_code != 200, address


def _queries(filled: FilledRound, address: str) -> int:
    client = Client()
    client.get(address)
    with CaptureQueriesContext(connection) as asked:
        client.get(address)
    return len(asked)


@promise
def pages_ask_as_much_of_the_database_when_twice_as_many_take_part(filled: FilledRound) -> None:
    process = process_address(filled.round.process)
    addresses = [process, *filled.addresses(filled.round)]
    viewer = Viewer(roles=frozenset({(filled.round.tenant_id, Role.OFFICER)}))
    def asked() -> dict[str, int]:
        found = {address: _queries(filled, address) for address in addresses}
        for name, ask in (
            ("desk", lambda: rendered(filled.instrument.desk(filled.round, viewer))),
            ("desk items", lambda: filled.instrument.desk_items(viewer)),
            ("tables", lambda: list(filled.instrument.tables(filled.round))),
            ("outcome", lambda: filled.instrument.outcome(filled.round)),
        ):
            with CaptureQueriesContext(connection) as counted:
                ask()
            found[name] = len(counted)
        return found

    few = asked()
    filled.instrument.seed(filled.round, Random(8), SIZE)
    many = asked()
    assert {name: (few[name], many[name]) for name in few if many[name] > few[name]} == {}
