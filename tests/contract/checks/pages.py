"""Pages: one heading, labels, no script, GET and HEAD, and the same number of queries however many took part."""

from random import Random

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from brink.foundation.visibility import Role, Viewer
from tests.contract.checks import promise
from tests.contract.stage import SIZE, Stage, process_address, rendered
from tests.form_client import Page


@promise
def pages_have_one_heading_and_labels(stage: Stage) -> None:
    for address, html in stage.pages(stage.round).items():
        page = Page(html, address)
        assert len(page.headings) == 1, address
        assert page.unlabelled == [], address
    panel = Page(stage.panel_text(stage.round))
    assert panel.headings == [], "the page around the panel has the heading"


@promise
def pages_need_no_script(stage: Stage) -> None:
    for address, html in stage.pages(stage.round).items():
        page = Page(html, address)
        assert page.scripted == [], address
        dead = [form.action for form in page.forms if not form.can_be_sent]
        assert dead == [], "a form that only a script can send"


@promise
def pages_answer_to_head(stage: Stage) -> None:
    client = Client()
    for address in (process_address(stage.round.process), *stage.addresses(stage.round)):
        get, head = client.get(address), client.head(address)
        assert head.status_code == get.status_code, address
        assert head.content == b"" or get.status_code != 200, address


def _queries(stage: Stage, address: str) -> int:
    client = Client()
    client.get(address)
    with CaptureQueriesContext(connection) as asked:
        client.get(address)
    return len(asked)


@promise
def pages_ask_as_much_of_the_database_when_twice_as_many_take_part(stage: Stage) -> None:
    process = process_address(stage.round.process)
    addresses = [process, *stage.addresses(stage.round)]
    viewer = Viewer(roles=frozenset({(stage.round.tenant_id, Role.OFFICER)}))
    def asked() -> dict[str, int]:
        found = {address: _queries(stage, address) for address in addresses}
        for name, ask in (
            ("desk", lambda: rendered(stage.instrument.desk(stage.round, viewer))),
            ("desk items", lambda: stage.instrument.desk_items(viewer)),
            ("tables", lambda: list(stage.instrument.tables(stage.round))),
            ("outcome", lambda: stage.instrument.outcome(stage.round)),
        ):
            with CaptureQueriesContext(connection) as counted:
                ask()
            found[name] = len(counted)
        return found

    few = asked()
    stage.instrument.seed(stage.round, Random(8), SIZE)
    many = asked()
    assert {name: (few[name], many[name]) for name in few if many[name] > few[name]} == {}
