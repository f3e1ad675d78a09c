"""Class: a list that nobody can take along. A list in pages, and every list of the desk, offers itself as a file."""

import re
from pathlib import Path

from tests.architecture.layers import SOURCE

# A page of the desk, or a part of one, with what lists and tables are drawn by.
_DESK = re.compile(r'{% extends "ui/(desk|work).html" %}')
_LISTED = re.compile(r'brink-listing[ "]|<table|{% data_table ')


def _a_list(path: Path) -> bool:
    text = path.read_text(encoding="utf-8")
    desk = path.name.startswith("desk_") or _DESK.search(text) is not None
    return "{% pagination" in text or (desk and _LISTED.search(text) is not None)


TEMPLATES = sorted(path for path in SOURCE.rglob("*.html") if _a_list(path))
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
    "assembly/desk_commission.html": "who gave the commission: a form with a line for each organ",
    "assembly/desk_sitting.html": "one sitting, with who was there: persons leave the house by nobody's hand",
    "assembly/desk_waiting.html": "part of the home of the desk, which shows the first of what waits",
    "budget/desk_plan.html": "one plan; the list of plans has the file",
    "contributions/desk_reach.html": "people without mail: letters and calls are made here, and their data stay here",
    "gatherings/desk_people.html": "who comes to a meeting: persons leave the house by nobody's hand",
    "participation/desk_admissions.html": "who may take part: persons leave the house by nobody's hand",
    "participation/desk_hall.html": "one hall, a question at a time; the table of statements has what came of it",
    "people/body.html": "the parts of an organisation, each with a list of its own",
    "people/roles.html": "persons with their roles: as `people/members.html`",
    "people/staff.html": "persons with their logins: as `people/members.html`",
    "petition/desk_aside.html": "who supports: destroyed when the petition is over, so no copy leaves",
    "petition/desk_running.html": "who supports: as `petition/desk_aside.html`",
    "petition/desk_typed.html": "ten lines of paper to type over",
    "processes/desk_work.html": "the numbers of one question; each list that they lead to has the file",
    "records/links.html": "what one record hangs together with; the list of records has the file",
    "survey/desk_words_of.html": "answers to one question; `survey/desk_words.html` has what is told of them",
    "valuation/desk_answer.html": "one option with reasons that nobody quotes; the list of answers has the file",
    "web/desk.html": "what waits for somebody, out of lists that each have their own file",
}


def _name(path: Path) -> str:
    return "/".join(path.parts[path.parts.index("templates") + 1 :]) if "templates" in path.parts else ""


def test_every_list_in_pages_or_at_the_desk_is_offered_as_a_file_or_says_why_not() -> None:
    named = {_name(path): path.read_text(encoding="utf-8") for path in TEMPLATES if _name(path)}
    assert len(named) > len(WITHOUT)
    lacking = {name for name, text in named.items() if not re.search(r"{% list_files ", text)}
    assert lacking == set(WITHOUT)
