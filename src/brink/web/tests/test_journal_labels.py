"""Every kind that the journal ever gets has a name in plain words."""

import ast
import re
from pathlib import Path

from django.test import Client
from tests.builders import make_process

from brink.domain.contributions.models import Moderation
from brink.domain.journal.labels import label, labels
from brink.domain.journal.services import Actor, record
from brink.foundation.visibility import Role
from brink.web.journal_actors import ACTORS, actor
from brink.web.tests.filled_site import Village

SOURCE = Path(__file__).parents[2]
KIND = re.compile(r"[a-z_]+\.[a-z_]+")
# Calls that take dotted words which are no kinds: findings, files, addresses, programs.
OTHERS = {
    "Finding", "append", "path", "joinpath", "Path", "Popen", "getLogger", "loads", "fingerprint",
    "_one_of", "_summary", "_document", "_xml", "action", "partial", "text_of", "token_of",
}  # fmt: skip
# Kinds that are put together: the start, and what may follow it.
MADE = {"contribution.": set(Moderation.values)}


def calls() -> list[ast.Call]:
    files = [one for one in SOURCE.rglob("*.py") if not {"tests", "migrations", "methods", "ui"} & set(one.parts)]
    trees = (ast.parse(one.read_text("utf-8")) for one in files)
    return [node for tree in trees for node in ast.walk(tree) if isinstance(node, ast.Call)]


def name_of(call: ast.Call) -> str:
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


def kinds() -> set[str]:
    """Return every dotted word that a call in the source takes, except those of calls that take other things."""
    found = set()
    for call in calls():
        given = [*call.args, *(keyword.value for keyword in call.keywords)]
        if name_of(call) in OTHERS:
            continue
        for constant in (part for one in given for part in _shallow(one)):
            if KIND.fullmatch(constant):
                found.add(constant)
    return found


def _shallow(node: ast.expr) -> list[str]:
    """Return the texts of an argument, also of a choice between two, not those inside other calls."""
    if isinstance(node, ast.Constant):
        return [node.value] if isinstance(node.value, str) else []
    return _shallow(node.body) + _shallow(node.orelse) if isinstance(node, ast.IfExp) else []


def test_every_kind_in_the_source_has_a_name() -> None:
    found = kinds()
    assert len(found) > 80
    assert sorted(found - set(labels())) == []


def test_kinds_that_are_put_together_have_names() -> None:
    assert [label(start + end) for start, ends in MADE.items() for end in ends if start + end not in labels()] == []


def test_names_are_dutch_sentences_and_differ() -> None:
    names = list(labels().values())
    assert len(set(names)) == len(names)
    assert all(name[0].isupper() and not KIND.search(name) for name in names)


def test_every_role_has_a_name() -> None:
    assert {actor(role) for role in Role} <= {str(name) for name in ACTORS.values()}


def test_the_page_says_what_who_where_and_about_what(village: Village) -> None:
    page = Client().get("/logboek/?wat=decision.published").content.decode()
    assert page.count("Besluit openbaar gemaakt</th>") == 1
    assert "De griffie" in page
    link = f'<a href="/processen/{village.answered.slug}/">Wonen in kleine dorpen, ronde 1</a>'
    assert link in re.sub(r"\s+>", ">", page)


def test_a_draft_is_not_named_in_the_journal(village: Village) -> None:
    draft = make_process(village.world, "geheim", room=False)
    record(
        tenant_id=village.world.body.pk, kind="process.created", subject="process", subject_id=draft.pk,
        actor=Actor(role="officer"),
    )  # fmt: skip
    page = Client().get("/logboek/?wat=process.created").content.decode()
    assert "Vraag begonnen" in page
    assert "geheim" not in page
