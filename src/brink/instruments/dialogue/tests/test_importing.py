"""A Polis conversation becomes a dialogue: everything lands, the source is said, broken files change nothing."""

import gzip
from pathlib import Path

import pytest
from tests.builders import make_process, make_round, make_world

from brink.domain.contributions.models import Contribution, TrackingCode
from brink.domain.contributions.services.answers import named_place
from brink.domain.contributions.services.replying import send
from brink.domain.journal.services import Actor
from brink.domain.processes.instrument import SignalDraft
from brink.domain.processes.models import Process, Round
from brink.domain.processes.services.rounds import close_round
from brink.foundation import clock, codes
from brink.foundation.errors import BadInput, NotNow
from brink.instruments.dialogue.importing import import_polis
from brink.instruments.dialogue.instrument import Dialogue
from brink.instruments.dialogue.models import OpinionResult, Session, Statement, Vote

pytestmark = pytest.mark.django_db
OFFICER = Actor(role="officer")
COMMENTS = """timestamp,datetime,comment-id,author-id,agrees,disagrees,moderated,comment-body
1,Mon,0,0,1,0,1,"A bus, every hour."
2,Mon,1,0,0,1,0,More houses.
3,Mon,2,1,0,0,-1,Spam.
4,Mon,3,1,0,0,1,Nobody voted here.
"""
VOTES = """timestamp,datetime,comment-id,voter-id,vote
10,Mon,0,7,-1
20,Mon,0,7,1
11,Mon,1,7,0
12,Mon,2,8,1
13,Mon,1,9,-1
"""


@pytest.fixture
def round(db: None) -> Round:
    return make_round(make_process(make_world(), "ver-weg"), "dialogue")


def folder(tmp_path: Path, comments: str = COMMENTS, votes: str = VOTES) -> Path:
    (tmp_path / "comments.csv").write_text(comments, "utf-8")
    (tmp_path / "votes.csv.gz").write_bytes(gzip.compress(votes.encode(), mtime=0))
    (tmp_path / "summary.csv").write_text("topic,The village\nurl,https://voorbeeld.invalid/abc\n", "utf-8")
    return tmp_path


def test_people_sentences_and_last_votes_come_in(round: Round, tmp_path: Path) -> None:
    done = import_polis(folder(tmp_path), round, OFFICER)
    assert (done.people, done.signals, done.left_out) == (2, 3, 1)
    assert list(Statement.objects.order_by("number").values_list("text", "view_count", "is_seed")) == [
        ("A bus, every hour.", 1, False),
        ("More houses.", 2, False),
        ("Nobody voted here.", 0, False),
    ]
    assert sorted(Vote.objects.values_list("statement__number", "value")) == [(1, 1), (2, -1), (2, 0)]
    assert Session.objects.exclude(participant=None).count() == 0
    assert {TrackingCode.objects.filter(code_hash=codes.hash_code(code)).count() for code in done.codes} == {1}
    process = Process.objects.get()
    assert process.source == done.source
    assert "CC BY 4.0" in process.source
    assert "https://voorbeeld.invalid/abc" in process.source
    assert process.contribution_count == Contribution.objects.count() == 5


def test_the_wide_file_will_do(round: Round, tmp_path: Path) -> None:
    where = folder(tmp_path)
    (where / "votes.csv.gz").unlink()
    wide = "participant,group-id,n-comments,n-votes,n-agree,n-disagree,0,1,2\n7,,0,2,1,0,1,0,\n9,,0,1,0,1,,-1,\n"
    (where / "participants-votes.csv").write_text(wide, "utf-8")
    done = import_polis(where, round, OFFICER)
    assert (done.people, done.signals) == (2, 3)


@pytest.mark.parametrize(
    ("comments", "votes", "says"),
    [
        (COMMENTS, VOTES + "14,Mon,1,9,5\n", r"votes\.csv\.gz:7: '5' is geen stem"),
        (COMMENTS, VOTES + "14,Mon,1\n", r"votes\.csv\.gz:7: Deze regel heeft 3 cellen"),
        (COMMENTS + "5,Mon,4,1,0,0,9,Text\n", VOTES, r"comments\.csv:6: '9' is geen -1, 0 of 1"),
        (COMMENTS + "5,Mon,1,1,0,0,1,Again\n", VOTES, r"comments\.csv:6: Stelling '1' staat er 2 keer"),
        ("a,b\n", VOTES, r"comments\.csv:1"),
        (COMMENTS, "timestamp,datetime,comment-id,voter-id,vote\n", r"votes\.csv\.gz: Er staan geen stemmen"),
    ],
)
def test_a_broken_row_is_named_and_nothing_is_kept(
    round: Round, tmp_path: Path, comments: str, votes: str, says: str
) -> None:
    with pytest.raises(BadInput, match=says):
        import_polis(folder(tmp_path, comments, votes), round, OFFICER)
    assert (Contribution.objects.count(), Statement.objects.count(), Process.objects.get().source) == (0, 0, "")


def test_a_missing_file_or_folder_is_named(round: Round, tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="bestaat niet"):
        import_polis(tmp_path / "nergens", round, OFFICER)
    with pytest.raises(BadInput, match=r"comments\.csv"):
        import_polis(tmp_path, round, OFFICER)


def test_a_round_takes_one_conversation(round: Round, tmp_path: Path) -> None:
    import_polis(folder(tmp_path), round, OFFICER)
    with pytest.raises(NotNow, match="staan al antwoorden"):
        import_polis(folder(tmp_path), round, OFFICER)
    assert Session.objects.count() == 2


def test_dialogue_offers_the_import_by_name() -> None:
    assert Dialogue().importers() == {"polis": import_polis}


@pytest.mark.reference_data
@pytest.mark.parametrize(
    ("name", "people", "votes"),
    # All three sets travel the whole way, decision included, in tests/test_import_polis.py.
    [("brexit-consensus", 204, 5_303)],
)
def test_a_real_conversation_travels_from_file_to_landed_voices(
    round: Round, reference_data: Path, name: str, people: int, votes: int
) -> None:
    done = import_polis(reference_data / "polis" / name, round, OFFICER)
    assert done.people <= people
    assert done.signals <= votes
    assert done.signals >= 0.8 * votes
    Round.objects.filter(pk=round.pk).update(closes_at=clock.now())
    round.refresh_from_db()
    close_round(round=round, actor=OFFICER, key=None)
    round.refresh_from_db()
    frozen = OpinionResult.objects.get(frozen=True)
    assert (frozen.people, frozen.answers) == (done.people, done.signals)
    outcome = Dialogue().outcome(round)
    assert outcome.minority or outcome.minority_reason
    spot = named_place(process=round.process, kind="decision", title="Besluit")
    answered = Dialogue().answer_signals(
        round,
        choose=lambda text: SignalDraft("weighed", "Wij kozen anders, met redenen in het besluit.", "", spot.pk),
        reason="Hieronder leest u per stelling wat ermee gebeurde.",
        by=OFFICER,
    )
    assert answered == Statement.objects.count()
    assert Contribution.objects.filter(landed_at=None).count() == 0
    send(process=round.process, actor=OFFICER)
    session = Session.objects.order_by("id").first()
    answers = Dialogue().signal_answers(session.contribution_id)
    assert len(answers) == session.votes.count()
    assert {one.outcome for one in answers} == {"meegewogen, niet overgenomen"}
