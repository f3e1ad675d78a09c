"""A real conversation comes in with all its votes, and stops where people must act."""

from pathlib import Path

import pytest
from django.test import Client

from brink.domain.contributions.models import Answer, Contribution
from brink.domain.contributions.services.following import look_up
from brink.domain.decisions.models import Decision
from brink.domain.journal import queries
from brink.domain.journal.sealing import seal
from brink.domain.processes.models import Process, RoundOutcome
from brink.domain.processes.states import ProcessState, process_state
from brink.foundation import clock
from brink.foundation.errors import BadInput
from brink.instruments.dialogue.models import Statement
from brink.methods.ledger import verify_journal
from brink.site.importing import _body, conversation

pytestmark = pytest.mark.django_db
SETS = {"brexit-consensus": (204, 50), "nz-biodiversity": (536, 314), "vtaiwan-uberx": (1_921, 197)}


@pytest.mark.reference_data
@pytest.mark.parametrize("name", SETS)
def test_a_real_conversation_is_read_and_counted_and_gets_no_invented_word(name: str, reference_data: Path) -> None:
    people, statements = SETS[name]
    folder = reference_data / "polis" / name
    process, imported = conversation(kind="polis", folder=folder, slug=f"gesprek-{name}", body=_body(""))
    assert 0.95 * people <= imported.people <= people
    rows = Contribution.objects.filter(process=process)
    kinds = dict.fromkeys(rows.values_list("kind", flat=True))
    assert set(kinds) == {"session", "statement"}
    assert rows.filter(kind="session").count() == imported.people
    assert rows.filter(kind="statement").count() <= statements
    assert process.contribution_count == rows.count()
    outcome = RoundOutcome.objects.get(round__process=process).data
    assert outcome["minority"], "every real set has groups"
    _stops_where_people_must_act(process)
    page = Client().get(f"/processen/{process.slug}/").content.decode()
    assert "Computational Democracy" in page
    followed = look_up(imported.codes[0])
    assert followed is not None
    trail = Client().post("/volg/", {"code": imported.codes[0]}, follow=True)
    assert trail.status_code == 200


def _stops_where_people_must_act(process: Process) -> None:
    """Nothing is weighed, decided or answered; whoever works at the desk finds that it waits for them."""
    assert process_state(process, clock.now()) is ProcessState.CLOSED
    assert not Decision.objects.filter(process=process).exists()
    assert not Answer.objects.filter(process=process).exists()
    assert not Statement.objects.filter(round__process=process).exclude(outcome="").exists()
    assert process.landed_count == 0
    assert process.source


def _write_small(folder: Path) -> None:
    """Write a conversation of twelve people about six sentences."""
    (folder / "comments.csv").write_text(
        "timestamp,datetime,comment-id,author-id,agrees,disagrees,moderated,comment-body\n"
        + "".join(f"{number},x,{number},{number},1,0,1,Zin nummer {number} van iemand.\n" for number in range(6))
    )
    rows = [
        f"{voter},x,{number},{voter},{1 if (voter + number) % 3 else -1}" for voter in range(12) for number in range(6)
    ]
    (folder / "votes.csv").write_text("timestamp,datetime,comment-id,voter-id,vote\n" + "\n".join(rows) + "\n")
    (folder / "summary.csv").write_text("topic,Een echt gesprek\nurl,https://pol.is/voorbeeld\n")


def test_a_small_conversation_stops_where_people_must_act_and_names_its_source(tmp_path: Path) -> None:
    _write_small(tmp_path)
    process, imported = conversation(kind="polis", folder=tmp_path, slug="echt", body=_body(""))
    assert imported.people == 12
    _stops_where_people_must_act(process)
    page = Client().get("/processen/echt/").content.decode()
    assert "Bron van dit gesprek" in page
    assert "https://pol.is/voorbeeld" in page


def test_the_log_of_a_body_says_that_what_was_read_in_is_older(tmp_path: Path) -> None:
    """A conversation is laid in the past: whoever checks the log is told why, and finds no forgery."""
    body = _body("")
    seal()
    _write_small(tmp_path)
    conversation(kind="polis", folder=tmp_path, slug="ouder", body=body)
    seal()
    lines = [line.encode() for line in queries.export_lines(body.pk)]
    [told] = verify_journal(queries.export_manifest(body.pk).encode(), lines).set_back
    assert told.endswith("want een ouder gesprek is ingelezen.")


def test_a_folder_that_is_not_there_says_so() -> None:
    with pytest.raises(BadInput, match="Noem de map"):
        conversation(kind="polis", folder=Path("/nergens"), slug="x", body=_body(""))


def test_a_broken_row_leaves_nothing_behind(tmp_path: Path) -> None:
    body = _body("")
    (tmp_path / "comments.csv").write_text(
        "timestamp,datetime,comment-id,author-id,agrees,disagrees,moderated,comment-body\n1,x,0,0,1,0,1,Hallo\n"
    )
    (tmp_path / "votes.csv").write_text("timestamp,datetime,comment-id,voter-id,vote\n1,x,0,0,1\n2,x,0,1,ja\n")
    (tmp_path / "summary.csv").write_text("topic,Proef\n")
    with pytest.raises(BadInput, match=r"votes\.csv"):
        conversation(kind="polis", folder=tmp_path, slug="kapot", body=body)
    assert not Process.objects.filter(slug="kapot").exists()
