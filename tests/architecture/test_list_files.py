"""Class: a list that nobody can take along. What cuts a list in pages offers it as a file, or says why it does not."""

import re
from pathlib import Path

from tests.architecture.layers import SOURCE

TEMPLATES = sorted(
    path for path in SOURCE.rglob("*.html") if "{% pagination" in path.read_text(encoding="utf-8")
)
# By the name of the template: why there is no file of what it shows.
WITHOUT = {
    "web/calendar.html": "as a calendar file, for the programs that people keep their days in",
    "web/search.html": "finds all kinds together; the list of each kind has its own file",
    "web/journal.html": "taken along whole, with its proof, by `brink export`",
    "inbox/desk.html": "the worktable has the same words with filters, and their file",
    "decisions/lists.html": "days on which something was decided; the list of decisions has the file",
    "dialogue/desk_answers.html": "a page to answer on; the table of statements has the file",
    "dialogue/desk_statements.html": "a page to decide on; the table of statements has the file",
    "gatherings/desk.html": "days to come by: the calendar file has them; who comes leaves by nobody's hand",
    "ideas/comments.html": "belong to one idea; the open table `comments` has all of a round",
    "consultation/section.html": "the open table `remarks` has all of a round",
    "consultation/start.html": "the open tables `pieces` and `remarks` have all of a round",
    "contributions/desk_answer.html": "the words that one answer is for: the worktable has their file",
    "contributions/desk_answers.html": "a page to answer on: the worktable has their file",
    "contributions/desk_bundle.html": "the worktable with this bundle as filter has their file",
    "contributions/desk_check.html": "what is not read yet leaves the house by nobody's hand",
    "contributions/worktable_rows.html": "part of the worktable, which has the file",
    "meetings/start.html": "the open tables `questions` and `said` have all of a round",
    "people/areas.html": "the areas that the organisation works with: open data of others",
    "people/members.html": "persons: the organisation keeps its own list of who sits where",
    "reports/desk.html": "what people reported is between them and the desk",
}


def _name(path: Path) -> str:
    return "/".join(path.parts[path.parts.index("templates") + 1 :]) if "templates" in path.parts else ""


def test_every_list_in_pages_is_offered_as_a_file_or_says_why_not() -> None:
    named = {_name(path): path.read_text(encoding="utf-8") for path in TEMPLATES if _name(path)}
    assert len(named) > len(WITHOUT)
    lacking = {name for name, text in named.items() if not re.search(r"{% list_files ", text)}
    assert lacking == set(WITHOUT)
