"""N56 and others that are read from the source: what needs a line in a register before it may be there."""

import re
import sys
import unicodedata
from pathlib import Path

import pytest
from django.apps import apps
from django.db import models

from brink.foundation.crypto import EncryptedTextField
from brink.foundation.visibility import rules
from brink.methods.files.writing import csv_text
from tests.safety.personal import FIELDS, sounds_personal

SOURCE = Path(__file__).parents[2] / "src" / "brink"
# Whatever makes markup, runs SQL of its own or reads another site. Each file with its reason.
MAILS = ("login_code_message", "login_code_subject", "unknown_account_message", "unknown_account_subject")
ALLOWED = {
    "mark_safe(": {"web/manual_pages.py"},  # the manual of the house, read from Markdown without HTML
    "SafeString(": {"ui/templatetags/brink.py"},  # a piece of a page that is rendered already, on one line
    # The tags `lang` and `marked`, which stand many times on a page: an attribute and an element round escaped text.
    "format_html(": {"ui/templatetags/brink.py"},
    # Mails are plain text: what is escaped for a page would be read as &amp;.
    "autoescape off": {f"domain/people/templates/account/email/{name}.txt" for name in MAILS},
    "|safe": set[str](),
    "|safeseq": set[str](),
    # One click of a mail program (RFC 8058), by a signed address.
    "csrf_exempt": {"domain/following/views.py", "domain/notifications/views.py"},
    "RawSQL": set[str](),
    ".raw(": set[str](),
    ".extra(": set[str](),
    "xframe_options_exempt": {"domain/declarations/views/embed.py"},  # by the list of a body, in its own header
    "csp_exempt": set[str](),
    "urllib.request": set[str](),
    "requests.get": set[str](),
    "http.client": set[str](),
    # Mail leaves by `foundation.mail` alone; that one file names the ways in which it can fail.
    "smtplib": {"foundation/mail.py"},
    "import socket": set[str](),
    "httpx": set[str](),
    "ftplib": set[str](),
    "pickle": set[str](),
    "yaml.load(": set[str](),
    "eval(": set[str](),
    "os.system": set[str](),
    "shell=True": set[str](),
    "extractall(": set[str](),
}


def own_fields() -> dict[str, models.Field]:  # type: ignore[type-arg]
    ours = [model for model in apps.get_models() if model.__module__.startswith("brink.")]
    return {f"{model._meta.label}.{field.name}": field for model in ours for field in model._meta.fields}


def test_n56_each_field_that_sounds_personal_is_in_the_register() -> None:
    """A new one without a line in `personal.py` fails; so does a line whose field is gone."""
    # What is kept readable with the key alone is personal, whatever it sounds like.
    sounding = {
        name for name, field in own_fields().items()
        if sounds_personal(name.rsplit(".", 1)[1]) or isinstance(field, EncryptedTextField)
    }  # fmt: skip
    known = [name for names in FIELDS.values() for name in names]
    assert sorted(sounding ^ set(known)) == []
    assert len(known) == len(set(known))


def test_n56_what_the_register_says_is_so() -> None:
    fields = own_fields()
    for name in FIELDS["encrypted"]:
        assert isinstance(fields[name], EncryptedTextField), name
    assert {name for name, field in fields.items() if isinstance(field, EncryptedTextField)} == FIELDS["encrypted"]
    for name in FIELDS["hashed"]:
        assert fields[name].max_length == 64, name
    secret = {name.rsplit(".", 1)[0] for kind in ("encrypted", "account") for name in FIELDS[kind]}
    assert set(rules.named()) & secret == set()


@pytest.mark.parametrize("sign", ALLOWED)
def test_n56_nothing_makes_markup_or_reaches_out_without_a_line(sign: str) -> None:
    pattern = re.compile(rf"(?<![\w.]){re.escape(sign)}" if sign[0].isalpha() else re.escape(sign))
    files = [*SOURCE.rglob("*.py"), *SOURCE.rglob("templates/**/*.html"), *SOURCE.rglob("templates/**/*.txt")]
    found = {
        str(path.relative_to(SOURCE))
        for path in files
        if "/tests/" not in str(path) and pattern.search(path.read_text("utf-8"))
    }
    assert found == ALLOWED[sign]


# Drawn from Unicode itself: all that becomes a sign of a formula in another width, and all that nobody sees before it.
EVERYTHING = [chr(number) for number in range(sys.maxunicode + 1)]
SIGNS = [sign for sign in EVERYTHING if unicodedata.normalize("NFKC", sign)[:1] in set("=+-@")]
UNSEEN = [sign for sign in EVERYTHING if unicodedata.category(sign) in {"Cf", "Cc", "Zs", "Zl", "Zp"}]


@pytest.mark.parametrize("before", ["", "a;", "a\t", 'a"', "a\n", "a\r\n", "a|", "a; ", ';"'])
def test_n18_no_cell_of_a_table_is_run_as_a_formula(before: str) -> None:
    """Class: a cell that a spreadsheet runs. Also where it splits at semicolons or tabs, whatever the file says."""
    assert len(SIGNS) >= 16
    assert len(UNSEEN) > 200
    unseen = [*UNSEEN, " \u200b", "\ufeff\ufeff", "\u2060\t"]
    starts = [*SIGNS, *(f"{hidden}{sign}" for hidden in unseen for sign in "=@＝")]
    for start in starts:
        text = csv_text(["kolom"], [[f"{before}{start}A1(1)"]])
        at = text.removeprefix("kolom\n").index(start[-1])
        assert text.removeprefix("kolom\n")[at - 1] == "'", ascii(text)
    text = csv_text(["=kolom"], [["+1+1"], ["-A1"], ["+31;=1"], ["-2+3|x"]])
    assert text == "'=kolom\n'+1+1\n'-A1\n+31;'=1\n'-2+3|x\n"


@pytest.mark.parametrize(
    "words",
    [
        "+31", "+31 6 12345678", "+31 (0)6 1234 5678", "-2", "-2,5", "+0.5", "- 3", "-12%", "bel: +31 6 1", "5-3",
        "tussen-door, e-mail: x@y.nl", "bel;+31 6 12345678", "\u200bgewoon", "−2 graden", "à = b",
    ],
)  # fmt: skip
def test_n18_numbers_and_plain_words_stay_as_they_are(words: str) -> None:
    quoted = f'"{words}"' if "," in words else words
    assert csv_text(["a", "b"], [[-1, words]]) == f"a,b\n-1,{quoted}\n"


def test_n18_every_table_is_written_in_one_place() -> None:
    """Whoever writes a table goes through `csv_text`; the exception keeps names that somebody checks, in private."""
    writers = {
        str(path.relative_to(SOURCE))
        for path in SOURCE.rglob("*.py")
        if "/tests/" not in str(path) and re.search(r"csv\.(?:DictWriter|writer)\(", path.read_text("utf-8"))
    }
    assert writers == {"methods/files/writing.py", "methods/files/draw_record.py"}
