"""Files of Polis as they really come: by column name, in words, with another sign, about the givers themselves."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from brink.methods.files.commands import COMMANDS
from brink.methods.files.polis import read_statements, read_votes, sign_seems_turned
from brink.methods.opinion.tests.made import planted

WIDE = ["participant", "group-id", "n-comments", "n-votes", "n-agree", "n-disagree"]


@pytest.fixture(scope="module")
def cells() -> list[tuple[int, int, int]]:
    votes, _truth = planted(2, [16, 12], statements=10, density=0.8)
    return [(int(p), int(s), int(v)) for p, s, v in zip(votes.owners(), votes.statement, votes.value, strict=True)]


def events(path: Path, cells: list[tuple[int, int, int]], say: dict[int, str] | None = None, when: str = "{}") -> Path:
    rows = [f"{when.format(n)},{s},{p},{say[v] if say else v}" for n, (p, s, v) in enumerate(cells)]
    path.write_text("timestamp,comment-id,voter-id,vote\n" + "\n".join(rows) + "\n", encoding="utf-8")
    return path


def result(path: Path, *options: object) -> dict[str, Any]:
    out = path.parent / "out.json"
    assert COMMANDS["map"]([str(path), "--quiet", "--json", str(out), *map(str, options)]) == 0
    found = json.loads(out.read_text(encoding="utf-8"))
    return {name: value for name, value in found.items() if name != "method"}


def wide(path: Path, cells: list[tuple[int, int, int]], extra: dict[str, str], quote: str = "") -> Path:
    """The wide format with columns more, each in front of `group-id`."""
    people = max(p for p, _s, _v in cells) + 1
    given = {(p, s): v for p, s, v in cells}
    heads = [WIDE[0], *extra, *WIDE[1:], *map(str, range(10))]
    rows = [
        [f"{quote}{p}{quote}", *extra.values(), "", "0", "0", "5", "1"]
        + [str(given.get((p, s), "")) for s in range(10)]
        for p in range(people)
    ]
    path.write_text("\n".join(",".join(row) for row in (heads, *rows)) + "\n", encoding="utf-8")
    return path


@pytest.mark.parametrize("quote", ["", '"'])
def test_columns_are_read_by_name_by_both_readers(
    cells: list[tuple[int, int, int]], tmp_path: Path, quote: str
) -> None:
    """Since 2022 there is an `xid`; tomorrow there is something else. Neither is a statement, nor moves the others."""
    plain = result(events(tmp_path / "v.csv", cells))
    extra = {"xid": "900", "n-pass": "-1", "land": "1"}
    found = result(wide(tmp_path / "w.csv", cells, extra, quote))
    told = "w.csv: geen stelling, dus overgeslagen: kolom 'xid', kolom 'n-pass', kolom 'land'."
    assert found.pop("remarks") == [told]
    plain.pop("remarks")
    assert found == plain


@pytest.mark.parametrize(
    ("say", "when"),
    [
        ({1: "agree", -1: "Disagree", 0: "pass"}, "{}"), ({1: "eens", -1: "oneens", 0: "weet niet"}, "{}"),
        (None, "2026-03-14T10:00:00.{:06}Z"), (None, "2026-03-14 10:00:00.{:06}+01:00"),
    ],
)  # fmt: skip
def test_words_and_iso_times_are_read_where_the_meaning_is_certain(
    cells: list[tuple[int, int, int]], tmp_path: Path, say: dict[int, str] | None, when: str
) -> None:
    assert result(events(tmp_path / "v.csv", cells, say, when)) == result(events(tmp_path / "w.csv", cells))


def test_the_last_vote_counts_by_iso_time_too(tmp_path: Path) -> None:
    path = tmp_path / "v.csv"
    path.write_text("timestamp,comment-id,voter-id,vote\n2026-03-14T10:00:01Z,1,5,1\n2026-03-14T11:00:00+02:00,1,5,-1\n")
    assert read_votes(path).votes.value.tolist() == [1]


def test_the_sign_of_the_database_is_an_option_and_a_remark(
    cells: list[tuple[int, int, int]], tmp_path: Path
) -> None:
    plain = events(tmp_path / "v.csv", cells)
    turned = events(tmp_path / "t.csv", [(p, s, -v) for p, s, v in cells])
    counts = [[sum(v == side for _p, s, v in cells if s == at) for side in (1, -1)] for at in range(10)]
    texts = tmp_path / "comments.csv"
    texts.write_text("comment-id,agrees,disagrees\n" + "".join(f"{at},{a},{d}\n" for at, (a, d) in enumerate(counts)))
    right, wrong = result(plain, "--statements", texts), result(turned, "--statements", texts)
    mended = result(turned, "--statements", texts, "--agree=-1")
    assert (right["remarks"], len(wrong["remarks"])) == ([], 1)
    assert "--agree=-1" in wrong["remarks"][0]
    assert mended.pop("remarks") == ["t.csv: het teken is omgedraaid gelezen: -1 is eens."]
    right.pop("remarks")
    assert mended == right
    assert not sign_seems_turned(read_votes(plain), read_statements(texts))


def test_statements_about_the_givers_stay_out_of_the_axes_and_are_told_apart(
    cells: list[tuple[int, int, int]], tmp_path: Path
) -> None:
    texts = tmp_path / "comments.csv"
    texts.write_text("comment-id,comment-body,is-meta\n" + "".join(f"{at},t{at},{at < 2!s}\n" for at in range(10)))
    found = result(events(tmp_path / "v.csv", cells), "--statements", texts)
    apart = result(events(tmp_path / "w.csv", [one for one in cells if one[1] > 1]))
    assert [row["statement"] for row in found["about_givers"]] == [0, 1]
    assert found["about_givers"][0]["agree"] == sum(v == 1 for _p, s, v in cells if s == 0)
    for name in ("statements", "votes", "groups", "gate"):
        for answer in (found, apart):
            for group in answer["groups"]:
                group.pop("represents", None)  # there with their texts, here without
        assert found[name] == apart[name]
    assert "is-meta" in found["remarks"][-1]
    texts.write_text("comment-id,is-meta\n" + "".join(f"{at},ja\n" for at in range(10)))
    assert COMMANDS["map"]([str(tmp_path / "v.csv"), "--quiet", "--statements", str(texts)]) == 2
    texts.write_text("comment-id,is-meta\n1,misschien\n")
    assert COMMANDS["map"]([str(tmp_path / "v.csv"), "--quiet", "--statements", str(texts)]) == 2
