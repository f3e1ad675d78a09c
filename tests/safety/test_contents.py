"""Class: a public thing whose contents are altered where no act did it. `brink verify` finds it in an export.

Members: every field that the register of contents commits to, over the rows of a whole demo; every table of the site is
in the register or says here why not; and a thousand alterations of an exported process, signed by who owns the keys.
"""

import argparse
import copy
import json
import random
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.apps import apps
from django.conf import settings
from django.db import DatabaseError, transaction
from django.db.models import Field, ForeignKey, Model

from brink.domain.contributions.models import Contribution
from brink.domain.contributions.services.giving import Receipt, Words
from brink.domain.contributions.services.moderating import hide
from brink.domain.contributions.services.self_service import withdraw
from brink.domain.decisions.models import Decision, MinorityNote, WeighingLine
from brink.domain.journal import queries
from brink.domain.journal.acts import exempt
from brink.domain.journal.contents import Contents, contents, published
from brink.domain.journal.covering import cover, cover_process
from brink.domain.journal.models import Content, Entry
from brink.domain.journal.sealing import seal
from brink.domain.journal.services import RESIDENT, Actor
from brink.domain.participation.sessions import FilledSession
from brink.domain.people.models import Account
from brink.domain.processes.models import Process, Round, RoundOutcome
from brink.domain.records.models import Record
from brink.foundation import clock
from brink.foundation.crypto import signing_seeds
from brink.foundation.ids import uuid7
from brink.foundation.visibility import ANYONE, visible
from brink.instruments.ideas.services import Extras, give_idea
from brink.methods.files.build_verifier import verifier
from brink.methods.files.commands import COMMANDS
from brink.methods.ledger import (
    Invalid,
    export_fields,
    export_manifest,
    export_point,
    log_key,
    sign_checkpoint,
    verify_journal,
    verify_process,
)
from brink.methods.ledger.contents import ContentHistory, check_contents
from brink.methods.ledger.process_export import CONTENTS, EXPORT
from brink.site import exporting
from brink.site.demo import build
from tests.sampling import drawn, examples
from tests.unlocked import unlocked

PERSONAL = "personal: shown to nobody, or to the giver and the desk alone"
DESK = "between the desk and a giver: not public"
BODY = "about the body and not about a question: not in the export of a process"
OUTSIDE: Mapping[str, str] = {
    **dict.fromkeys(
        (
            "contributions.Giver", "contributions.Broker", "contributions.TrackingCode", "notifications.News",
            "contributions.ExactPoint",
            "contributions.EndedCode", "contributions.LostCode", "contributions.CodeMail", "processes.PrintedCode",
            "people.Account", "people.Attempts", "dialogue.Vote", "dialogue.Past", "ideas.Support",
            "notifications.DigestWish", "participation.LineSign", "reports.Reporter",
            "contributions.Admission", "following.Follow", "contributions.Clarity", "reach.Said", "reach.Tally",
            "gatherings.SignUp", "consultation.Agreed", "survey.SurveyDraft", "petition.Support",
            "assembly.Volunteer", "assembly.VolunteerContact", "assembly.PoolPlace", "assembly.PanelSeat",
            "assembly.LetterCode", "assembly.SittingPresence",
            "submission.Signatory", "submission.NumberRow",
        ), PERSONAL,
    ),
    **dict.fromkeys(
        (
            "contributions.Objection", "contributions.HandOver", "contributions.ModerationAct", "contributions.Appeal",
            "contributions.Move", "contributions.Source", "contributions.Revision", "people.RoleGrant", "records.Voice",
            "contributions.StaffNote", "notifications.Cursor", "participation.Hall", "participation.HallQuestion",
            "participation.OneLine",
            "reports.Report", "processes.Print", "contributions.Split", "contributions.Reaching",
            "inbox.TalkRequest", "contributions.CoSignature", "survey.WordsAnswered", "petition.Proposal",
            "contributions.LetterRun", "contributions.InvitationRun", "contributions.LateLetter",
            "assembly.LetterWave", "assembly.Replacement", "assembly.Randomness",
        ), DESK,
    ),
    **dict.fromkeys(
        (
            "contributions.ResponseTerms", "framework.Framework", "framework.Adoption", "framework.Phase",
            "framework.RoleText", "framework.InstrumentRule", "framework.Scale", "framework.RuleOfThumb", "people.Body",
            "people.Organ", "people.Person", "people.Membership", "people.AreaContact", "people.Absence", "people.Team",
            "people.TeamMember", "places.Area", "places.PostcodeRange", "places.Population", "processes.Theme",
            "people.CouncilGroup", "decisions.ChosenTheme", "decisions.DecisionKind",
            "petition.RuleSet",
            "processes.Dossier", "reports.HouseRules", "declarations.Declaration", "accountability.BaselineFigure",
        ), BODY,
    ),
    **dict.fromkeys(
        ("journal.Entry", "journal.Leaf", "journal.Checkpoint", "journal.Content"), "the record itself",
    ),
    **dict.fromkeys(
        ("foundation.SearchEntry", "foundation.SearchKey", "foundation.SearchStale"),
        "the index of the search: made anew from the words themselves, and never shown by itself",
    ),
    "assembly.RecordFile": "the SHA-256 of each stands in the commitment, which is committed to with the draw",
    "journal.PublicNumber": "a count of changes, under which pages are kept: it tells nothing of what changed",
    "petition.Collection": "a count, recomputed; what it was at closing stands in the frozen outcome",
    "dialogue.OpinionResult": "made anew for every ten people; the tally that stays is the frozen outcome",
}  # fmt: skip
"""Tables whose contents the log does not commit to, each with why."""


# The mark has the database made for this module; the tests below share one demo in it, by the fixture `demo`.
@pytest.mark.django_db
def test_every_table_is_committed_to_or_says_why_not() -> None:
    # Of the signals of a session the frozen tally is committed to, with the round, in every instrument.
    models = [one for one in apps.get_models() if not issubclass(one, FilledSession)]
    own = {one._meta.label for one in models if one.__module__.startswith("brink.")}
    registered = {one.model._meta.label for one in contents.all()}
    assert registered | set(OUTSIDE) == own
    assert registered & set(OUTSIDE) == set()


def test_a_field_without_a_place_stops_the_site() -> None:
    from brink.domain.journal.contents import register

    with pytest.raises(ValueError, match="'reason'"):
        register(WeighingLine, words=("who",), facts=(), process="decision__process_id")


@pytest.fixture(scope="module")
def demo(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[dict[str, dict[str, bytes]]]:
    """A small demo, and the export of each of its processes by slug. What a test changes it takes back itself."""
    patch = pytest.MonkeyPatch()
    folder = tmp_path_factory.mktemp("demo")
    patch.setattr(settings, "DATA_DIR", folder)
    patch.setattr(settings, "MEDIA_ROOT", folder / "uploads")
    with django_db_blocker.unblock(), transaction.atomic():
        build(scale=0.05)
        with unlocked(), exempt("demo"):
            make_absent()
        public = visible(ANYONE, Process.objects.all())
        yield {process.slug: exported(process, folder / "exports" / process.slug) for process in public}
        transaction.set_rollback(True)
    patch.undo()


def make_absent() -> None:
    """Make a public row of each registered table of which the demo has none."""
    for spec in contents.all():
        make_one(spec)


def make_one(spec: Contents) -> None:
    """Make a public row of a table unless there is one; what it refers to is made first."""
    if spec.open_rows().filter(**{f"{spec.process}__isnull": False}).exists():
        return
    model, fields = spec.model, spec.model._meta.concrete_fields
    values = {one.name: some(one, spec) for one in fields if one.name != "id" and not one.has_default()}
    if any(one.name == "shown" for one in fields):
        values["shown"] = True  # public is what everybody may read
    if any(one.name == "told" and one.get_internal_type() == "JSONField" for one in fields):
        values["told"] = {"reason": "proef"}
    if "other" in values:
        values["other"] = open_row(Record, past=1)
    if "proposed_by" in values:
        values["proposed_by"] = open_row(Account, past=1)
    if {"group", "person"} <= values.keys():
        values["person"] = None  # it is of one of the two
    if {"choice", "forwarded_to"} <= values.keys():
        values["forwarded_to"] = ""  # what comes on the agenda went to nobody else
    if {"wrong", "passed"} <= values.keys():
        values["wrong"] = 0  # a check that says yes found no more than is allowed
    values["tenant"] = next(one for one in values.values() if getattr(one, "tenant", None)).tenant
    model._default_manager.create(**values)


def open_row(model: type[Model], past: int = 0) -> Model:
    """Return a public row of a table, of a question when it has one; of a table without contents any row."""
    spec = contents.get(model._meta.label_lower)
    rows = model._default_manager.all()
    if spec is not None:
        make_one(spec)
        rows = spec.open_rows().filter(**{f"{spec.process}__isnull": False})
    if model is Process:
        rows = rows.filter(pk__in=Decision.objects.filter(published_at__isnull=False).values("process"))
    assert rows.count() > past, f"no public row of {model._meta.label}"
    return rows.order_by("pk")[past]


def some(field: "Field[Any, Any]", spec: Contents) -> Any:
    """Return a value that a field takes."""
    if isinstance(field, ForeignKey):
        return open_row(field.related_model)
    kind = field.get_internal_type()
    if field.choices:
        return field.flatchoices[0][0]
    simple = {"DateField": clock.today(), "DateTimeField": clock.now(), "BooleanField": True, "JSONField": {},
              "UUIDField": uuid7()}  # fmt: skip
    if "closes_at" in field.name or field.name == "announced":
        return clock.now() + timedelta(days=9)
    return simple.get(kind, 3 if "Integer" in kind else f"proef-{field.name}"[: getattr(field, "max_length", None)])


def exported(process: Process, folder: Path) -> dict[str, bytes]:
    """Export a process and return its files."""
    exporting.run(argparse.Namespace(slug=process.slug, folder=folder))
    return {one.relative_to(folder).as_posix(): one.read_bytes() for one in folder.rglob("*") if one.is_file()}


def written(files: Mapping[str, bytes], folder: Path) -> Path:
    """Write the files of an export to a folder."""
    for name, content in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    return folder


def test_every_process_of_the_demo_holds(demo: dict[str, dict[str, bytes]]) -> None:
    reports = {slug: verify_process(files) for slug, files in demo.items()}
    assert len(reports) > 5
    assert all("Nagerekend tegen het logboek" in report.told for report in reports.values())
    # Hardly anything waits for the clock: acts commit to what they write.
    late = sum(len(report.contents.late) for report in reports.values())
    shown = sum(len(parts) for report in reports.values() for parts in report.contents.shown.values())
    assert late * 50 < shown


# --- altered in the database, behind every act ---


def another(field: "Field[Any, Any]", value: Any, row: Model) -> Any:
    """Return another value for a field, of its own sort."""
    if field.choices:
        return next((key for key, _name in field.flatchoices if key != value), None)
    if isinstance(field, ForeignKey):
        others = field.related_model._default_manager.exclude(pk=value)
        # Where there is no other, one that is not there: the database looks when all is kept, and nothing is.
        return others.values_list("pk", flat=True).first() or uuid7()
    if value is None:
        return {"DateField": date(2031, 1, 1), "DateTimeField": clock.now()}.get(field.get_internal_type(), 7)
    if isinstance(value, bool):
        return not value
    if isinstance(value, UUID):
        return uuid7()
    if isinstance(value, datetime | date):
        return value + timedelta(days=1)
    if isinstance(value, int | float):
        return value + 1
    if isinstance(value, list | dict):
        return altered_json(copy.deepcopy(value))
    return f"{value}x" if len(str(value)) < (field.max_length or 10**6) else f"x{str(value)[1:]}"


def altered_json(value: Any) -> Any:
    """Change the first number in a piece of JSON, or add to it when it has none."""

    def change(part: Any) -> bool:
        for key in part if isinstance(part, dict) else range(len(part)) if isinstance(part, list) else ():
            if isinstance(part[key], int | float) and not isinstance(part[key], bool):
                part[key] += 1
                return True
            if change(part[key]):
                return True
        return False

    if not change(value):
        value.append("erbij") if isinstance(value, list) else value.update(erbij=["x"])
    return value


def find_row(spec: Contents) -> tuple[Model, Any]:
    """Return a row of a table that the log shows, and its question."""
    for one in Content.objects.filter(table=spec.table, shown=True, process_id__isnull=False).order_by("pk"):
        row = spec.rows().filter(pk=one.row_id).first()
        if row is not None:
            return row, one.process_id
    raise AssertionError(f"no public row of {spec.table}")


def histories() -> dict[Any, ContentHistory]:
    """Return what the log of each body tells."""
    bodies = Entry.objects.order_by().values_list("tenant_id", flat=True).distinct()
    found = {}
    for tenant_id in bodies:
        lines = (line.encode() for line in queries.export_lines(tenant_id))
        found[tenant_id] = verify_journal(queries.export_manifest(tenant_id).encode(), lines).contents
    return found


def checked(history: ContentHistory, tenant_id: Any, process_id: Any) -> None:
    """Recompute the contents of a question as an export would publish them now."""
    cover_process(process_id)
    said = Entry.objects.filter(tenant_id=tenant_id, leaf=None, contents__isnull=False).order_by("at", "id")
    history = copy.deepcopy(history)
    for place, entry in enumerate(said):
        history.read(10**6 + place, {"contents": entry.contents}, "later")
    lines = [
        ("inhoud.jsonl", json.loads(json.dumps({"key": key, "salt": salt.hex(), "value": value})))
        for key, salt, value in published(tenant_id, process_id)
    ]
    check_contents(history, str(process_id), lines)


def test_every_field_altered_in_the_database_is_found(demo: dict[str, dict[str, bytes]]) -> None:
    told, found, refused, same = histories(), 0, [], []
    everything = [(spec, name) for spec in contents.all() for name in (*spec.words, *spec.facts, *spec.figures)]
    for spec, name in drawn("fields altered in the database", everything, share=0.03, least=16):
        row, process_id = find_row(spec)
        field = row._meta.get_field(name)
        assert isinstance(field, Field)
        value = another(field, getattr(row, field.attname), row)
        if value is None or value == getattr(row, field.attname):
            same.append(f"{spec.table}.{name}")
            continue
        try:
            with transaction.atomic():
                with unlocked():
                    spec.rows().filter(pk=row.pk).update(**{field.attname: value})
                with pytest.raises(Invalid, match=rf"{spec.table}/|inhoud") as broken:
                    checked(told[row.tenant_id], row.tenant_id, process_id)  # type: ignore[attr-defined]
                assert str(row.pk) in str(broken.value) or field.name == "process", (spec.table, name, broken.value)
                found += 1
                transaction.set_rollback(True)
        except DatabaseError:
            refused.append(f"{spec.table}.{name}")  # a constraint of the database itself: it cannot be altered alone
    print(f"{found} found; refused by the database {refused}; no other value {same}")
    assert found > 3 * len(refused)
    assert same == []


def test_a_row_taken_out_of_the_database_is_found(demo: dict[str, dict[str, bytes]]) -> None:
    told = histories()
    line = WeighingLine.objects.filter(decision__published_at__isnull=False).first()
    assert line is not None
    process_id = line.decision.process_id
    checked(told[line.tenant_id], line.tenant_id, process_id)
    with transaction.atomic():
        Content.objects.filter(row_id=line.pk).delete()
        with pytest.raises(Invalid, match=r"achteraf opnieuw vastgelegd|ontbreekt"):
            checked(told[line.tenant_id], line.tenant_id, process_id)
        transaction.set_rollback(True)


def test_what_was_altered_is_not_committed_to_anew_by_the_clock(demo: dict[str, dict[str, bytes]]) -> None:
    told = histories()
    line = WeighingLine.objects.filter(decision__published_at__isnull=False).first()
    assert line is not None
    with transaction.atomic():
        with unlocked():
            WeighingLine.objects.filter(pk=line.pk).update(reason="Omdat wij dat liever willen.")
        Content.objects.filter(row_id=line.pk).delete()
        cover()
        with pytest.raises(Invalid, match="achteraf opnieuw vastgelegd, zonder handeling"):
            checked(told[line.tenant_id], line.tenant_id, line.decision.process_id)
        transaction.set_rollback(True)


# --- altered in an export, by who owns the keys and signs it again ---

Line = dict[str, Any]


def words_of(line: Line) -> list[str]:
    return [name for name, value in line["value"].items() if isinstance(value, str) and " " in value]


def alter_word(lines: list[Line], draw: random.Random) -> None:
    """Another word, a word less, or two words in another order."""
    line = draw.choice([one for one in lines if words_of(one)])
    name = draw.choice(words_of(line))
    words = line["value"][name].split(" ")
    place = draw.randrange(len(words) - 1)
    way = draw.randrange(3)
    if way == 0:
        words[place] += "n"
    elif way == 1:
        words.pop(place)
    elif words[place] != words[place + 1]:
        words[place], words[place + 1] = words[place + 1], words[place]
    else:
        words.append("niet")
    line["value"][name] = " ".join(words)


def alter_fact(lines: list[Line], draw: random.Random) -> None:
    """Another date, vote, number, yes or no, or key."""
    line = draw.choice([one for one in lines if one["key"].endswith("/facts")])
    name = draw.choice(sorted(line["value"]))
    value = line["value"][name]
    if isinstance(value, bool):
        line["value"][name] = not value
    elif isinstance(value, int):
        line["value"][name] = value + draw.choice((-1, 1, 10))
    elif isinstance(value, str) and value:
        place = draw.randrange(len(value))
        other = draw.choice([sign for sign in "0123456789abcdef" if sign != value[place]])
        line["value"][name] = value[:place] + other + value[place + 1 :]
    elif isinstance(value, dict):
        altered_json(value)
    else:
        line["value"][name] = "2026-01-01"


def leave_out(lines: list[Line], draw: random.Random) -> None:
    lines.pop(draw.randrange(len(lines)))


def put_in(lines: list[Line], draw: random.Random) -> None:
    line = copy.deepcopy(draw.choice(lines))
    table, row, part = line["key"].split("/")
    line["key"] = f"{table}/{row[:-4]}{draw.randrange(16**4):04x}/{part}"
    lines.insert(draw.randrange(len(lines)), line)


def swap(lines: list[Line], draw: random.Random) -> None:
    one, other = draw.sample(lines, 2)
    one["value"], other["value"] = other["value"], one["value"]


def other_salt(lines: list[Line], draw: random.Random) -> None:
    draw.choice(lines)["salt"] = draw.randbytes(32).hex()


def new_field(lines: list[Line], draw: random.Random) -> None:
    draw.choice(lines)["value"][f"veld{draw.randrange(99)}"] = "meer"


ALTERATIONS: tuple[Callable[[list[Line], random.Random], None], ...] = (
    alter_word, alter_word, alter_word, alter_fact, alter_fact, leave_out, put_in, swap, other_salt, new_field,
)  # fmt: skip


def signed_again(files: dict[str, bytes]) -> dict[str, bytes]:
    """Sign an export with the keys of the site, as only its owner can."""
    document = json.loads(files[EXPORT])
    rest = {name: content for name, content in files.items() if name != EXPORT}
    fields = export_fields(document["origin"], document["process"], rest)
    point, seeds = export_point(fields), signing_seeds(document["origin"])
    keys = [log_key(point.origin, seed) for seed in seeds]
    return {**rest, EXPORT: export_manifest(fields, sign_checkpoint(point, *seeds), keys).encode()}


def holds(files: Mapping[str, bytes]) -> bool:
    try:
        verify_process(files)
    except Invalid:
        return False
    return True


def altered_by_the_owner(files: dict[str, bytes], draw: random.Random) -> dict[str, bytes]:
    """One alteration of what is told, signed anew: of the contents, or of a figure of an outcome."""
    outcomes = [name for name in files if name.endswith("-outcome.json")]
    if outcomes and draw.random() < 0.1:
        name = draw.choice(outcomes)
        told = altered_json(json.loads(files[name]))
        return signed_again({**files, name: json.dumps(told).encode()})
    lines = [json.loads(line) for line in files[CONTENTS].splitlines()]
    before = copy.deepcopy(lines)
    while lines == before:
        draw.choice(ALTERATIONS)(lines, draw)
    text = "".join(json.dumps(one, ensure_ascii=False, sort_keys=True, separators=(",", ":")) + "\n" for one in lines)
    return signed_again({**files, CONTENTS: text.encode()})


def richest(demo: dict[str, dict[str, bytes]]) -> dict[str, bytes]:
    """The export with a decision, votes, outcomes and answers."""
    return max(demo.values(), key=lambda files: (any("outcome" in name for name in files), len(files[CONTENTS])))


def test_a_thousand_alterations_signed_by_the_owner_are_all_found(demo: dict[str, dict[str, bytes]]) -> None:
    files, draw = richest(demo), random.Random(2026)
    assert holds(signed_again(files))
    times = examples("alterations signed by the owner", 60, 1000)
    assert Counter(holds(altered_by_the_owner(files, draw)) for _ in range(times)) == {False: times}


def altered_by_another(files: dict[str, bytes], draw: random.Random) -> dict[str, bytes]:
    """One alteration of any file, by somebody without the keys: a byte, a file more, a file less, a line moved."""
    name, way = draw.choice(sorted(files)), draw.randrange(6)
    raw = files[name]
    if way == 0:
        return {other: content for other, content in files.items() if other != name}
    if way == 1:
        return {**files, f"erbij-{draw.randrange(9)}.csv": b"a,b\n1,2\n"}
    if way == 2 and raw.count(b"\n") > 3:
        lines = raw.splitlines(keepends=True)
        lines.insert(draw.randrange(len(lines)), lines.pop(draw.randrange(len(lines))))
        return {**files, name: b"".join(lines)}
    place = draw.randrange(len(raw))
    return {**files, name: raw[:place] + bytes([raw[place] ^ draw.randrange(1, 256)]) + raw[place + 1 :]}


def test_a_thousand_alterations_by_another_are_all_found(demo: dict[str, dict[str, bytes]]) -> None:
    files, draw, found = richest(demo), random.Random(2027), Counter[bool]()
    times = examples("alterations by another", 60, 1000)
    while found.total() < times:
        altered = altered_by_another(files, draw)
        if altered != files:
            found[holds(altered)] += 1
    assert found == {False: times}


def test_the_first_altered_item_is_named(demo: dict[str, dict[str, bytes]]) -> None:
    files = richest(demo)
    lines = files[CONTENTS].splitlines(keepends=True)
    place = next(place for place, line in enumerate(lines) if b"decisions.weighingline/" in line and b"reason" in line)
    line = json.loads(lines[place])
    line["value"]["reason"] = "Wij wilden iets anders."
    lines[place] = json.dumps(line, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode() + b"\n"
    with pytest.raises(Invalid, match=rf"inhoud\.jsonl, regel {place + 1}: {line['key']} is veranderd"):
        verify_process({**files, CONTENTS: b"".join(lines)})


def test_the_command_and_the_one_file_say_what_they_checked(
    demo: dict[str, dict[str, bytes]], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = written(richest(demo), tmp_path / "export")
    alone = tmp_path / "brink_verify.py"
    alone.write_text(verifier(), encoding="utf-8")
    for path, code in ((folder, 0), (folder / "journal", 0)):
        assert COMMANDS["verify"]([str(path)]) == code
        said = capsys.readouterr().out
        ran = subprocess.run([sys.executable, "-I", "-S", str(alone), str(path)], capture_output=True, text=True)
        assert (ran.returncode, ran.stdout) == (code, said)
        if path == folder:
            assert "Nagerekend tegen het logboek" in said
            assert re.search(r"Alleen ondertekend, niet nagerekend: .*\bprocess\.json", said)
        else:
            assert "Alleen de regels zijn nagerekend" in said
    assert COMMANDS["verify"]([str(folder), "--against", str(folder / "journal")]) == 0
    (folder / EXPORT).unlink()
    assert COMMANDS["verify"]([str(folder)]) == 1


# --- what acts do stays right ---


def given() -> Receipt:
    """Give an idea where one can be given now."""
    now = clock.now()
    round = visible(ANYONE, Round.objects.filter(instrument="ideas", opens_at__lte=now, closes_at__gt=now)).first()
    assert round is not None
    words = Words(kind="idea", text="Zet een bank bij de oude eik.")
    return give_idea(round=round, words=words, actor=RESIDENT, key=None, extras=Extras())


def test_after_words_were_taken_back_the_export_holds_and_has_neither_words_nor_salt(
    demo: dict[str, dict[str, bytes]], tmp_path: Path
) -> None:
    with transaction.atomic():
        receipt = given()
        voice, code = receipt.contribution, receipt.code
        words, process = voice.text, voice.process
        salt = bytes(Content.objects.get(row_id=voice.pk, part="words").salt)
        before = verify_process(exported(process, tmp_path / "voor"))
        withdraw(contribution=voice, code=code, actor=RESIDENT)
        files = exported(process, tmp_path / "na")
        after = verify_process(files)
        key = f"contributions.contribution/{voice.pk}/words"
        assert before.contents.shown[str(process.pk)][key] is not None
        assert after.contents.shown[str(process.pk)][key] is None
        assert words.encode() not in files[CONTENTS]
        assert "waren openbaar en zijn dat nu niet meer" in after.told
        assert salt not in {bytes(one) for one in Content.objects.values_list("salt", flat=True)}
        transaction.set_rollback(True)


def test_a_quote_that_was_taken_back_is_not_in_the_export(demo: dict[str, dict[str, bytes]], tmp_path: Path) -> None:
    with transaction.atomic():
        rows = MinorityNote.objects.filter(decision__published_at__isnull=False).exclude(argument="")
        shown = rows.select_related("decision__process")
        note = shown.order_by("pk").last()
        assert note is not None
        words, process = note.argument, note.decision.process
        if note.quoted is None:
            with unlocked():
                MinorityNote.objects.filter(pk=note.pk).update(
                    quoted=Contribution.objects.filter(process=process).first()
                )
            Content.objects.filter(row_id=note.pk).delete()
            note.refresh_from_db()
        assert note.quoted is not None
        hide(contribution=note.quoted, reason="Noemt iemand bij naam.", actor=Actor(role="moderator"))
        files = exported(process, tmp_path / "zonder")
        assert words.encode() not in files[CONTENTS]
        assert str(note.pk).encode() not in files[CONTENTS]
        transaction.set_rollback(True)


def test_what_no_act_wrote_is_covered_late_and_said_so(demo: dict[str, dict[str, bytes]], tmp_path: Path) -> None:
    with transaction.atomic():
        outcome = RoundOutcome.objects.select_related("round__process").first()
        assert outcome is not None
        process = outcome.round.process
        # A row as a site of an earlier version has it: written, public, and known to no entry.
        process.interests.create(tenant=process.tenant, created_at=clock.now(), title="Rust op het dorp")
        assert verify_process(exported(process, tmp_path / "laat")).told.count("pas vastgelegd nadat") == 1
        transaction.set_rollback(True)


def test_writes_under_an_exemption_are_committed_to(demo: dict[str, dict[str, bytes]], tmp_path: Path) -> None:
    with transaction.atomic():
        process = visible(ANYONE, Process.objects.filter(decided_at__isnull=False)).first()
        assert process is not None
        with exempt("demo"):
            Process.objects.filter(pk=process.pk).update(title="Een andere titel")
        seal()
        assert b"Een andere titel" in exported(process, tmp_path / "anders")[CONTENTS]
        verify_process(exported(process, tmp_path / "nog eens"))
        transaction.set_rollback(True)
