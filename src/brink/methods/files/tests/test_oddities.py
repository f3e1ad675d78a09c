"""The shared files in the shapes that real ones have (oddities): each row has its right value here.

The kinds are tested with files of our own beside each command (test_table, test_polis_files, …); these are the files
that others tried.
"""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import pytest

from brink.methods.files.commands import COMMANDS

pytestmark = pytest.mark.reference_data
Answer = tuple[int, dict[str, Any], str]


@pytest.fixture
def odd(reference_data: Path) -> Path:
    return reference_data / "oddities"


@pytest.fixture
def ask(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Any:
    """Run a command; its exit code, its JSON ({} when there is none), and its standard error."""

    def run(command: str, *arguments: object) -> Answer:
        out = tmp_path / "out.json"
        out.unlink(missing_ok=True)
        code = COMMANDS[command]([*map(str, arguments), "--quiet", "--json", str(out)])
        error = capsys.readouterr().err
        assert "Traceback" not in error
        return code, json.loads(out.read_text(encoding="utf-8")) if out.exists() else {}, error

    return run


def without(answer: dict[str, Any], *names: str) -> dict[str, Any]:
    return {name: value for name, value in answer.items() if name not in ("method", "remarks", *names)}


# --- map ---


@pytest.mark.parametrize("name", ["wide_xid.csv", "votes_excel_nl.csv", "votes_words.csv", "votes_iso.csv"])
def test_map_reads_what_it_refused(name: str, odd: Path, ask: Any) -> None:
    plain = {"wide_xid.csv": "wide.csv", "votes_iso.csv": None}.get(name, "votes.csv")
    code, found, _error = ask("map", odd / "map" / name)
    assert code == 0
    if plain:
        assert without(found) == without(ask("map", odd / "map" / plain)[1])


def test_map_takes_no_column_for_a_statement_that_is_none(odd: Path, ask: Any) -> None:
    code, found, _error = ask("map", odd / "map" / "wide_xid_few_disagree.csv")
    assert (code, found["statements"]) == (0, 12)
    assert all(isinstance(row["statement"], int) for row in found["consensus"])
    assert "xid" in " ".join(found["remarks"])


def test_map_leaves_statements_about_the_givers_out_of_the_axes(odd: Path, ask: Any) -> None:
    votes, texts = odd / "map" / "votes.csv", odd / "map" / "comments_ismeta.csv"
    code, found, _error = ask("map", votes, "--statements", texts)
    with texts.open(encoding="utf-8") as file:
        meta = [int(row["comment-id"]) for row in csv.DictReader(file) if row["is-meta"] == "true"]
    assert code == 0
    assert meta
    assert [row["statement"] for row in found["about_givers"]] == meta
    assert found["statements"] == 12 - len(meta)
    assert "is-meta" in " ".join(found["remarks"])


def test_map_reads_the_sign_of_the_database(odd: Path, ask: Any) -> None:
    plain = ask("map", odd / "map" / "votes.csv")[1]
    turned = ask("map", odd / "map" / "votes_dbsign.csv", "--agree=-1")[1]
    assert without(turned) == without(plain)
    assert turned["method"]["parameters"]["agree"] == -1


# --- draw ---


def test_draw_finishes_the_pool_that_it_could_not(odd: Path, ask: Any) -> None:
    pool = odd / "draw" / "pool-320"
    code, found, _error = ask("draw", pool / "categories.csv", pool / "respondents.csv", "--seats", 40, "--id", "id")
    assert code == 0
    assert found["certificate"]["gap"] <= 1e-6
    assert found["minimum"] == pytest.approx(0.0696828, abs=1e-6)


@pytest.mark.parametrize(
    ("categories", "respondents"),
    [
        ("cat_excel_nl.csv", "res_ok.csv"), ("cat_ok.csv", "res_excel_nl.csv"), ("cat_trailing_cols.csv", "res_ok.csv"),
        ("cat_ok.csv", "res_trailing_cols.csv"), ("cat_ok.csv", "res_blanklines.csv"),
        ("cat_spaces_header.csv", "res_ok.csv"),
    ],
)  # fmt: skip
def test_draw_reads_what_spreadsheets_write(categories: str, respondents: str, odd: Path, ask: Any) -> None:
    draw = odd / "draw"
    plain = ask("draw", draw / "cat_ok.csv", draw / "res_ok.csv", "--seats", 20, "--id", "id")[1]
    code, found, _error = ask("draw", draw / categories, draw / respondents, "--seats", 20, "--id", "id")
    assert (code, without(found)) == (0, without(plain))
    # The header with spaces and capitals needs no remark; whatever else was passed over or found is said.
    assert bool(found["remarks"]) == (categories != "cat_spaces_header.csv")


@pytest.mark.parametrize(
    ("categories", "respondents", "lines", "said"),
    [
        ("cat_flex_bad.csv", "res_ok.csv", 1, "min_flex en max_flex bij 'vrouw' liggen binnen min en max"),
        ("cat_floats.csv", "res_ok.csv", 4, "'9.0' in de kolom 'min'"),
        ("cat_ok.csv", "res_case.csv", 11, "'Man' staat niet in cat_ok.csv"),
        ("cat_ok.csv", "res_missing.csv", None, "'' staat niet in cat_ok.csv"),
    ],
)
def test_draw_refuses_with_all_lines_at_once(
    categories: str, respondents: str, lines: int | None, said: str, odd: Path, ask: Any
) -> None:
    code, found, error = ask("draw", odd / "draw" / categories, odd / "draw" / respondents, "--seats", 20, "--id", "id")
    assert (code, found, said in error) == (2, {}, True), error
    assert error.count("\n") == lines or (lines in (None, 11) and error.count("\n") <= 11), error


def test_draw_says_what_must_give_when_minima_are_above_the_seats(odd: Path, ask: Any) -> None:
    draw = odd / "draw"
    code, found, error = ask("draw", draw / "cat_min_sum.csv", draw / "res_ok.csv", "--seats", 20, "--id", "id")
    assert code == 3
    assert sum(one["now"] - one["must"] for one in found["conflict"] if one["side"] == "min") == 2
    assert "'leeftijd' vraagt 22 tot 26 plaatsen, er zijn er 20." in error


# --- budget ---


def test_budget_counts_a_ballot_as_a_set(odd: Path, ask: Any) -> None:
    budget = odd / "budget"
    for rule in ("greedy", "equal-shares"):
        plain = ask("budget", budget / "ok.pb", "--rule", rule)[1]
        code, found, _error = ask("budget", budget / "dup_on_ballot.pb", "--rule", rule)
        assert (code, without(found)) == (0, without(plain))
        assert "1 stem noemt een project 2 keer" in " ".join(found["remarks"])


@pytest.mark.parametrize("name", ["tie_lot.pb", "ties.pb"])
@pytest.mark.parametrize("rule", ["--rule greedy", "--completion utilitarian"])
def test_budget_says_that_a_lot_decided(
    name: str, rule: str, odd: Path, ask: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    code, found, _error = ask("budget", odd / "budget" / name, *rule.split())
    (loser,) = [row for row in found["projects"] if not row["selected"]]
    assert (code, loser["reason"]) == (0, "lot")
    assert found["ties"]["lots"] == [[found["selected"][0], loser["id"]]]
    assert COMMANDS["budget"]([str(odd / "budget" / name), *rule.split(), "--quiet"]) == 0
    assert "het lot besliste" in capsys.readouterr().out


def test_budget_never_takes_a_thousand_for_one(odd: Path, ask: Any) -> None:
    code, found, error = ask("budget", odd / "budget" / "thousands.pb")
    assert (code, found, "budget '1.000': is dit duizend?" in error, error.count("\n")) == (2, {}, True, 1)


@pytest.mark.parametrize(
    ("name", "code", "said"),
    [
        ("dec_comma.pb", 0, "met een komma"), ("num_votes_wrong.pb", 2, "num_votes is 7, maar er staan er 6"),
        ("over_max_length.pb", 0, "meer projecten dan max_length (1) toestaat: 4"),
        ("zero_budget.pb", 0, "het budget is 0"),
        ("too_expensive.pb", 0, "duurder dan het hele budget, dus nooit winnaar: 3"),
    ],
)  # fmt: skip
def test_budget_remarks_or_refuses_clearly(name: str, code: int, said: str, odd: Path, ask: Any) -> None:
    found = ask("budget", odd / "budget" / name)
    assert found[0] == code
    assert said in (found[2] if code else " ".join(found[1]["remarks"]))
    if name == "dec_comma.pb":
        assert without(found[1]) == without(ask("budget", odd / "budget" / "dec_dot.pb")[1])


def test_budget_names_rule_utility_completion_and_ties(odd: Path, capsys: pytest.CaptureFixture[str]) -> None:
    options = ["--rule", "equal-shares", "--utility", "cardinality", "--completion", "add1", "--quiet"]
    assert COMMANDS["budget"]([str(odd / "budget" / "ok.pb"), *options]) == 0
    shown = capsys.readouterr().out
    assert all(word in shown for word in ("(equal-shares)", "(cardinality)", "(add1)", "Bij gelijke stand"))


# --- weigh ---


def weighed(ask: Any, odd: Path, panel: str, targets: str = "targets_ok.csv", *options: object) -> Answer:
    found: Answer = ask("weigh", odd / "weigh" / panel, odd / "weigh" / targets, *options)
    return found


def test_weigh_keeps_a_question_with_an_empty_answer(odd: Path, ask: Any) -> None:
    whole = weighed(ask, odd, "panel_ok.csv")[1]["means"]
    code, found, _error = weighed(ask, odd, "panel_item_missing.csv")
    assert (code, set(found["means"])) == (0, set(whole))
    with (odd / "weigh" / "panel_item_missing.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    for name, missing in (("ja", 1), ("cijfer", 2)):
        given = [float(row[name]) for row in rows if row[name] not in ("", "NA")]
        mean = found["means"][name]
        assert (mean["n"], mean["missing"]) == (len(given), missing) == (120 - missing, missing)
        assert mean["unweighted"] == pytest.approx(sum(given) / len(given))
        assert mean["se"] > 0


def test_weigh_reads_decimal_commas(odd: Path, ask: Any) -> None:
    code, found, _error = weighed(ask, odd, "panel_decimal_comma_answers.csv")
    with (odd / "weigh" / "panel_decimal_comma_answers.csv").open(encoding="utf-8") as file:
        given = [float(row["cijfer"].replace(",", ".")) for row in csv.DictReader(file)]
    assert code == 0
    assert found["means"]["cijfer"]["unweighted"] == pytest.approx(sum(given) / len(given))


def test_weigh_takes_no_column_for_a_piece_of_a_margin(odd: Path, ask: Any) -> None:
    code, found, _error = weighed(ask, odd, "panel_underscore.csv", "targets_underscore.csv")
    assert (code, set(found["means"])) == (0, {"leeftijd", "ja"})


def test_weigh_starts_from_design_weights(odd: Path, ask: Any) -> None:
    plain = weighed(ask, odd, "panel_design_weights.csv")[1]
    code, found, _error = weighed(ask, odd, "panel_design_weights.csv", "targets_ok.csv", "--start-weights", "weight")
    assert (code, "weight" in found["means"], "weight" in plain["means"]) == (0, False, True)
    assert found["n_effective"] < plain["n_effective"]
    assert all(one["weighted"] == pytest.approx(one["target"], rel=1e-9) for one in found["margins"])


@pytest.mark.parametrize(
    ("targets", "code", "said"),
    [
        ("targets_zero.csv", 0, "'0-17' is 0 en er is niemand"), ("targets_off_by_one.csv", 0, "geschaald naar 1000"),
        ("targets_pct_rounded.csv", 0, "geschaald naar 100"), ("targets_zero_people.csv", 2, "'man' heeft aantal 0"),
        ("targets_decimal_comma.csv", 0, "een puntkomma"), ("targets_excel_nl.csv", 0, "een puntkomma"),
        ("targets_prop.csv", 0, ""), ("targets_absent.csv", 2, "is niemand"),
    ],
)  # fmt: skip
def test_weigh_reads_targets_as_they_are_published(targets: str, code: int, said: str, odd: Path, ask: Any) -> None:
    found = weighed(ask, odd, "panel_ok.csv", targets)
    assert found[0] == code, found[2]
    assert said in (found[2] if code else " ".join(found[1]["remarks"]))


def test_weigh_says_what_is_missing_and_in_how_many_rows(odd: Path, ask: Any) -> None:
    code, found, error = weighed(ask, odd, "panel_missing_margin.csv")
    assert (code, found, "De kolom 'geslacht' is leeg bij 2 mensen" in error, error.count("\n")) == (2, {}, True, 2)
    everybody = weighed(ask, odd, "panel_ok.csv")[1]["n"]
    dropped = weighed(ask, odd, "panel_missing_margin.csv", "targets_ok.csv", "--missing", "drop")
    assert (dropped[0], 0 < dropped[1]["n"] < everybody) == (0, True)
    assert "zijn weggelaten" in " ".join(dropped[1]["remarks"])
    kept = weighed(ask, odd, "panel_missing_margin.csv", "targets_ok.csv", "--missing", "category")
    assert (kept[0], kept[1]["n"]) == (0, everybody)
    assert "(geen antwoord)" in [one["category"] for one in kept[1]["margins"]]


@pytest.mark.parametrize(
    ("panel", "targets", "code"),
    [
        ("panel_excel_nl.csv", "targets_ok.csv", 0), ("panel_spaces.csv", "targets_ok.csv", 0),
        ("panel_case.csv", "targets_ok.csv", 2), ("panel_cp1252.csv", "targets_cp1252.csv", 2),
        ("panel_dup.csv", "targets_ok.csv", 2), ("panel_header.csv", "targets_ok.csv", 2),
        ("panel_exceldate.csv", "targets_ok.csv", 2), ("panel_codes01.csv", "targets_codes1.csv", 2),
        ("panel_structural.csv", "targets_structural.csv", 3), ("panel_one.csv", "targets_one.csv", None),
        ("panel_triangle.csv", "targets_triangle.csv", None), ("panel_ok.csv", "targets_single.csv", 0),
    ],
)  # fmt: skip
def test_weigh_reads_refuses_or_says_it_cannot(
    panel: str, targets: str, code: int | None, odd: Path, ask: Any
) -> None:
    found = weighed(ask, odd, panel, targets)
    assert found[0] == code or (code is None and found[0] in (0, 2, 3)), found[2]
    assert bool(found[2]) == (found[0] != 0)


# --- verify and read ---


@pytest.mark.parametrize(
    ("name", "code", "said"),
    [
        ("five", 0, ""), ("witness_known", 0, ""), ("witness_first", 0, ""), ("one", 0, ""), ("zero", 0, ""),
        ("receipt_ok.json", 0, ""), ("witness_unknown", 0, ""), ("grease", 0, ""),
        ("five_crlf", 2, "regeleinden"), ("five_nonl", 2, "regeleinden"), ("five_bom", 2, "regeleinden"),
        ("five.tgz", 2, "Pak het eerst uit"), ("five/manifest.json", 2, "Geef de map"),
        ("five/journal.jsonl", 2, "Geef de map"), ("nested", 2, "Geef de map"), ("five.jsonl.gz", 2, "Geef de map"),
        ("receipt_noproof.json", 1, "Ongeldig"), ("receipt_wrongindex.json", 1, "Ongeldig"),
    ],
)  # fmt: skip
def test_verify_accuses_nobody_of_what_is_unknown_or_mishandled(
    name: str, code: int, said: str, odd: Path, ask: Any
) -> None:
    found = ask("verify", odd / "verify" / name)
    assert (found[0], said in found[2]) == (code, True), found[2]
    assert ("Ongeldig" in found[2]) == (code == 1)
    unknown = {"witness_unknown": ["getuige.nl/een"], "grease": ["grease.invalid"]}
    assert found[1].get("unknown_signers", []) == unknown.get(name, [])


def test_read_reads_abbreviations_as_words(odd: Path, ask: Any) -> None:
    code, found, _error = ask("read", odd / "read" / "abbr.txt")
    assert (code, found["sentences"]) == (0, 1)
    assert found["score"] < 70
