"""Commitments to contents, entries written afterwards, and logs that another key signs."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

import pytest

from brink.methods.files.commands import COMMANDS
from brink.methods.ledger import (
    SET_BACK,
    Checkpoint,
    Invalid,
    Log,
    content_hash,
    figures_of,
    leaf_hash,
    log_key,
    manifest,
    open_line,
    sign_checkpoint,
    unsigned,
    verify_journal,
)
from brink.methods.ledger.contents import ContentHistory, check_contents
from brink.methods.ledger.tests.bundles import ORIGIN, PRIVATE, Published, published

SALT, PROCESS, KEY = bytes(range(32)), "een-proces", "tafel/rij/words"
verify = COMMANDS["verify"]


def told(**parts: Any) -> dict[str, Any]:
    """Return an entry that commits to contents."""
    return {"kind": "proef", "contents": parts}


def shown(value: str | None) -> dict[str, Any]:
    return {"shown": {PROCESS: {KEY: content_hash(SALT, {"text": value}) if value is not None else None}}}


def history(*entries: dict[str, Any]) -> ContentHistory:
    found = ContentHistory()
    for place, one in enumerate(entries):
        found.read(place, one, f"regel {place + 1}")
    return found


def line(value: str) -> tuple[str, dict[str, Any]]:
    return "inhoud", {"key": KEY, "salt": SALT.hex(), "value": {"text": value}}


def test_the_hash_is_what_is_written_down() -> None:
    by_hand = hashlib.sha256(b"brink/inhoud/v1\n" + SALT + '{"text":"Café"}'.encode()).hexdigest()
    assert content_hash(SALT, {"text": "Café"}) == by_hand
    with pytest.raises(ValueError, match="32 bytes"):
        content_hash(SALT[:16], {"text": "Café"})


def test_the_newest_words_count_and_older_ones_do_not() -> None:
    log = history(told(**shown("een")), told(**shown("twee")))
    assert check_contents(log, PROCESS, [line("twee")]).checked == 1
    with pytest.raises(Invalid, match="tafel/rij/words is veranderd"):
        check_contents(log, PROCESS, [line("een")])


def test_what_is_left_out_added_or_no_longer_public() -> None:
    log = history(told(**shown("een")))
    with pytest.raises(Invalid, match="tafel/rij/words ontbreekt"):
        check_contents(log, PROCESS, [])
    with pytest.raises(Invalid, match="staat er 2 keer"):
        check_contents(log, PROCESS, [line("een"), line("een")])
    with pytest.raises(Invalid, match="staat niet in het logboek"):
        check_contents(history(told(kept={})), PROCESS, [line("een")])
    gone = history(told(**shown("een")), told(**shown(None)))
    assert (check_contents(gone, PROCESS, []).gone, check_contents(gone, PROCESS, []).checked) == (1, 0)
    with pytest.raises(Invalid, match="niet meer openbaar"):
        check_contents(gone, PROCESS, [line("een")])


def test_the_clock_may_be_first_or_repeat_but_never_say_something_else() -> None:
    late = history(told(late=True, **shown("een")))
    assert check_contents(late, PROCESS, [line("een")]).late == 1
    kept = told(kept={KEY: content_hash(SALT, {"text": "een"})})
    assert check_contents(history(kept, told(late=True, **shown("een"))), PROCESS, [line("een")]).late == 0
    for first in (kept, told(**shown("een")), told(late=True, **shown("een"))):
        with pytest.raises(Invalid, match="achteraf opnieuw vastgelegd, zonder handeling"):
            history(first, told(late=True, **shown("twee")))
    assert check_contents(history(kept, told(**shown("twee"))), PROCESS, [line("twee")]).checked == 1


def test_a_thing_that_moves_counts_where_it_is_now() -> None:
    away = {"shown": {"elders": shown("een")["shown"][PROCESS]}}
    log = history(told(**shown("een")), told(**away))
    assert check_contents(log, "elders", [line("een")]).checked == 1
    assert check_contents(log, PROCESS, []).checked == 0


@pytest.mark.parametrize(
    "contents",
    [[], {"meer": 1}, {"shown": []}, {"shown": {PROCESS: []}}, {"shown": {PROCESS: {KEY: 3}}}, {"kept": {KEY: "kort"}}],
)
def test_a_commitment_that_is_none(contents: Any) -> None:
    with pytest.raises(Invalid, match=r"regel 1: .*(?:onbekende vorm|geen controlegetal)"):
        history({"contents": contents})


def test_figures_stay_and_words_go() -> None:
    outcome = {"text": "woorden", "count": 12, "share": 0.25, "yes": True, "none": None, "rows": [("a", 3), {"n": "b"}]}
    assert figures_of(outcome) == {
        "text": None, "count": 12, "share": "0.25", "yes": True, "none": None, "rows": [[None, 3], {"n": None}],
    }  # fmt: skip


# --- the moments of entries ---


def logged(*moments: str) -> tuple[bytes, list[bytes]]:
    """Return a signed log whose entries have these moments."""
    entries = [{"kind": "proef", "at": at, "data": {"nr": place}} for place, at in enumerate(moments)]
    salt = bytes(16)
    log = Log([leaf_hash(salt, one) for one in entries])
    signed = sign_checkpoint(Checkpoint(ORIGIN, log.size, log.root()), PRIVATE)
    text = manifest(origin=ORIGIN, size=log.size, checkpoints=[signed], keys=[log_key(ORIGIN, PRIVATE)])
    return text.encode(), [open_line(place, salt, one).encode() for place, one in enumerate(entries)]


def test_an_entry_that_is_dated_back_is_found() -> None:
    with pytest.raises(Invalid, match=r"journal\.jsonl, regel 3: is te laat ingeschreven"):
        verify_journal(*logged("2026-05-01T10:00:00+00:00", "2026-05-03T10:00:00+00:00", "2026-05-02T10:00:00+00:00"))


def test_an_entry_that_tells_the_hour_alone_is_some_moment_in_it() -> None:
    """What residents do is told so; an hour that was over is found like any other moment."""
    assert verify_journal(*logged("2026-05-01T10:58:00.000+00:00", "2026-05-01T10:00:00.000+00:00")).size == 2
    for back in ("2026-05-01T09:00:00.000+00:00", "2026-05-01T10:00:01.000+00:00"):
        with pytest.raises(Invalid, match=r"regel 2: is te laat ingeschreven"):
            verify_journal(*logged("2026-05-01T10:58:00.000+00:00", back))


def test_an_act_that_took_long_is_no_forgery_and_zones_do_not_matter() -> None:
    report = verify_journal(
        *logged("2026-05-01T10:00:00+00:00", "2026-05-01T09:50:00+00:00", "2026-05-01T12:00:00+02:00", "geen moment")
    )
    assert report.size == 4


@pytest.mark.parametrize(
    "data", [{}, {"from": "2026-05-03T10:00:00+00:00"}, {"from": "morgen", "why": "clock"}, "tekst",
             {"from": "2026-05-02T10:00:00+00:00", "why": "clock"}, {"from": "2026-05-03T10:00:00+00:00", "why": "so"}],
)  # fmt: skip
def test_a_log_that_goes_back_in_time_says_from_when_and_why(data: Any) -> None:
    salt, moment = bytes(16), "2026-05-03T10:00:00+00:00"
    whole = {"from": moment, "why": "import"}
    for said, wrong in ((whole, False), (data, True)):
        entries = [{"at": moment}, {"kind": SET_BACK, "data": said}, {"at": "2020-01-01T00:00:00+00:00"}]
        log = Log([leaf_hash(salt, one) for one in entries])
        signed = sign_checkpoint(Checkpoint(ORIGIN, log.size, log.root()), PRIVATE)
        text = manifest(origin=ORIGIN, size=log.size, checkpoints=[signed], keys=[log_key(ORIGIN, PRIVATE)]).encode()
        lines = [open_line(place, salt, one).encode() for place, one in enumerate(entries)]
        if wrong:
            with pytest.raises(Invalid, match=r"regel 2: zegt niet van welk moment"):
                verify_journal(text, lines)
        else:
            told = f"hierna staan momenten van voor {moment}, want een ouder gesprek is ingelezen."
            assert verify_journal(text, lines).set_back == (f"journal.jsonl, regel 2: {told}",)


# --- who signed ---


def signed_by(*privates: bytes, size: int = 13) -> Published:
    """Return the whole log, signed with other keys."""
    log = published(size).log
    point = Checkpoint(ORIGIN, size, log.root())
    text = sign_checkpoint(point, *privates) if privates else unsigned(point)
    keys = [log_key(ORIGIN, one) for one in privates]
    return Published(
        log, (text,), manifest(origin=ORIGIN, size=size, checkpoints=[text], keys=keys), published(size).lines
    )


def against(newer: Published, older: Path, folder: Path, capsys: pytest.CaptureFixture[str]) -> tuple[int, str]:
    code = verify([str(newer.write(folder)), "--against", str(older)])
    printed = capsys.readouterr()
    return code, printed.out + printed.err


@pytest.mark.parametrize("kind", ["export", "checkpoint"])
def test_another_key_is_found_and_a_rotated_one_is_vouched_for(
    kind: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    stranger, older = bytes(32), published(9).write(tmp_path / "oud")
    if kind == "checkpoint":
        older = tmp_path / "oud.txt"
        older.write_text(sign_checkpoint(Checkpoint(ORIGIN, 9, published(9).log.root()), PRIVATE), encoding="utf-8")
    assert against(signed_by(PRIVATE), older, tmp_path / "zelfde", capsys)[0] == 0
    # A rotated log signs with the new key and with the old one.
    assert against(signed_by(stranger, PRIVATE), older, tmp_path / "gewisseld", capsys)[0] == 0
    for other in (signed_by(stranger), signed_by()):
        code, said = against(other, older, tmp_path / "ander", capsys)
        assert (code, "met een andere sleutel ondertekend" in said) == (1, True)


def test_a_key_that_is_only_listed_vouches_for_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    stranger = bytes(32)
    log = published(13).log
    text = sign_checkpoint(Checkpoint(ORIGIN, 13, log.root()), stranger)
    keys = [log_key(ORIGIN, stranger), log_key(ORIGIN, PRIVATE)]
    told_keys = manifest(origin=ORIGIN, size=13, checkpoints=[text], keys=keys)
    forged = Published(log, (text,), told_keys, published(13).lines)
    code, said = against(forged, published(9).write(tmp_path / "oud"), tmp_path / "vals", capsys)
    assert (code, "met een andere sleutel ondertekend" in said) == (1, True)
