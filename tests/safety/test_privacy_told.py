"""Class: personal data that nobody is told of. What the tables hold of people stands in `docs/privacy.md` (the start of
the assessment of a body), field by field; and the page about privacy says every term after which something is erased.
"""

import re
from collections import Counter
from importlib import import_module

import pytest
from django.apps import apps
from django.test import Client

from brink.domain.declarations.kept_terms import TERMS, terms
from brink.foundation.crypto import EncryptedTextField
from tests.added_folders import FOLDERS
from tests.architecture.layers import ROOT, SOURCE
from tests.safety.personal import FIELDS

TOLD = ("encrypted", "hashed", "chosen", "account")
# What is compared with so many days ago, and erases nothing.
NO_TERM = {
    "brink.domain.contributions.services.erasure_replay._LOOK_BACK": "how far a list beside the database is read again",
    "brink.domain.notifications.news.FIRST": "how far the first reading of the journal goes back",
    "brink.instruments.submission.receipt_mail.TRIED_FOR": "how long a proof of receipt is tried to be mailed",
    "brink.domain.processes.queries.hints._PERIOD": "how old a question may be that is shown as an example",
}


def _rows() -> list[list[str]]:
    text = (ROOT / "docs" / "privacy.md").read_text("utf-8")
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in text.splitlines() if line[:1] == "|"]
    return cells[2:]


def test_every_field_of_a_person_has_its_row() -> None:
    # A trial folder that is laid in a copy of the house has no row in the assessment of the house.
    trials = {name.partition("/")[2] for name in FOLDERS}
    own = {one.label for one in apps.get_app_configs() if one.name.startswith("brink.")} - trials
    kept = {field for kind in TOLD for field in FIELDS[kind] if field.partition(".")[0] in own}
    kept |= {
        f"{model._meta.label}.{field.name}" for model in apps.get_models() for field in model._meta.get_fields()
        if isinstance(field, EncryptedTextField) and model._meta.app_label in own
    }  # fmt: skip
    told = Counter(name for row in _rows() for name in re.findall(r"`(\w+\.\w+\.\w+)`", row[-1]))
    assert sorted(kept - set(told)) == []
    assert [name for name, times in told.items() if times > 1] == []
    for name in told:
        model, _dot, field = name.rpartition(".")
        assert apps.get_model(model)._meta.get_field(field), name


def test_a_row_says_where_how_long_and_who_and_what_is_encrypted() -> None:
    rows = _rows()
    assert [row[0] for row in rows if len(row) != 5 or not all(row[:4])] == []
    where = {name: row[1] for row in rows for name in re.findall(r"`(\w+\.\w+\.\w+)`", row[-1])}
    assert [name for name in FIELDS["encrypted"] if "versleuteld" not in where[name]] == []


def _terms_of_days() -> dict[str, int]:
    """Return the constants of the domain from whose number of days ago something goes, by module and name."""
    found = {}
    for path in SOURCE.rglob("*.py"):
        text = path.read_text("utf-8")
        module = ".".join(path.relative_to(SOURCE.parent).with_suffix("").parts)
        for name, days in re.findall(r"^(\w+) = timedelta\(days=(\d+)\)$", text, re.MULTILINE):
            if not {"tests", "migrations"} & set(path.parts) and re.search(rf"- {name}\b", text):
                found[f"{module}.{name}"] = int(days)
    return found


def _told(name: str) -> bool:
    module, _dot, constant = name.rpartition(".")
    return any(getattr(import_module(module), constant) is one for one in TERMS.values())


@pytest.mark.django_db
def test_the_page_says_every_term_after_which_something_is_erased() -> None:
    page = " ".join(Client().get("/privacy/").content.decode().split())
    assert [days for days in terms().values() if f"{days} dagen" not in page] == []
    found = _terms_of_days()
    assert [name for name in found if name not in NO_TERM and not _told(name)] == []
    assert NO_TERM.keys() - found.keys() == set()
