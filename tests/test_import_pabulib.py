"""Elections of elsewhere: brought in, counted by the rule that the file names, and equal to what was published."""

import gzip
import json
from pathlib import Path
from random import Random

import pytest
from django.test import Client

from brink.domain.processes.models import Round, RoundOutcome
from brink.foundation.errors import BadInput, NotNow
from brink.instruments.budget.importing import counting_of, import_pabulib
from brink.instruments.budget.models import Ballot, Plan, Tally
from brink.instruments.budget.tests.conftest import make_village
from brink.methods.files.commands import COMMANDS
from brink.methods.files.pabulib import pb_of, read_pb
from brink.site.importing import _body, conversation
from tests.contract.filled_round import OFFICER

pytestmark = pytest.mark.django_db
FILES = {
    "Netherlands_Assen_2024.pb": True,
    "Poland_Wieliczka_2023_Green_Budget.pb": True,
    "Netherlands_Amsterdam_631.pb.gz": False,
}
SMALL = (
    "META\nkey;value\nbudget;100\nvote_type;{kind}\nrule;{rule}\nPROJECTS\nproject_id;cost;name\na;60;Bank\nb;50;Boom\n"
    "c;40.50;Pad\nVOTES\n{votes}\n"
)


def written(
    folder: Path, kind: str = "approval", rule: str = "greedy", votes: str = "voter_id;vote\n1;a\n2;a,b\n3;c"
) -> Path:
    path = folder / "klein.pb"
    path.write_text(SMALL.format(kind=kind, rule=rule, votes=votes))
    return path


def counted(path: Path, slug: str) -> dict[str, object]:
    conversation(kind="pabulib", folder=path, slug=slug, body=_body(""))
    data: dict[str, object] = RoundOutcome.objects.get(round__process__slug=slug).data["details"]
    return data


@pytest.mark.reference_data
@pytest.mark.parametrize("name", [one for one, published in FILES.items() if published])
def test_a_published_election_wins_the_same_plans_and_its_page_says_so(name: str, reference_data: Path) -> None:
    path = reference_data / "pabulib" / name
    poll = read_pb(path)
    assert poll.published is not None
    data = counted(path, "elders")
    won = {one["code"] for one in data["plans"] if one["won"]}  # type: ignore[attr-defined]
    assert won == {poll.election.names[place] for place in poll.published}
    round = Round.objects.get(process__slug="elders")
    page = Client().get(f"/processen/elders/{round.slug}/buurtbudget/uitslag/")
    titles = {one["title"] for one in data["plans"] if one["won"]}  # type: ignore[attr-defined]
    from django.utils.html import escape

    head, _sep, _tail = page.content.decode().partition('id="verliest"')
    assert all(escape(title) in head for title in titles)
    assert Ballot.objects.filter(round=round).count() == poll.election.voters


@pytest.mark.reference_data
def test_a_sample_of_a_real_election_is_counted_and_recounted_the_same(reference_data: Path, tmp_path: Path) -> None:
    """A seeded tenth of one hundred of the ballots of a large election, by the command on the exported file."""
    name = Random(7).choice(sorted(FILES))
    poll = read_pb(reference_data / "pabulib" / name)
    made, rng = poll.election, Random(11)
    keep = sorted(rng.sample(range(len(made.counts)), min(60, len(made.counts))))
    from brink.methods.budgeting import Election

    part = Election(
        made.names, made.costs, made.budget, made.unit, int(made.counts[keep].sum()), made.counts[keep],
        made.weights[keep],
    )  # fmt: skip
    path = tmp_path / "deel.pb"
    path.write_text(pb_of(part, "approval", [("rule", "equalshares/add1")]))
    data = counted(path, "deel")
    text = Tally.objects.get(round__process__slug="deel").election
    (tmp_path / "stemmen.pb").write_text(text)
    out = tmp_path / "uit.json"
    words = str(data["command"]).split()[3:]
    assert COMMANDS["budget"]([str(tmp_path / "stemmen.pb"), *words, "--json", str(out), "--quiet"]) == 0
    codes = {one["number"]: one["code"] for one in data["plans"]}  # type: ignore[attr-defined]
    assert json.loads(out.read_text())["order"] == [codes[number] for number in data["order"]]  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("kind", "votes", "first"),
    [
        ("approval", "voter_id;vote\n1;a\n2;a,b\n3;c", {1: 1}),
        ("cumulative", "voter_id;vote;points\n1;a,b;3,2\n2;b;5", {2: 5}),
        ("ordinal", "voter_id;vote\n1;b,a\n2;a", {1: 1}),
        ("choose-1", "voter_id;vote\n1;a\n2;b", {1: 1}),
    ],
)
def test_each_kind_of_ballot_comes_in_and_goes_out_the_same(
    kind: str, votes: str, first: dict[int, int], tmp_path: Path
) -> None:
    path = written(tmp_path, kind, "equalshares/add1", votes)
    counted(path, "klein")
    stored = [{int(key): mark for key, mark in one.choices.items()} for one in Ballot.objects.all()]
    assert first in stored
    back = tmp_path / "terug.pb"
    back.write_text(Tally.objects.get().election)
    was, now = read_pb(path).election, read_pb(back).election
    assert (now.names, now.voters, now.budget * was.unit) == (was.names, was.voters, was.budget * now.unit)
    assert now.points.tolist() == was.points.tolist()
    assert now.votes.tolist() == was.votes.tolist()


def test_gzipped_and_cents_come_in_and_a_voter_without_a_choice_is_a_voter(tmp_path: Path) -> None:
    path = written(tmp_path, votes="voter_id;vote\n1;a\n2;")
    packed = tmp_path / "klein.pb.gz"
    packed.write_bytes(gzip.compress(path.read_bytes()))
    counted(packed, "klein")
    assert Plan.objects.get(code="c").cost_cents == 4050
    assert Ballot.objects.count() == 2


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [("cost", "cost"), ("budget;100", "budget"), ("VOTES", "VOTES"), ("vote_type;approval", "vote_type")],
)
def test_a_broken_file_leaves_nothing_behind(wrong: str, sentence: str, tmp_path: Path) -> None:
    path = written(tmp_path)
    path.write_text(path.read_text().replace(wrong, "iets", 1))
    with pytest.raises(BadInput, match=sentence):
        counted(path, "kapot")
    assert not Round.objects.filter(process__slug="kapot").exists()
    with pytest.raises(BadInput, match="Noem de map"):
        counted(tmp_path / "nergens.pb", "weg")


def test_amounts_that_are_too_fine_or_too_large_are_refused(tmp_path: Path) -> None:
    path = written(tmp_path)
    for wrong in ("40.505", "99999999999999"):
        path.write_text(
            SMALL.format(kind="approval", rule="greedy", votes="voter_id;vote\n1;a").replace("40.50", wrong)
        )
        with pytest.raises(BadInput):
            counted(path, "kapot")


def test_an_election_comes_into_an_empty_round_only(tmp_path: Path) -> None:
    village = make_village()
    with pytest.raises(NotNow, match="staan al plannen"):
        import_pabulib(written(tmp_path), village.round, OFFICER)
    village.close()
    with pytest.raises(NotNow, match="is gesloten"):
        import_pabulib(written(tmp_path), village.round, OFFICER)


def test_the_rule_of_a_file_is_read() -> None:
    said = {
        "greedy": "greedy",
        "": "greedy",
        "equalshares/add1": "equal-shares/add1",
        "equalshares/greedy": "equal-shares/utilitarian",
    }
    assert {rule: counting_of({"rule": rule}) for rule in said} == said
