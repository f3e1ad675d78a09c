"""Documents: what is taken in, who sees it, what holds, and what stays when one is withdrawn."""

import io
import os
import re
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.builders import World, make_account, make_process, make_world
from tests.form_client import go_on, read

from brink.domain.decisions import services as deciding
from brink.domain.decisions.models import Decision
from brink.domain.decisions.tests.test_publishing import complete, make_draft
from brink.domain.journal.acts import version_of
from brink.domain.journal.models import Entry
from brink.domain.journal.services import Actor
from brink.domain.people.models import Organ
from brink.domain.processes.models import Process
from brink.domain.records.basics import Basics
from brink.domain.records.models import NamedReaders, Record
from brink.domain.records.tests.machine import run
from brink.foundation import clock, erasure_list
from brink.foundation.errors import BadInput, Conflict, NotAllowed, NotNow
from brink.foundation.visibility import Role, Viewer, visible
from brink.registers.documents import files, services, states
from brink.registers.documents.card import CARD
from brink.registers.documents.file_kinds import KINDS, named, safe_name
from brink.registers.documents.models import Document, DocumentVersion
from brink.registers.documents.services import Labels, Openness
from brink.registers.documents.tests.sample_files import DOCX, MACROS, ODT, PDF, XLSX, packed, picture

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 9, 1, 10, 0, tzinfo=UTC)
OPEN = Openness("open")
OFFICER, CLERK = Actor(role="officer"), Actor(role="clerk")
CANARY = "kanarievogel"


@pytest.fixture(autouse=True)
def _uploads(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT, settings.DATA_DIR = tmp_path / "uploads", tmp_path


@pytest.fixture
def world() -> World:
    with clock.frozen(NOON):
        return make_world()


@pytest.fixture
def question(world: World) -> Process:
    with clock.frozen(NOON):
        return make_process(world, "wonen")


def stored(name: str = "stuk.pdf", data: bytes = PDF) -> files.StoredFile:
    return files.keep(io.BytesIO(data), len(data), name)


def added(world: World, process: Process, openness: Openness = OPEN, **changes: Any) -> Document:
    basics = Basics(
        title=changes.pop("title", "Schets van het dorpsplein"), owner=world.contact, process=process,
        summary=f"Hoe het plein kan worden. {CANARY}",
    )  # fmt: skip
    said = {"file": stored(), "twin": "Op de schets staan bomen.", "labels": Labels("impression", "2j"), **changes}
    actor = said.pop("actor", OFFICER)
    return services.add(tenant=world.body, basics=basics, openness=openness, actor=actor, key=None, **said)


def client(world: World, account: str = "officer") -> Client:
    made = Client()
    made.force_login(getattr(world, account))
    return made


def page(address: str, reader: Client | None = None, status: int = 200) -> str:
    answer = (reader or Client()).get(address)
    assert answer.status_code == status, address
    return answer.content.decode()


@pytest.mark.parametrize(
    ("name", "data"),
    [("a.pdf", PDF), ("a.odt", ODT), ("a.docx", DOCX), ("a.xlsx", XLSX), ("a.csv", b"dorp;stem\nSleen;3\n"),
     ("a.TXT", "Café".encode()), ("a.png", picture()), ("a.jpg", picture("JPEG")), ("a.webp", picture("WEBP"))],
    ids=lambda one: one if isinstance(one, str) else "",
)  # fmt: skip
def test_a_file_is_kept_that_is_what_its_name_says(name: str, data: bytes) -> None:
    file = stored(name, data)
    assert default_storage.exists(files.path(file.stored, file.kind))
    assert file.kind == (named(name) or KINDS["txt"]).key


@pytest.mark.parametrize(
    ("name", "data"),
    [("a.pdf", picture()), ("a.png", PDF), ("a.docx", XLSX), ("a.docx", packed("iets.exe")), ("a.docx", MACROS),
     ("a.odt", DOCX), ("a.pdf", b"MZ\x90"), ("a.txt", b"\x00\x01"), ("a.csv", b"\xff\xfe\x00"), ("a.pdf", b""),
     ("a.docx", DOCX[:20]), ("a.pdf", b"%PDF-1.4 niet af"), ("a.png", b"\x89PNG\r\n\x1a\nkapot"), ("a.txt", PDF),
     ("a.exe", b"MZ"), ("a.svg", b"<svg/>"), ("a.html", b"<p>"), ("zonder", PDF)],
    ids=lambda one: one if isinstance(one, str) else "",
)  # fmt: skip
def test_a_file_that_is_not_what_it_says_is_refused_in_one_sentence(name: str, data: bytes) -> None:
    with pytest.raises(BadInput) as refused:
        stored(name, data)
    assert refused.value.field == "file"
    assert not default_storage.exists(files.FOLDER)


def test_a_file_that_is_too_large_is_refused_before_it_is_read() -> None:
    with pytest.raises(BadInput, match="15 MB"):
        files.keep(io.BytesIO(PDF), files.MAX_BYTES + 1, "a.pdf")


@pytest.mark.parametrize(
    ("name", "safe"),
    [("../../etc/passwd.pdf", "passwd.pdf"), ("C:\\x\\plan.pdf", "plan.pdf"), ('a"b\r\n.pdf', "a b.pdf"),
     (".pdf", "document.pdf"), ("plan.exe.pdf", "plan.exe.pdf"), ("é" * 200 + ".pdf", "é" * 80 + ".pdf")],
)  # fmt: skip
def test_a_file_is_given_away_under_a_safe_name(name: str, safe: str) -> None:
    assert safe_name(name, KINDS["pdf"]) == safe


def test_the_desk_adds_a_document_and_everybody_reads_its_weight(world: World, question: Process) -> None:
    desk = client(world)
    sent = {
        "title": "Schets van het plein", "weight": "impression", "confidentiality": "open", "key": "sleutel-1",
        "process": str(question.pk), "owner": f"person-{world.contact.pk}", "twin": "Bomen om een plein.",
        "file": SimpleUploadedFile("schets.png", picture()), "reference": "Statenstuk 2022-65", "woo": "2j",
    }  # fmt: skip
    assert go_on(desk, "/balie/documenten/nieuw/", sent).status_code == 302
    row = Document.objects.get()
    own = page(f"/documenten/{row.record.slug}/")
    assert "Impressie, geen beleidsdocument" in own
    assert "Statenstuk 2022-65" in own
    assert "Woo 3.3, lid 2, j" in own
    assert 'alt="Bomen om een plein."' in own
    assert "Impressie, geen beleidsdocument" in page(f"/processen/{question.slug}/")
    assert "Schets van het plein" in page("/documenten/?q=2022-65")
    assert "Statenstuk 2022-65" in page("/documenten/open.csv")


def test_a_file_stays_with_the_form_while_another_field_is_mended(world: World, question: Process) -> None:
    desk = client(world)
    sent = {"title": "Plan", "file": SimpleUploadedFile("plan.pdf", PDF), "confidentiality": "open", "key": "s-2",
            "owner": f"person-{world.contact.pk}", "process": str(question.pk)}  # fmt: skip
    answer = desk.post("/balie/documenten/nieuw/", sent)
    text = answer.content.decode()
    assert answer.status_code == 422
    assert "Wij hebben plan.pdf" in text
    found = re.search(r'name="kept_file" value="([^"]+)"', text)
    assert found is not None
    again = {**sent, "weight": "policy", "kept_file": found[1]}
    del again["file"]
    assert go_on(desk, "/balie/documenten/nieuw/", again).status_code == 302
    assert DocumentVersion.objects.get().name == "plan.pdf"


@pytest.mark.parametrize(
    ("changes", "said"),
    [({"file": SimpleUploadedFile("plan.pdf", b"MZ")}, "geen PDF die wij kunnen lezen"),
     ({"file": ""}, "Kies een bestand"),
     ({"file": SimpleUploadedFile("a.png", picture()), "twin": ""}, "Schrijf op wat er op het beeld staat"),
     ({"confidentiality": "secret", "ground": "wet"}, "Over geheime stukken gaan de griffie"),
     ({"confidentiality": "until"}, "Kies de dag waarop het stuk openbaar wordt"),
     ({"process": ""}, "Kies bij welke vraag, welk dossier of welk besluit het hoort")],
)  # fmt: skip
def test_what_is_wrong_is_said_in_one_sentence_and_nothing_is_written(
    world: World, question: Process, changes: dict[str, Any], said: str
) -> None:
    sent = {"title": "Plan", "file": SimpleUploadedFile("plan.pdf", PDF), "confidentiality": "open",
            "weight": "policy",
            "owner": f"person-{world.contact.pk}", "process": str(question.pk), "twin": "Tekst", "key": "s",
            }  # fmt: skip
    answer = go_on(client(world), "/balie/documenten/nieuw/", {**sent, **changes})
    assert said in answer.content.decode()
    assert "Tekst" in answer.content.decode() or changes.get("twin") == ""
    assert not Record.objects.exists()


def test_a_file_is_sent_as_an_attachment_and_a_picture_as_our_copy(world: World, question: Process) -> None:
    row = added(world, question, file=stored("nota<b>.pdf"))
    answer = Client().get(f"/documenten/{row.record.slug}/bestand/1/")
    assert answer["Content-Disposition"] == 'attachment; filename="nota b.pdf"'
    assert (answer["X-Content-Type-Options"], answer["Content-Type"]) == ("nosniff", "application/pdf")
    assert b"".join(answer) == PDF
    assert Client().get(f"/documenten/{row.record.slug}/beeld/1/640/").status_code == 404
    drawn = added(world, question, file=stored("foto.png", picture()), title="Een foto")
    shown = Client().get(f"/documenten/{drawn.record.slug}/beeld/1/640/")
    assert (shown["Content-Type"], b"".join(shown)[:3]) == ("image/jpeg", b"\xff\xd8\xff")
    assert Client().get(f"/documenten/{drawn.record.slug}/beeld/1/641/").status_code == 404


CLOSED = (
    Openness("desk"), Openness("secret", ground="artikel 25 van de Provinciewet"), Openness("until", date(2026, 9, 20)),
)  # fmt: skip


@pytest.mark.parametrize("openness", CLOSED, ids=lambda one: one.confidentiality)
def test_what_is_not_open_is_nowhere_for_who_may_not_see_it(
    world: World, question: Process, openness: Openness
) -> None:
    with clock.frozen(NOON):
        row = added(world, question, openness, actor=CLERK)
        slug = row.record.slug
        for address in (f"/documenten/{slug}/", f"/documenten/{slug}/bestand/1/"):
            page(address, status=404)
        for address in ("/documenten/", "/documenten/open.csv", "/documenten/feed.atom", f"/processen/{question.slug}/",
                        "/zoeken/?q=dorpsplein", "/logboek/"):  # fmt: skip
            text = page(address)
            assert CANARY not in text
            assert "Schets van het dorpsplein" not in text
        assert not Entry.objects.get(kind="document.added").public
        seen = openness.confidentiality != "secret"
        for one in ("/balie/documenten/", f"/balie/documenten/{slug}/samenhang/?q=dorpsplein", "/balie/"):
            answer = client(world).get(one)
            assert ("Schets van het dorpsplein" in answer.content.decode()) <= seen
        assert client(world).get(f"/documenten/{slug}/bestand/1/").status_code == (200 if seen else 404)
        page(f"/documenten/{slug}/", client(world, "clerk"))


def test_what_is_confidential_until_a_day_is_open_from_that_day_on_without_anybody_doing_anything(
    world: World, question: Process
) -> None:
    with clock.frozen(NOON):
        row = added(world, question, Openness("until", date(2026, 9, 20)))
    address = f"/documenten/{row.record.slug}/bestand/1/"
    with clock.frozen(datetime(2026, 9, 19, 21, 59, tzinfo=UTC)):
        page(address, status=404)
    with clock.frozen(datetime(2026, 9, 19, 22, 0, tzinfo=UTC)):
        assert Client().get(address).status_code == 200
        assert "Openbaar sinds 20 september 2026" in page(f"/documenten/{row.record.slug}/")
        assert "Schets van het dorpsplein" in page(f"/processen/{question.slug}/")


def test_griffie_and_secretary_keep_what_is_secret_and_no_role_of_another_body(
    world: World, question: Process
) -> None:
    row = added(world, question, CLOSED[1], actor=CLERK)
    other = make_world("assen", "municipality")
    for role in Role:
        own, foreign = (Viewer(roles=frozenset({(body.pk, role)})) for body in (world.body, other.body))
        keeps = role in (Role.CLERK, Role.SECRETARY)
        for rows in (Record.objects.all(), Document.objects.all(), DocumentVersion.objects.all()):
            assert visible(own, rows).exists() == keeps
            assert not visible(foreign, rows).exists()
    with pytest.raises(NotAllowed):
        services.open_up(row=row, note="Het mag.", actor=OFFICER, key=None)
    services.open_up(row=row, note="De Staten hieven de geheimhouding op.", actor=CLERK, key=None)
    assert "Schets van het dorpsplein" in page(f"/documenten/{row.record.slug}/")
    assert Record.objects.get().destination.title == "Schets van het dorpsplein"


@pytest.mark.parametrize(("kept_for", "readers"), [
    ("council", {Role.COUNCIL}), ("executive", {Role.EXECUTIVE, Role.CHAIR}),
    ("both", {Role.COUNCIL, Role.EXECUTIVE, Role.CHAIR}),
])  # fmt: skip
def test_what_is_secret_is_read_by_the_members_for_whom_it_is_kept(
    world: World, question: Process, kept_for: str, readers: set[Role]
) -> None:
    openness = Openness("secret", ground="artikel 25 van de Provinciewet", kept_for=kept_for)
    row = added(world, question, openness, actor=CLERK)
    other = make_world("assen", "municipality")
    for role in Role:
        own, foreign = (Viewer(roles=frozenset({(body.pk, role)})) for body in (world.body, other.body))
        for rows in (Record.objects.all(), Document.objects.all(), DocumentVersion.objects.all()):
            assert visible(own, rows).exists() == (role in {*readers, Role.CLERK, Role.SECRETARY}), role
            assert not visible(foreign, rows).exists()
    services.open_up(row=row, note="De Staten hieven de geheimhouding op.", actor=CLERK, key=None)
    assert Record.objects.get().kept_for == ""


def test_a_member_finds_a_secret_paper_on_the_own_page_and_nobody_else_does(world: World, question: Process) -> None:
    openness = Openness("secret", ground="artikel 25 van de Provinciewet", kept_for="council")
    row = added(world, question, openness, actor=CLERK)
    there = f"/documenten/{row.record.slug}/"

    def shown(role: Role, name: str, organ: Organ) -> tuple[bool, int, int]:
        client = Client()
        client.force_login(make_account(world.body, organ, role, name)[0])
        own = client.get("/mijn/").content.decode()
        return there in own, client.get(there).status_code, client.get(f"{there}bestand/1/").status_code

    assert shown(Role.COUNCIL, "Anne", world.council) == (True, 200, 200)
    assert shown(Role.EXECUTIVE, "Jan", world.executive) == (False, 404, 404)
    assert Client().get(there).status_code == 404
    # Nothing tells of it: not the list, not the question, not the search, also to whoever may read it.
    for address in ("/documenten/", f"/processen/{question.slug}/", "/zoeken/?q=dorpsplein"):
        assert "Schets van het dorpsplein" not in Client().get(address).content.decode()


def test_only_what_is_secret_is_kept_for_members(world: World, question: Process) -> None:
    with pytest.raises(BadInput, match="geheime stuk"):
        added(world, question, Openness("secret", ground="Wet.", kept_for="iedereen"), actor=CLERK)
    added(world, question)
    with pytest.raises(IntegrityError), transaction.atomic():
        Record.objects.update(kept_for="council")


@pytest.mark.parametrize("change", [
    {"kept_for": "both"}, {"kept_for": "executive"}, {"kept_for": ""}, {"visibility": "desk", "kept_for": ""},
], ids=("widened", "others", "nobody", "the desk"))  # fmt: skip
def test_who_reads_a_secret_paper_changes_in_no_silence(
    world: World, question: Process, change: dict[str, str]
) -> None:
    """Class: the readers of what is closed, altered on a road that leaves no entry: wider, narrower or others."""
    openness = Openness("secret", ground="artikel 25 van de Provinciewet", kept_for="council")
    row = added(world, question, openness, actor=CLERK)
    with pytest.raises(IntegrityError), transaction.atomic():
        Record.objects.filter(pk=row.pk).update(**change)
    # Opening it, with a reason, is the one way on; and what everybody could read closes for nobody.
    services.open_up(row=row, note="De Staten hieven de geheimhouding op.", actor=CLERK, key=None)
    with pytest.raises(IntegrityError), transaction.atomic():
        Record.objects.filter(pk=row.pk).update(visibility="secret", kept_for="council")


def test_other_readers_of_a_secret_paper_are_named_later_with_a_reason(world: World, question: Process) -> None:
    openness = Openness("secret", ground="artikel 25 van de Provinciewet", kept_for="council")
    row = added(world, question, openness, actor=CLERK)
    slug, griffie = row.record.slug, client(world, "clerk")
    readers = {}
    for role, name, organ in ((Role.COUNCIL, "Anne", world.council), (Role.EXECUTIVE, "Jan", world.executive)):
        readers[role] = Client()
        readers[role].force_login(make_account(world.body, organ, role, name)[0])

    def readers_now() -> list[Role]:
        there = f"/documenten/{slug}/"
        found = [role for role, one in readers.items() if one.get(there).status_code == 200]
        assert [role for role, one in readers.items() if there in one.get("/mijn/").content.decode()] == found
        return found

    assert readers_now() == [Role.COUNCIL]
    address = f"/balie/documenten/{slug}/lezers/"

    def named(kept_for: str, reason: str) -> HttpResponse:
        (drawn,) = [one for one in read(griffie.get(address)).forms if "kept_for" in one.filled("")]
        return go_on(griffie, address, {**drawn.filled(""), "kept_for": kept_for, "reason": reason})

    assert named("executive", "").status_code == 422
    assert "Zo staat het er al" in named("council", "Het hoort zo.").content.decode()
    assert readers_now() == [Role.COUNCIL]
    assert named("executive", "Het college onderhandelt verder.").status_code == 302
    assert readers_now() == [Role.EXECUTIVE]
    assert named("", "De onderhandeling is klaar.").status_code == 302
    assert readers_now() == []
    told = page(f"/documenten/{slug}/", griffie)
    assert "Het college onderhandelt verder." in told
    assert "niemand anders meer" in told
    entry, _last = Entry.objects.filter(kind="document.readers_named").order_by("at", "id")
    assert (entry.public, entry.data["before"], entry.data["kept_for"]) == (False, "council", "executive")
    page(address, client(world), status=404)


def test_only_who_keeps_it_names_other_readers_and_only_of_what_is_secret(world: World, question: Process) -> None:
    openness = Openness("secret", ground="artikel 25 van de Provinciewet")
    row, plain = added(world, question, openness, actor=CLERK), added(world, question, Openness("desk"), title="Balie")
    said: dict[str, Any] = {"kept_for": "council", "reason": "De Staten vroegen erom.", "key": None}
    with pytest.raises(NotAllowed):
        services.name_readers(row=row, actor=OFFICER, **said)
    with pytest.raises(NotNow):
        services.name_readers(row=plain, actor=CLERK, **said)
    seen = version_of(row)
    services.name_readers(row=row, actor=CLERK, seen=seen, **said)
    with pytest.raises(Conflict):
        services.name_readers(row=row, actor=CLERK, seen=seen, **{**said, "kept_for": "both"})
    assert Record.objects.get(pk=row.pk).kept_for == "council"


@pytest.mark.parametrize("change", [{"kept_for": "both"}, {"reason": "Iets anders."}, {"number": 9}])
def test_who_was_named_to_read_does_not_change(world: World, question: Process, change: dict[str, Any]) -> None:
    row = added(world, question, Openness("secret", ground="Wet."), actor=CLERK)
    services.name_readers(row=row, kept_for="council", reason="De Staten vroegen erom.", actor=CLERK, key=None)
    with pytest.raises(IntegrityError), transaction.atomic():
        NamedReaders.objects.update(**change)
    with pytest.raises(IntegrityError), transaction.atomic():
        NamedReaders.objects.all().delete()
    # Back to what it was is a change as well, and another record's readers are nobody's here.
    with pytest.raises(IntegrityError), transaction.atomic():
        Record.objects.filter(pk=row.pk).update(kept_for="")


def test_an_older_version_stays_readable_and_says_that_it_does_not_hold(world: World, question: Process) -> None:
    row = added(world, question)
    services.renew(
        row=row, file=stored("nieuw.txt", b"Drie bomen meer."), twin="", reason="Er komen drie bomen bij.",
        actor=OFFICER, key=None,
    )  # fmt: skip
    own = page(f"/documenten/{row.record.slug}/")
    assert own.index("nieuw.txt") < own.index("geldt niet meer") < own.index("stuk.pdf")
    assert "Er komen drie bomen bij." in own
    assert Client().get(f"/documenten/{row.record.slug}/bestand/1/").status_code == 200


def test_what_is_withdrawn_leaves_its_title_and_the_reason_and_no_file(world: World, question: Process) -> None:
    row = added(world, question)
    one = DocumentVersion.objects.get()
    with transaction.atomic():
        services.withdraw(row=row, note="Er stond een naam in.", actor=OFFICER, key=None)
    own = page(f"/documenten/{row.record.slug}/")
    assert "Schets van het dorpsplein" in own
    assert "Er stond een naam in." in own
    assert "bomen" not in own
    page(f"/documenten/{row.record.slug}/bestand/1/", status=404)
    assert "Schets" not in page("/documenten/?q=bomen")
    assert one.stored


def test_an_old_back_up_does_not_bring_back_what_was_withdrawn(world: World, question: Process) -> None:
    from brink.domain.contributions.services.erasure_replay import replay

    row, other = added(world, question), added(world, question, title="Een ander stuk")
    erasure_list.note(services.ERASED, [row.pk])
    assert replay() == 1
    assert replay() == 0
    assert Document.objects.get(pk=row.pk).withdrawn_at is not None
    assert Document.objects.get(pk=other.pk).withdrawn_at is None


@pytest.mark.parametrize(
    "change", [{"checksum": "0" * 64}, {"number": 7}, {"twin": "Iets anders."}, {"stored": "elders"}]
)
def test_the_database_keeps_a_version_as_it_was(world: World, question: Process, change: dict[str, Any]) -> None:
    added(world, question)
    with pytest.raises(DatabaseError), transaction.atomic():
        DocumentVersion.objects.update(**change)


def test_a_file_that_nobody_claimed_is_swept_after_a_day_and_no_other(
    world: World, question: Process, tmp_path: Path
) -> None:
    with clock.frozen(NOON):
        loose = stored("los.pdf")
        row = added(world, question)
    with clock.frozen(NOON + timedelta(days=3)):
        assert files.sweep() == 0
        for one in tmp_path.rglob("uploads/documents/*/*"):
            os.utime(one, (NOON.timestamp(), NOON.timestamp()))
        assert files.sweep() == 1
        assert not default_storage.exists(files.path(loose.stored, "pdf"))
        assert Client().get(f"/documenten/{row.record.slug}/bestand/1/").status_code == 200


def test_sending_twice_adds_once(world: World, question: Process) -> None:
    desk = client(world)
    for _again in range(2):
        sent = {"title": "Plan", "file": SimpleUploadedFile("plan.pdf", PDF), "confidentiality": "open",
                "weight": "policy", "owner": f"person-{world.contact.pk}", "process": str(question.pk), "key": "zelfde"}
        assert go_on(desk, "/balie/documenten/nieuw/", sent).status_code == 302
    assert Document.objects.count() == 1


def test_acts_in_any_order_keep_what_was_declared(world: World, question: Process) -> None:
    numbers = iter(range(10_000))

    def text(wish: int) -> files.StoredFile:
        return stored("n.txt", f"{wish} {next(numbers)}".encode())

    run(
        CARD,
        lambda: added(world, question),
        {
            "nieuwe-versie": lambda _row, _day, wish: {"file": text(wish), "twin": "", "reason": "Beter." * (wish > 1)},
            "gegevens": lambda _row, _day, wish: {"labels": Labels("policy" if wish else "iets")},
            "lezers": lambda _row, _day, wish: {"kept_for": "both" if wish else "", "reason": "Het moet."},
            "openbaar-maken": lambda _row, _day, _wish: {"note": "Het mag."},
            "intrekken": lambda _row, _day, wish: {"note": "Fout." if wish == 9 else ""},
        },
    )


def test_stages_follow_from_facts() -> None:
    stages = [states.stage(Document(confidentiality=one)) for one in ("open", "until", "desk", "secret")]
    assert stages == [states.OPEN, states.DATED, states.CLOSED, states.CLOSED]


def decided(world: World) -> Decision:
    draft = make_draft(world)
    complete(draft)
    deciding.publish(decision=draft, actor=CLERK)
    return Decision.objects.get(pk=draft.pk)


def test_a_document_at_a_decision_stands_on_its_page_and_none_costs_nothing(world: World) -> None:
    decision = decided(world)
    question = decision.process

    def asked() -> tuple[int, str]:
        with CaptureQueriesContext(connection) as found:
            text = page(f"/besluiten/{decision.slug}/")
        return len(found), text

    asked()
    none, _text = asked()
    assert none <= 15
    added(world, question, Openness("desk"), decision=decision, title="Alleen voor de balie")
    assert asked()[0] == none
    services.add(
        tenant=world.body, basics=Basics(title="De tekening bij het besluit", owner=world.contact), file=stored(),
        twin="", labels=Labels("decision"), openness=OPEN, actor=OFFICER, key=None, decision=decision,
    )  # fmt: skip
    with_one, text = asked()
    assert with_one <= min(none + 1, 15)
    assert "De tekening bij het besluit" in text
    assert "Alleen voor de balie" not in text
    assert "De tekening bij het besluit" in page(f"/processen/{question.slug}/")
    other = make_process(world, "anders")
    with pytest.raises(BadInput, match="andere vraag"):
        added(world, other, decision=decision)
