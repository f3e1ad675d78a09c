"""The reader of .pb files: four kinds of ballot, one sentence with file and line per mistake, and back again."""

import gzip
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from brink.methods.budgeting import Rule, decide
from brink.methods.budgeting.synthetic import small_election
from brink.methods.files.pabulib import money, pb_of, read_pb, write_pb
from brink.methods.files.terminal import BadInput

META = "META\nkey;value\nbudget;100\nvote_type;{kind}\n"
PROJECTS = "PROJECTS\nproject_id;cost;name\na;10;Anker\nb;20.5;Brug\nc;0;Contact\n"
few = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def written(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "poll.pb"
    path.write_text(text, encoding="utf-8")
    return path


def poll(tmp_path: Path, kind: str, votes: str, header: str = "voter_id;vote") -> Path:
    return written(tmp_path, META.format(kind=kind) + PROJECTS + f"VOTES\n{header}\n{votes}")


def complaint(path: Path) -> str:
    with pytest.raises(BadInput) as found:
        read_pb(path)
    assert all(line.startswith(str(path)) for line in str(found.value).split("\n"))
    return str(found.value)


def test_approval_with_costs_in_cents(tmp_path: Path) -> None:
    found = read_pb(poll(tmp_path, "approval", "1;a,b\n2;b,a\n\n3;\n4;c\n"))
    made = found.election
    assert (made.names, made.costs) == (("a", "b", "c"), (100, 205, 0))
    assert (made.budget, made.unit, made.voters) == (1000, 10, 4)
    assert made.votes.tolist() == [2, 2, 1]
    assert sorted(made.counts.tolist()) == [1, 2]
    assert found.cells("name") == ["Anker", "Brug", "Contact"]
    assert found.published is None


def test_points_places_and_one_choice(tmp_path: Path) -> None:
    points = read_pb(poll(tmp_path, "cumulative", "1;a,b;3,1.5\n2;b;0\n", "voter_id;vote;points")).election
    assert points.points.tolist() == [30, 15, 0]
    assert (points.votes.tolist(), points.voters) == ([1, 1, 0], 2)
    places = poll(tmp_path, "ordinal", "1;b,a,c\n2;a\n")
    assert read_pb(places).election.points.tolist() == [3, 3, 1]
    assert read_pb(places, last_place=0).election.points.tolist() == [1, 2, 0]
    assert read_pb(poll(tmp_path, "choose-1", "1;b\n2;\n")).election.votes.tolist() == [0, 1, 0]


def test_gzip_byte_order_mark_windows_lines_and_quoted_cells(tmp_path: Path) -> None:
    text = META.format(kind="Approval") + 'projects\nproject_id;cost;name;selected\na;5;"Plein; en bank";1\nb;6;x;0\n'
    text = (text + 'VOTES\nvoter_id;age;vote\n1;30;"a,b"\n').replace("\n", "\r\n")
    path = tmp_path / "poll"
    path.write_bytes(gzip.compress(b"\xef\xbb\xbf" + text.encode()))
    found = read_pb(path)
    assert found.cells("name") == ["Plein; en bank", "x"]
    assert found.published == {0}
    assert found.election.votes.tolist() == [1, 1]


@pytest.mark.parametrize(
    ("old", "new", "line", "told"),
    [
        ("META\n", "", 1, "META"),
        ("key;value\n", "", 2, "key;value"),
        ("budget;100", "budget;honderd", 3, "honderd"),
        ("budget;100", "budget;-100", 3, "-100"),
        ("budget;100", "budget;1,000", 3, "1,000"),
        ("budget;100", "budget;1e9", 3, "1e9"),
        ("budget;100\n", "", 3, "budget"),
        ("budget;100\n", "budget;100\nbudget;200\n", 4, "budget"),
        ("vote_type;approval", "vote_type;guess", 4, "guess"),
        ("vote_type;approval", "vote_type;approval\nnum_projects;4", 5, "num_projects"),
        ("vote_type;approval", "vote_type;approval\nnum_votes;1", 5, "num_votes"),
        ("project_id;cost", "project_id;price", 6, "cost"),
        ("a;10;Anker", "a;10", 7, "kolommen"),
        ("a;10;Anker", "a;ten;Anker", 7, "ten"),
        ("a;10;Anker", "a;1.0000001;Anker", 7, "decimalen"),
        ("a;10;Anker", "b;10;Anker", 8, "'b'"),
        ("a;10;Anker", ";10;Anker", 7, "project_id"),
        ("PROJECTS\n", "VOTES\n", 5, "PROJECTS"),
        ("VOTES\n", "", None, "VOTES"),
        ("voter_id;vote", "voter;vote", 11, "voter_id"),
        ("2;b", "2;b;c", 13, "kolommen"),
        ("2;b", "1;b", 13, "voter_id"),
        ("2;b", ";b", 13, "voter_id"),
        ("2;b", "2;z", 13, "'z'"),
        ("2;b", "2;b,,a", 13, "''"),
    ],
)
def test_each_mistake_is_named_with_its_line(tmp_path: Path, old: str, new: str, line: int | None, told: str) -> None:
    text = META.format(kind="approval") + PROJECTS + "VOTES\nvoter_id;vote\n1;a\n2;b\n"
    read_pb(written(tmp_path, text))
    found = complaint(written(tmp_path, text.replace(old, new, 1)))
    assert told in found
    if line is not None:
        assert f"poll.pb:{line}: " in found


@pytest.mark.parametrize(
    ("kind", "header", "vote", "told"),
    [
        ("choose-1", "voter_id;vote", "1;a,b", "hooguit 1"),
        ("cumulative", "voter_id;vote", "1;a", "points"),
        ("cumulative", "voter_id;vote;points", "1;a,b;3", "Maak dat gelijk"),
        ("cumulative", "voter_id;vote;points", "1;a;-3", "-3"),
        ("cumulative", "voter_id;vote;points", "1;a,b;900000000000000,900000000000000.000001", "te groot"),
    ],
)
def test_ballots_that_do_not_fit_their_kind(tmp_path: Path, kind: str, header: str, vote: str, told: str) -> None:
    assert told in complaint(poll(tmp_path, kind, vote + "\n", header))


def test_files_that_are_no_files(tmp_path: Path) -> None:
    assert "bestaat niet" in complaint(tmp_path / "none.pb")
    assert complaint(written(tmp_path, ""))
    cut = tmp_path / "cut.pb"
    cut.write_bytes(gzip.compress(META.encode() * 50)[:-20])
    assert "gzip" in complaint(cut)
    cut.write_bytes(b"META\nkey;value\nbudget;\xff\n")
    assert "UTF-8" in complaint(cut)


@few
@given(st.text(alphabet="METAPROJCSVkeyvalubdg_idcost;,\n\"10.9ab\r\x00é", max_size=300))
def test_whatever_stands_in_a_file_it_is_read_or_refused(tmp_path: Path, text: str) -> None:
    base = META.format(kind="approval") + PROJECTS + "VOTES\nvoter_id;vote\n"
    for whole in (text, base + text, META.format(kind="cumulative") + text):
        told = ""
        try:
            decide(read_pb(written(tmp_path, whole)).election, Rule())
        except BadInput as found:
            told = str(found)
        assert all(line.startswith(str(tmp_path)) for line in told.split("\n") if told)


@few
@given(st.integers(0, 10**6), st.sampled_from(["approval", "cumulative"]))
def test_what_is_written_is_read_back(tmp_path: Path, seed: int, kind: str) -> None:
    made = small_election(seed, kind=kind)
    titles = [f"Naam; \"{name}\"\n2" for name in made.names]
    found = read_pb(written(tmp_path, pb_of(made, kind, [("unit", "Ane; en\nom")], titles)))
    again = found.election
    assert (again.names, again.costs, again.budget, again.voters) == (made.names, made.costs, made.budget, made.voters)
    assert (again.votes.tolist(), again.points.tolist()) == (made.votes.tolist(), made.points.tolist())
    assert found.meta["unit"] == "Ane, en,om"
    for utility in ("cost", "cardinality"):
        assert decide(again, Rule(utility=utility)).winners == decide(made, Rule(utility=utility)).winners


def test_amounts_as_text() -> None:
    assert [money(1250, 100), money(1200, 100), money(7, 1), money(5, 1000)] == ["12.5", "12", "7", "0.005"]


def test_a_cell_never_becomes_two(tmp_path: Path) -> None:
    text = write_pb([("a", "b;c\u2028d")], ["project_id"], [['x"y']], ["voter_id"], [["1\r\n2"]])
    sections = "META key;value a;b,c,d PROJECTS project_id x,y VOTES voter_id 1,2"
    assert text.split("\n") == [*sections.split(" "), ""]


@pytest.mark.parametrize(
    ("kind", "votes", "same"),
    [
        ("approval", "1;a,a,b\n2;b\n", "1;a,b\n2;b\n"), ("choose-1", "1;a,a\n2;b\n", "1;a\n2;b\n"),
        ("ordinal", "1;b,a,b\n2;a\n", "1;b,a\n2;a\n"),
    ],
)  # fmt: skip
def test_a_ballot_that_names_a_project_twice_counts_as_a_set(
    tmp_path: Path, kind: str, votes: str, same: str
) -> None:
    twice = read_pb(poll(tmp_path, kind, votes))
    assert "1 stem noemt een project 2 keer" in " ".join(twice.remarks)
    once = read_pb(poll(tmp_path, kind, same))
    assert (twice.election.weights.tolist(), twice.election.counts.tolist()) == (
        once.election.weights.tolist(), once.election.counts.tolist(),
    )  # fmt: skip


def test_points_for_one_project_twice_count_once_when_they_are_the_same(tmp_path: Path) -> None:
    header = "voter_id;vote;points"
    twice = read_pb(poll(tmp_path, "cumulative", "1;a,a,b;3,3,1\n", header))
    assert twice.election.points.tolist()[:2] == [3, 1]
    assert "niet evenveel" in complaint(poll(tmp_path, "cumulative", "1;a,a;3,2\n", header))


@pytest.mark.parametrize(
    ("budget", "cost", "read"),
    [
        ("100,50", "10", ("100.5", "10")), ("1.000,50", "10", ("1000.5", "10")), ("1,000.50", "10", ("1000.5", "10")),
        ("1.000", "12.34", None), ("1.000", "10", None), ("12,345", "10", None), ("100", "1.000.000", None),
        ("1.000", "12,34", None),
    ],
)  # fmt: skip
def test_an_amount_is_never_read_in_silence_as_another(
    tmp_path: Path, budget: str, cost: str, read: tuple[str, str] | None
) -> None:
    text = META.format(kind="approval") + PROJECTS + "VOTES\nvoter_id;vote\n1;a\n2;b\n"
    path = written(tmp_path, text.replace("budget;100", f"budget;{budget}").replace("a;10;", f"a;{cost};"))
    if read is None:
        assert "is dit duizend?" in complaint(path)
        return
    election = read_pb(path).election
    assert (money(election.budget, election.unit), money(election.costs[0], election.unit)) == read
    assert ("met een komma" in " ".join(read_pb(path).remarks)) == ("," in budget)


def test_ballots_of_another_length_a_budget_of_nothing_and_dear_projects_are_remarked(tmp_path: Path) -> None:
    text = META.format(kind="approval") + PROJECTS + "VOTES\nvoter_id;vote\n1;a,b\n2;b\n"
    limits = text.replace("vote_type;approval", "vote_type;approval\nmax_length;1\nmin_length;2")
    told = " ".join(read_pb(written(tmp_path, limits)).remarks)
    assert "max_length (1) toestaat: 1." in told
    assert "min_length (2) vraagt: 1." in told
    told = " ".join(read_pb(written(tmp_path, text.replace("budget;100", "budget;0"))).remarks)
    assert "het budget is 0" in told
    told = " ".join(read_pb(written(tmp_path, text.replace("a;10;", "a;999;"))).remarks)
    assert told == "poll.pb: duurder dan het hele budget, dus nooit winnaar: a."


def test_all_complaints_come_in_one_run(tmp_path: Path) -> None:
    text = META.format(kind="approval") + PROJECTS + "VOTES\nvoter_id;vote\n" + "1;z\n" * 14
    told = complaint(written(tmp_path, text)).split("\n")
    assert len(told) == 11
    assert told[-1].endswith("en nog 4 fouten.")
