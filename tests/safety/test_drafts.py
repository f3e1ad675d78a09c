"""A draft of an answer is read by nobody outside the desk: not on any page, in any mail, file, table or entry.

Canaries stand in every text of answers that were not sent; everything that anybody outside the desk can get is drawn
from the register of addresses, the registry of instruments and the export, and searched for them.
"""

from argparse import Namespace
from collections.abc import Iterator, Sequence
from datetime import timedelta
from pathlib import Path

import pytest
from django.core import mail
from django.test import Client

from brink.domain.contributions.models import Contribution, Landing
from brink.domain.contributions.services import bundling, landing, replying
from brink.domain.contributions.services.answers import AnswerDraft, named_place
from brink.domain.contributions.services.giving import Receipt, Words, give
from brink.domain.journal import queries as journal
from brink.domain.journal.sealing import seal
from brink.domain.journal.services import RESIDENT
from brink.domain.notifications.mailing import notify
from brink.domain.processes.instrument import registry
from brink.domain.processes.models import Process, Round
from brink.foundation import clock
from brink.foundation.visibility import ANYONE
from brink.instruments.dialogue.models import Statement
from brink.instruments.dialogue.services.answering import answer as vote
from brink.instruments.dialogue.services.body_answers import answer_statements
from brink.site import exporting
from tests.safety.address import Who
from tests.safety.addresses import TABLE
from tests.safety.filled_body import STAFF, FilledBody, client_of, fill_body
from tests.safety.test_addresses import address, read, things_of

pytestmark = pytest.mark.django_db
DRAFT = "dwaallicht"
OUTSIDE = ("nobody", "resident", "council", "executive", "other officer")


def enter(code: str) -> Client:
    client = Client()
    client.post("/volg/", {"code": code})
    return client


def draft(process: Process, outcome: str = "partly") -> AnswerDraft:
    """Return a draft with the canary in each of its texts."""
    where = named_place(process=process, kind="place", title=f"Het plan met {DRAFT}")
    return AnswerDraft(outcome, f"Zo is het met {DRAFT} één.", f"Dit lukt niet met {DRAFT}.", where)


def sent(process: Process) -> AnswerDraft:
    return AnswerDraft("outside", "Dat mag niet van de wet, helaas.")


@pytest.fixture
def drafted(filled: FilledBody) -> dict[str, Receipt]:
    """Fill the public question with drafts: a first answer, one beside it, one in place of a sent one, of a round."""
    things, process = filled.shown, filled.shown.process
    say = lambda text: give(  # noqa: E731
        round=things.ideas, words=Words(kind="idea", text=text, email="g@voorbeeld.invalid"), actor=RESIDENT, key=None
    )
    receipts = {"first": things.receipt, "again": say("Een bus op zaterdag."), "beside": say("Een bus op zondag.")}
    receipts["whole"] = vote(
        round=things.dialogue, token="t" * 32, answers={one.pk: 1 for one in Statement.objects.filter(
            round=things.dialogue)}).receipt  # fmt: skip
    now = clock.now()
    Round.objects.filter(process=process).update(closes_at=now, closed_at=now)
    things.dialogue.refresh_from_db()
    for name in ("again", "beside"):
        landing.land(process=process, draft=sent(process), contributions=[voice(receipts[name])], actor=STAFF)
    replying.send(process=process, actor=STAFF)
    other = bundling.make(process=process, title="Bus", contributions=[voice(receipts["beside"])], actor=STAFF)
    bundling.add(bundle=other, contributions=[voice(receipts["first"])], actor=STAFF)
    landing.land(process=process, draft=draft(process), bundle=other, actor=STAFF)
    landing.land(
        process=process, draft=draft(process, "adopted"), contributions=[voice(receipts["again"])],
        change_reason=f"Wij lazen {DRAFT} niet goed.", actor=STAFF,
    )  # fmt: skip
    answer_statements(round=things.dialogue, statements=list(Statement.objects.filter(round=things.dialogue)),
              draft=draft(process), actor=STAFF)  # fmt: skip
    landing.land_round(round=things.dialogue, reason=f"Zie elk antwoord, met {DRAFT}.", actor=STAFF)
    return receipts


def voice(receipt: Receipt) -> Contribution:
    return Contribution.objects.get(pk=receipt.contribution.pk)


def pages(
    filled: FilledBody, codes: dict[str, str], other: FilledBody, roles: Sequence[str] = OUTSIDE
) -> Iterator[tuple[str, str]]:
    """Return everything that anybody outside the desk can open, with a name for it."""
    browsers = {role: client_of(filled, role, other) for role in roles}
    for name, line in TABLE.items():
        if not line.get or line.who not in (Who.EVERYBODY, Who.READERS):
            continue
        path = address(name, things_of(name, filled.shown))
        for role, browser in browsers.items():
            answer = browser.get(path)
            if answer.status_code == 200:
                yield f"{name} {role}", read(answer)
    for holder, code in codes.items():
        client = enter(code)
        for name, line in TABLE.items():
            if line.who is Who.GIVER and line.get:
                yield f"{name} {holder}", read(client.get(address(name)))
    bundles = filled.shown.process.bundles.all()
    for bundle in bundles:
        yield "bundle", Client().get(f"/bundels/{bundle.pk}/").content.decode()


def files(filled: FilledBody, folder: Path) -> Iterator[tuple[str, str]]:
    """Return the export, the open tables, the panels and outcomes of rounds, and the public journal."""
    exporting.run(Namespace(slug=filled.shown.process.slug, folder=folder))
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            yield path.name, path.read_text("utf-8")
    for round in (filled.shown.ideas, filled.shown.dialogue):
        instrument = registry[round.instrument]
        yield f"tables {round.instrument}", str([list(one.rows) for one in instrument.tables(round)])
        yield f"outcome {round.instrument}", str(instrument.outcome(round).as_data())
        yield f"panel {round.instrument}", str(instrument.panel(round, ANYONE).context)
    seal()
    yield "journal", "\n".join(journal.export_lines(filled.world.body.pk))


def mails() -> Iterator[tuple[str, str]]:
    with clock.frozen(clock.now() + timedelta(minutes=30)):
        notify()
    for letter in mail.outbox:
        yield f"mail {letter.to}", f"{letter.subject} {letter.body}"


@pytest.mark.long
def test_nobody_outside_the_desk_reads_a_draft(filled: FilledBody, drafted: dict[str, Receipt], tmp_path: Path) -> None:
    other, codes = fill_body("assen"), {name: one.code for name, one in drafted.items()}
    seen = [*pages(filled, codes, other), *files(filled, tmp_path / "uit"), *mails()]
    assert [name for name, text in seen if DRAFT in text] == []
    assert len(seen) > 80
    assert len(mail.outbox) == 1, "what was sent before was mailed; what lies ready was not"


def test_what_is_sent_is_read(filled: FilledBody, drafted: dict[str, Receipt]) -> None:
    """The same canaries do appear once they are sent: the test above can fail."""
    before = {name: enter(one.code).get("/volg/pad/").content.decode() for name, one in drafted.items()}
    assert "Dat mag niet van de wet, helaas." in before["again"]
    assert "u heeft antwoord. U kunt tot en met" in before["again"], "who has an answer keeps it till the next"
    assert "Ons antwoord aan u volgt" not in before["first"]
    replying.send(process=filled.shown.process, actor=STAFF)
    after = {name: enter(one.code).get("/volg/pad/").content.decode() for name, one in drafted.items()}
    assert [name for name, text in after.items() if f"met {DRAFT}" not in text] == []
    assert f"Wij lazen {DRAFT} niet goed." in after["again"]
    assert "Dat mag niet van de wet, helaas." in after["again"], "what was said before stays readable"
    assert "Ook uw bundel" in after["beside"]


def test_an_entry_about_a_draft_is_not_public(filled: FilledBody, drafted: dict[str, Receipt]) -> None:
    from brink.domain.journal.models import Entry

    kinds = Entry.objects.filter(kind__startswith="landing.").values_list("public", flat=True)
    assert set(kinds) == {False}


def test_a_draft_that_was_replaced_was_never_said(filled: FilledBody, drafted: dict[str, Receipt]) -> None:
    process = filled.shown.process
    landing.land(process=process, draft=sent(process), contributions=[voice(drafted["again"])],
                 change_reason="Toch niet.", actor=STAFF)  # fmt: skip
    replying.send(process=process, actor=STAFF)
    page = enter(drafted["again"].code).get("/volg/pad/").content.decode()
    assert DRAFT not in page
    assert Landing.objects.filter(contribution=voice(drafted["again"]), sent_at=None).count() == 1
