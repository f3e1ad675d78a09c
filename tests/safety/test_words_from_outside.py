"""What comes in from outside is text: N01, N02, N03, N08, N13, N14, N15, N19, N41, N51, N55.

No page may answer 500, run what was typed, or show what is hidden.
"""

import html
import re
from typing import Any

import pytest
from django.apps import apps
from django.db import models
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from brink.domain.contributions.models import Contribution
from brink.domain.contributions.services.giving import Words, give
from brink.domain.journal.services import RESIDENT
from brink.domain.processes.models import Process, Stakeholder
from brink.foundation import clock
from tests.safety.address import Who
from tests.safety.addresses import TABLE
from tests.safety.conftest import TwoBodies
from tests.safety.filled_body import CANARY
from tests.safety.markup import harmless
from tests.safety.payloads import ODD, PAYLOADS
from tests.safety.test_addresses import address, lines, read, things_of
from tests.sampling import drawn, examples
from tests.unlocked import unlocked

pytestmark = pytest.mark.django_db
PARAMETERS = (
    "q", "stand", "thema", "overheid", "pagina", "plek", "ga", "gebied", "maand", "rol", "titel", "vraag", "kanaal",
    "instrument", "organisatie", "zoek", "onderwerp", "plaats", "volgorde", "aantal", "wat", "next", "verder",
    "per_page", "sort", "lang", "filter", "id", "author__email__startswith",
)  # fmt: skip
FINE = {200, 301, 302, 400, 404, 405, 409, 410, 422, 429}


def pages(two_bodies: TwoBodies, *who: Who) -> list[tuple[str, str]]:
    """Return name and address of every page with GET, of the public things."""
    return [(name, address(name, things_of(name, two_bodies.filled.shown))) for name, line in lines(*who) if line.get]


def test_n03_n15_parameters_are_text_and_never_break_a_page(two_bodies: TwoBodies) -> None:
    clerk, walked = two_bodies.browser("clerk"), 0
    every = pages(two_bodies, Who.EVERYBODY, Who.READERS, Who.DESK, Who.ANY_DESK, Who.ACCOUNT)
    for _name, path in drawn("pages with odd parameters", every, share=0.2):
        client = clerk if path.startswith("/balie/") or "/balie/" in path else two_bodies.browser("nobody")
        for number in range(0, len(PAYLOADS) + len(ODD), 13):
            # A different payload in each parameter, so that a handful of requests tries them all.
            texts = (PAYLOADS + ODD)[number:] + (PAYLOADS + ODD)[:number]
            query = dict(zip(PARAMETERS, texts, strict=False))
            answer = client.get(path.split("?")[0], query)
            assert answer.status_code in FINE, (path, answer.status_code)
            if answer["Content-Type"].startswith("text/html"):
                harmless(read(answer))
            walked += 1
    assert walked > 60


def test_n15_odd_texts_in_search_sort_and_page(two_bodies: TwoBodies) -> None:
    with clock.frozen(clock.now()):
        for odd in drawn("odd texts in search, sort and page", ODD, share=0.15):
            ask_oddly(two_bodies, odd)


def ask_oddly(two_bodies: TwoBodies, odd: str) -> None:
    """Put one text in every search, filter and page number, alone and as a list."""
    client = two_bodies.browser("nobody")
    ideas = address("ideas:list", things_of("ideas:list", two_bodies.filled.shown))
    for path, names in {
        "/": ("plek",), "/processen/": ("q", "stand", "thema", "overheid", "pagina"), "/gebieden/": ("q", "plek"),
        "/agenda/": ("gebied", "maand"), "/logboek/": ("overheid", "pagina", "wat"), "/besluiten/": ("q", "overheid"),
        ideas: ("zoek", "onderwerp", "plaats", "volgorde", "pagina"),
    }.items():  # fmt: skip
        for name in names:
            assert client.get(path, {name: odd}).status_code in FINE, (path, name)
        assert client.get(path, {f"{name}[]": [odd, odd] for name in names}).status_code in FINE, path
    assert client.post("/volg/", {"code": odd}).status_code in FINE
    assert client.post("/account/login/", {"email": odd}).status_code in FINE


def test_n15_numbers_and_names_in_addresses(two_bodies: TwoBodies) -> None:
    slug = two_bodies.filled.shown.process.slug
    clerk = two_bodies.browser("clerk")
    huge = 10**30
    for path in (
        f"/balie/processen/{slug}/rondes/{huge}/", f"/balie/processen/{slug}/drukwerk/formulier/{huge}/",
        f"/account/2fa/webauthn/keys/{huge}/edit/", f"/processen/{slug}%00/", f"/processen/{'x' * 3000}/",
        f"/kader/drenthe/proef/{'9' * 300}/", "/kader/drenthe/proef/1%00/", "/volg/geen-mail/%00/", "/gebieden/%F0%9F/",
    ):  # fmt: skip
        assert clerk.get(path).status_code in {302, 400, 404}, path


@settings(
    max_examples=examples("addresses with any question", 15, 200),
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
@given(data=st.data())
def test_n55_any_address_with_any_question_is_answered(two_bodies: TwoBodies, data: st.DataObject) -> None:
    name = data.draw(st.sampled_from([name for name, line in lines(*Who) if line.get or line.post]))
    words = st.text(st.characters(codec="utf-8"), max_size=40)
    query = data.draw(st.dictionaries(st.sampled_from(PARAMETERS) | words, words, max_size=4))
    client = two_bodies.browser(data.draw(st.sampled_from(("nobody", "resident", "clerk", "admin"))))
    line, path = TABLE[name], address(name, things_of(name, two_bodies.filled.shown)).split("?")[0]
    answer = client.get(path, query) if line.get else client.post(path, query)
    assert answer.status_code in FINE | {403}


def _fill(row: models.Model, number: int) -> int:
    """Put a payload in each text of a row; short fields and codes stay. Returns the next number."""
    changed: dict[str, Any] = {}
    for field in row._meta.fields:
        long = getattr(field, "max_length", None)
        plain = type(field) in (models.CharField, models.TextField) and not field.choices and not field.primary_key
        if plain and field.name not in CODES and (long is None or long >= 60) and getattr(row, field.attname):
            changed[field.attname] = PAYLOADS[number % len(PAYLOADS)][: long or 200]
            number += 1
    if changed:
        type(row)._default_manager.filter(pk=row.pk).update(**changed)
    return number


CODES = {
    "instrument", "content_hash", "checksum", "key", "code_hash", "fingerprint", "phase_key", "address", "theme",
    "supporter", "participant", "group_key", "photo", "session_key", "password", "kind", "outcome", "check_key",
    "max_level", "table", "part",
}  # fmt: skip
# Rows that the database itself keeps as they are.
LOCKED = {"Record", "RoomStatement", "Boundary", "Entry", "Leaf", "Checkpoint", "RoundOutcome", "Session", "Migration"}


def poison() -> int:
    """Replace the words of everything in the database by payloads, and return how many texts there are now."""
    number = 0
    with unlocked():
        for model in apps.get_models():
            if model.__module__.startswith("brink.") and model.__name__ not in LOCKED:
                for row in model._default_manager.all():
                    number = _fill(row, number)
    return number


def test_n01_n41_stored_payloads_are_shown_as_typed_on_every_page(two_bodies: TwoBodies) -> None:
    assert poison() > len(PAYLOADS)
    clerk, seen = two_bodies.browser("clerk"), ""
    for things in (two_bodies.filled.shown, two_bodies.filled.hidden):
        for name, line in lines(Who.EVERYBODY, Who.READERS, Who.DESK, Who.ANY_DESK):
            if not line.get:
                continue
            answer = clerk.get(address(name, things_of(name, things)))
            assert answer.status_code in FINE, name
            if answer["Content-Type"].startswith("text/html"):
                page = read(answer)
                harmless(page)
                seen += page
    shown = {payload for payload in PAYLOADS if html.escape(payload) in seen}
    assert len(shown) >= 30
    assert "{{7*7}}" in seen
    giver = Client()
    giver.post("/volg/", {"code": two_bodies.filled.shown.receipt.code})
    harmless(read(giver.get("/volg/pad/")))


def test_n01_n02_n13_forms_of_the_desk_take_payloads_as_text(two_bodies: TwoBodies) -> None:
    """Every form that stands on a page, with a payload in each text field, a link where a link could be, and more."""
    clerk, forms = two_bodies.browser("clerk"), 0
    number = 0
    filled_in = [name for name, line in lines(Who.DESK, Who.READERS, Who.ANY_DESK) if line.get and line.post]
    for name in drawn("forms of the desk with payloads", filled_in, share=0.2):
        path = address(name, things_of(name, two_bodies.filled.shown))
        page = read(clerk.get(path))
        for form in re.findall(r"<form[^>]*method=\"post\"[^>]*>(.*?)</form>", page, re.S):
            data: dict[str, str] = {"tenant": "x", "status": "adopted", "is_staff": "1", "created_at": "2001-01-01"}
            for kind, field in re.findall(r"<(input|textarea|select)\b[^>]*\bname=\"([^\"]+)\"", form):
                value = re.search(rf'name="{re.escape(field)}"[^>]*value="([^"]*)"', form)
                hidden = f'type="hidden" name="{field}"' in form
                text = kind == "textarea" or (kind == "input" and not hidden)
                data[field] = PAYLOADS[number % len(PAYLOADS)] if text else html.unescape(value[1] if value else "")
                number += 1
            if "language" in data or "next" in data:
                continue
            answer = clerk.post(path, data, follow=True)
            assert answer.status_code in FINE, (name, answer.status_code)
            harmless(read(answer))
            forms += 1
    assert forms > 4


def test_n13_extra_fields_are_ignored(two_bodies: TwoBodies) -> None:
    process, other = two_bodies.filled.shown.process, two_bodies.other.world.body
    two_bodies.browser("officer").post(
        f"/balie/processen/{process.slug}/toevoegen/partij/",
        {"key": "s" * 20, "name": "Buurt", "aim": "Rust", "tenant": str(other.pk), "created_at": "2001-01-01",
         "process": str(two_bodies.other.shown.process.pk)},
    )  # fmt: skip
    row = Stakeholder.objects.get(name="Buurt")
    assert (row.tenant_id, row.process_id, row.created_at.year > 2001) == (process.tenant_id, process.pk, True)
    slug = f"/processen/{process.slug}/{two_bodies.filled.shown.ideas.slug}/ideeen/nieuw/"
    before = Process.objects.values().get(pk=process.pk)
    Client().post(slug, {"key": "t" * 20, "text": "Een brug over de vaart bij het dorp.", "publicity": "pseudonym",
                         "moderation": "hidden", "support_count": "999", "landed_at": "2001-01-01",
                         "tenant": str(other.pk), "is_staff": "1"})  # fmt: skip
    idea = Contribution.objects.get(text__startswith="Een brug over de vaart")
    assert idea.tenant_id == process.tenant_id
    assert (idea.moderation, idea.support_count, idea.landed_at) == ("shown", 0, None)
    after = Process.objects.values().get(pk=process.pk)
    assert {name for name in after if after[name] != before[name]} == {"contribution_count"}


def test_n14_foreign_attributes_are_no_filter(two_bodies: TwoBodies) -> None:
    client = two_bodies.browser("nobody")
    ideas = address("ideas:list", things_of("ideas:list", two_bodies.filled.shown))
    for path in ("/processen/", "/besluiten/", "/logboek/", "/agenda/", ideas):
        plain = [re.findall(r"<h[123].*?</h", read(client.get(path)), re.S)]
        for name, value in (
            ("tenant__organ__membership__person__email__startswith", "a"), ("giver__email__startswith", "z"),
            ("order_by", "giver__email"), ("sort", "-giver__email"), ("volgorde", "giver__email"),
            ("owner__email", "z"),
        ):  # fmt: skip
            # A link may carry along how its list was asked for: for the way back, which asks the same again.
            page = re.sub(r"\?lijst=[^\"]*", "", read(client.get(path, {name: value})))
            plain.append(re.findall(r"<h[123].*?</h", page, re.S))
        assert all(one == plain[0] for one in plain), path


def test_n08_no_page_list_search_or_calendar_shows_what_is_hidden(two_bodies: TwoBodies) -> None:
    client, walked = Client(), 0
    part = CANARY[:7]
    assert part in CANARY
    for _name, path in pages(two_bodies, Who.EVERYBODY, Who.READERS):
        bare = path.split("?")[0]
        for query in ({}, dict.fromkeys(("q", "zoek", "plek"), part), {"pagina": "2"}):
            answer = client.get(bare, query)
            if answer.status_code == 200:
                assert CANARY not in read(answer), (bare, query)
                walked += 1
    assert walked > 40


def test_n19_too_much_is_refused_in_a_sentence(two_bodies: TwoBodies) -> None:
    path = address("ideas:new", things_of("ideas:new", two_bodies.filled.shown))
    client = two_bodies.browser("nobody")
    before = Contribution.objects.count()
    fields = {f"veld{number}": "x" for number in range(10_000)}
    for data in (fields, {"text": "x" * 20_000_000}, {"text": "[" * 5_001, "key": "k" * 20, "publicity": "pseudonym"}):
        answer = client.post(path, data)
        assert answer.status_code in (400, 413, 422)
        assert "</html>" in read(answer)
    assert Contribution.objects.count() == before


@pytest.mark.parametrize("sign", ["\u202e", "\u2066", "\u200b", "\u200d", "\ufeff", "\u2063"])
def test_n51_signs_that_make_a_text_read_otherwise_are_taken_out(two_bodies: TwoBodies, sign: str) -> None:
    given_words = give(
        round=two_bodies.filled.shown.ideas, actor=RESIDENT, key=None,
        words=Words(kind="idea", text=f"Een{sign} bus.", title=f"Bus{sign}", publicity="named",
                    public_name=f"Gedeput{sign}eerde Jansen", place=f"Dorp{sign}"),
    ).contribution  # fmt: skip
    assert (given_words.text, given_words.title) == ("Een bus.", "Bus")
    assert (given_words.public_name, given_words.place) == ("Gedeputeerde Jansen", "Dorp")


def test_n51_no_name_gets_a_mark_of_office(two_bodies: TwoBodies) -> None:
    """Names of residents stand as plain text; what the body says itself stands outside the words of people."""
    names = ("Gedeputeerde Jansen", "Gedeputeerde Jansen ✓", "Вethouder Bakker")
    ideas = things_of("ideas:list", two_bodies.filled.shown)
    marked = set()
    for name in names:
        voice = give(
            round=two_bodies.filled.shown.ideas, actor=RESIDENT, key=None,
            words=Words(kind="idea", text="Een bus.", publicity="named", public_name=name),
        ).contribution  # fmt: skip
        page = read(Client().get(address("ideas:idea", {**ideas, "idea": voice.pk})))
        around = re.search(rf"<(\w+)([^>]*)>[^<]*{re.escape(name)}", page)
        assert around is not None
        marked.add((around[1], around[2]))
    assert len(marked) == 1
    assert "badge" not in str(marked)
