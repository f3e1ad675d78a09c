"""Class: erasing against committing. What was taken back leaves an export that still verifies, with no words in it.

Members: every way in which words leave (`test_words_leave.WAYS`), with the words quoted in every column that may quote,
in a frozen outcome and in a published decision.
"""

import json
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from django.db.models import QuerySet

from brink.domain.contributions.models import Quotation
from brink.domain.contributions.services.giving import Receipt
from brink.domain.journal.acts import exempt
from brink.domain.journal.models import Content
from brink.domain.processes.models import Process
from brink.foundation.quotations import MARK
from brink.methods.files.commands import COMMANDS
from brink.methods.ledger import Invalid, verify_process
from brink.methods.ledger.process_export import CONTENTS
from tests.safety.filled_body import FilledBody, fill_body
from tests.safety.test_contents import exported, signed_again, written
from tests.safety.test_words_leave import CANARY, QUOTE, WAYS, give_and_quote
from tests.sampling import drawn

pytestmark = pytest.mark.django_db


@pytest.fixture
def filled() -> FilledBody:
    """A filled body of which everything was committed to, also what the test writes without an act."""
    with exempt("demo"):
        return fill_body()


@pytest.fixture
def quoted(filled: FilledBody) -> Receipt:
    with exempt("demo"):
        return give_and_quote(filled)


def lines_of(files: Mapping[str, bytes], table: str) -> Iterator[tuple[str, dict[str, object]]]:
    """Yield the row and the value of each line about the words in a table."""
    for raw in files[CONTENTS].splitlines():
        line = json.loads(raw)
        name, row, part = line["key"].split("/")
        if name == table and part == "words":
            yield row, line["value"]


# An edit at the desk changes the text; a title stays as it is, and with it the word that is looked for here.
GONE = [way for way in WAYS if way != "revised"]


@pytest.mark.parametrize("way", drawn("ways of leaving × an export", GONE, share=0.8))
def test_an_export_holds_after_words_left_and_has_none_of_them(
    filled: FilledBody, quoted: Receipt, tmp_path: Path, way: str
) -> None:
    process = Process.objects.get(pk=filled.shown.process.pk)
    before = exported(process, tmp_path / "voor")
    verify_process(before)
    assert CANARY.encode() in before[CONTENTS]
    kept = dict(lines_of(before, "contributions.quotation"))
    assert all(CANARY in str(value["words"]) for value in kept.values())
    reasons = [str(value["reason"]) for _row, value in lines_of(before, "decisions.weighingline")]
    start, end = QUOTE.split("mijn moeder")[0], "’."
    named = [one.removeprefix(f"{start}[citaat ").removesuffix(f"]{end}") for one in reasons if one.startswith(start)]
    assert named
    assert set(named) <= set(kept)
    salts = {bytes(one) for one in Content.objects.filter(row_id__in=kept).values_list("salt", flat=True)}

    WAYS[way](quoted)
    after = exported(process, tmp_path / "na")
    verify_process(after)
    assert [name for name, raw in after.items() if CANARY.encode() in raw or MARK.search(raw.decode())] == []
    assert dict(lines_of(after, "contributions.quotation")).keys() & kept.keys() == set()
    if way == "withdrawn":
        words = Content.objects.filter(row_id__in=kept, part="words").values_list("salt", flat=True)
        assert not salts & {bytes(one) for one in words}
    # Texts that quote did not change: only what they quote is no longer there.
    told = [str(value["reason"]) for _row, value in lines_of(after, "decisions.weighingline")]
    assert told == reasons
    # Whoever kept the older export sees that the log was only added to.
    older = written(before, tmp_path / "bewaard")
    assert COMMANDS["verify"]([str(written(after, tmp_path / "nieuw")), "--against", str(older / "journal")]) == 0
    shutil.rmtree(tmp_path / "nieuw")


def test_an_altered_quotation_is_found(filled: FilledBody, quoted: Receipt, tmp_path: Path) -> None:
    process = Process.objects.get(pk=filled.shown.process.pk)
    files = exported(process, tmp_path / "heel")
    lines = files[CONTENTS].splitlines(keepends=True)
    place = next(at for at, line in enumerate(lines) if b"contributions.quotation/" in line and CANARY.encode() in line)
    lines[place] = lines[place].replace(CANARY.encode(), b"vogelbos")
    with pytest.raises(Invalid, match=r"contributions\.quotation/.* is veranderd"):
        verify_process(signed_again({**files, CONTENTS: b"".join(lines)}))
    # Behind the acts, in the database itself.
    QuerySet(Quotation).filter(words__contains=CANARY).update(words="Iets dat niemand zei in deze zaal.")
    with pytest.raises(Invalid, match=r"contributions\.quotation/.* is veranderd"):
        verify_process(exported(process, tmp_path / "anders"))
