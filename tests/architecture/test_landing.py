"""Nothing above an instrument knows its words, and nobody reads what the desk has not sent."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from brink.domain.processes.instrument import registry

SOURCE = Path(__file__).parents[2] / "src" / "brink"
HOUSE = ("domain", "web", "site")
KINDS = sorted({kind for one in registry for kind in one.card.kinds})

# Who may import the rows of landings and answers: the desk and the acts that write them, and the one reading of what
# was told. Everybody else asks `contributions.queries.told`.
AT_THE_DESK = {
    "domain/contributions/models/__init__.py": "where they are",
    "domain/contributions/visibility_rules.py": "the rule itself: sent, or the desk",
    "domain/contributions/committed_contents.py": "what the journal commits to, by the rule of who may read it",
    "domain/contributions/queries/told.py": "the one reading of what was told",
    "domain/contributions/queries/desk.py": "pages of the desk",
    "domain/contributions/queries/reach.py": "the page of the desk on which somebody is called or written",
    "domain/contributions/views/reaching.py": "the same page, and the letters with an answer that was sent",
    "domain/contributions/models/reaching_givers.py": "which answer a call or a letter was about",
    "domain/contributions/views/answers.py": "pages of the desk",
    "domain/contributions/views/desk.py": "pages of the desk",
    "domain/contributions/foreseen.py": "pages of the desk: what is read over before it is sent",
    "domain/contributions/queries/stops.py": "the type of the rows that `told` gives it",
    "domain/contributions/models/cosignature.py": "which answer waits for somebody to sign along",
    "domain/contributions/own_block.py": "what waits for an executive to sign along before it is sent",
    "domain/contributions/queries/double_answers.py": "pages of the desk: what the same giver was told, before sending",
    "domain/contributions/queries/signatures.py": "the type of the answers that it names who signed",
    "domain/contributions/mail_topics.py": "the type of the rows that `told` gives it",
    "domain/commitments/models.py": "the answer in which a promise was made: a key, read by nobody",
    "domain/commitments/views.py": "the page of the desk on which something is promised with an answer that was sent",
    "domain/contributions/answer_acts.py": "the type of what the desk does more with, once it was sent",
    "domain/commitments/services.py": "the type of that answer; who heard of it is asked of `told`",
    "instruments/dialogue/queries.py": "what the desk of a dialogue still has to answer; the rest asks `told`",
    "instruments/dialogue/services/body_answers.py": "the type of what landing returns",
}


def files(*layers: str) -> Iterator[Path]:
    for layer in layers:
        for path in sorted((SOURCE / layer).rglob("*")):
            if path.suffix in (".py", ".html") and not {"tests", "migrations"} & set(path.parts):
                yield path


@pytest.mark.parametrize("kind", KINDS)
def test_no_layer_above_the_instruments_knows_a_kind_by_name(kind: str) -> None:
    """Drawn from the cards: a new instrument's words are looked for too."""
    found = []
    for path in files(*HOUSE):
        text = path.read_text("utf-8")
        if path.suffix == ".html":
            words = re.findall(r"""kind\s*[!=]=\s*["']([^"']+)["']""", text)
        else:
            words = [one.value for one in ast.walk(ast.parse(text)) if isinstance(one, ast.Constant)]
        # In the site a session is also that of a browser: the purpose of a key, and the name of its setting.
        if kind in words and str(path.relative_to(SOURCE)) not in ("site/keyring.py", "site/settings.py"):
            found.append(str(path.relative_to(SOURCE)))
    assert found == []


def test_landings_are_read_at_the_desk_or_as_they_were_told() -> None:
    found = set()
    for path in files("domain", "web", "site", "instruments"):
        if path.suffix != ".py":
            continue
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            names = {one.name for one in node.names} if isinstance(node, ast.ImportFrom) else set()
            if {"Landing", "Answer"} & names and node.module.startswith("brink.domain.contributions.models"):
                found.add(str(path.relative_to(SOURCE)))
    acts = {one for one in found if one.startswith("domain/contributions/services/")}
    assert found - acts == set(AT_THE_DESK) - {
        "domain/contributions/visibility_rules.py", "domain/contributions/committed_contents.py",
        "domain/contributions/views/reaching.py",
    }  # fmt: skip


def lookups(path: Path) -> set[str]:
    """Return the names of fields that a file looks up: keywords of calls, and texts that could be lookups."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.keyword) and node.arg:
            found.add(node.arg)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and "__" in node.value:
            found.add(node.value)
    return {one for one in found if re.match(r"(\w+__)?(landings|answers?)__", one)}


def test_no_join_goes_round_that_reading() -> None:
    found = {str(path.relative_to(SOURCE)) for path in files("domain", "web", "site", "instruments")
             if path.suffix == ".py" and lookups(path)}  # fmt: skip
    told = {
        "domain/contributions/queries/counting.py", "domain/decisions/queries.py", "domain/commitments/promised.py",
    }  # fmt: skip
    for one in told:
        assert "given()" in (SOURCE / one).read_text("utf-8")
    assert {one for one in found if not one.startswith("domain/contributions/services/")} <= told | set(AT_THE_DESK)
