"""Put the rows of an earlier version in an empty database, migrate it, and print as JSON what the people in it find.

Runs in a process of its own, on the empty database that the environment names: `python -m tests.upgrade.upgraded`.
"""

import base64
import gzip
import json
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import django
from django.conf import settings

FOLDER = Path(__file__).parent
NOON = datetime(2026, 11, 29, 11, tzinfo=UTC)
# The database refuses boundaries in a room that is published already: these come before their rooms.
FIRST = ("processes.Boundary",)


def value_of(field: Any, stored: Any) -> Any:
    """Return a stored value as the field of the version that wrote it has it in Python."""
    if isinstance(stored, dict) and set(stored) == {"bytes"}:
        return base64.b64decode(stored["bytes"])
    if stored is None:
        return None
    if hasattr(field, "from_db_value"):
        return field.from_db_value(stored, None, None)
    made = field.to_python(stored)
    return made.replace(tzinfo=UTC) if isinstance(made, datetime) and made.tzinfo is None else made


def fill(tables: dict[str, Any], targets: list[tuple[str, str]]) -> None:
    """Migrate to the targets and write the rows, with the models of that version."""
    from django.db import connection, transaction
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    executor.migrate(targets)
    old = MigrationExecutor(connection).loader.project_state(targets).apps
    with transaction.atomic():
        for label in sorted(tables, key=lambda name: name not in FIRST):
            model = old.get_model(label)
            by_column = {field.column: field for field in model._meta.concrete_fields}
            columns = [by_column[name] for name in tables[label]["columns"]]
            model._default_manager.all().delete()
            model._default_manager.bulk_create(
                (
                    model(**{field.attname: value_of(field, one) for field, one in zip(columns, row, strict=True)})
                    for row in tables[label]["rows"]
                ),
                batch_size=500,
            )


def followed(code: str) -> str:
    """Return what the page under a code says, or "" when there is no such page."""
    from django.test import Client

    client = Client()
    client.post("/volg/", {"code": code})
    answer = client.get("/volg/pad/")
    return answer.content.decode() if answer.status_code == 200 else ""


def found(notes: dict[str, Any]) -> dict[str, Any]:
    """Act as the people of then, and return what they find."""
    from django.core import signing
    from django.test import Client

    from brink.domain.contributions.models import Contribution, Giver, HandOver, TrackingCode
    from brink.domain.decisions.models import Decision, WeighingLine
    from brink.instruments.dialogue.models import Session, Vote
    from brink.instruments.ideas.models import Support

    dialogue, support = notes["dialogue"], notes["support"]
    device = Client()
    for name in ("dialogue", "support"):
        cookie, salt = notes[name]["signed_as"]
        device.cookies[cookie] = signing.dumps(notes[name]["token"], salt=salt)
    votes, sessions = Vote.objects.count(), Session.objects.count()
    vote = device.post(dialogue["base"], {"key": "e" * 20, "stelling": dialogue["statement"], "stem": "disagree"})
    supports = Support.objects.count()
    device.post(f"{support['base']}steun/", {"key": "f" * 20, "wanted": "ja"})
    pages = {name: followed(notes[name]["code"]) for name in ("mine", "handed", "unsent")}
    models = (Contribution, TrackingCode, HandOver, Decision, WeighingLine)
    return {
        "counts": {model._meta.label: model._default_manager.count() for model in models},
        "lost_codes": [code for code in notes["codes"] if not followed(code)],
        "mine": "Zet een bank bij de bushalte." in pages["mine"],
        "handed": "De sloot bij de molen loopt over." in pages["handed"],
        "unsent": "Maak een pad naar de es." in pages["unsent"],
        "draft_shown": "Het pad komt, maar later." in pages["unsent"],
        "email": [one.email for one in Giver.objects.filter(email__isnull=False) if one.name == "Fatima"],
        "vote": vote.status_code,
        "new_votes": [Vote.objects.count() - votes, Session.objects.count() - sessions],
        "new_supports": Support.objects.count() - supports,
        "verified": verified(notes["manifest"]),
    }


def promises(table: dict[str, Any]) -> list[list[bool]]:
    """Say of each promise of then: it is listed, has its page, its decision names it, landings reach it."""
    from django.test import Client

    from brink.domain.commitments.models import Commitment

    client = Client()
    listed, told = client.get("/toezeggingen/").content.decode(), []
    for old in (dict(zip(table["columns"], row, strict=True)) for row in table["rows"]):
        row = Commitment.objects.get(pk=old["id"])
        address = f"/toezeggingen/{row.record.slug}/"
        decision = client.get(f"/besluiten/{row.decided.decision.slug}/").content.decode()
        page = client.get(address).content.decode()
        told.append([
            address in listed, old["text"] in page and "Afgesproken met" in page, address in decision,
            row.record.destination_id.hex == old["destination_id"],
        ])  # fmt: skip
    return told


def verified(manifests: dict[str, str]) -> list[int]:
    """Return the exit codes of `brink verify` of each journal as exported now, against its manifest of then."""
    from uuid import UUID

    from brink.domain.journal import queries
    from brink.methods.files import verify_command

    codes = []
    for number, (tenant, manifest) in enumerate(sorted(manifests.items())):
        folder = Path(tempfile.mkdtemp()) / str(number)
        for name, text in (("then", manifest), ("now", queries.export_manifest(UUID(tenant)))):
            (folder / name).mkdir(parents=True)
            (folder / name / "manifest.json").write_text(text, encoding="utf-8")
        lines = list(queries.export_lines(UUID(tenant)))
        (folder / "now" / "journal.jsonl").write_text("".join(lines), encoding="utf-8")
        note = json.loads(manifest)["checkpoints"][-1]
        (folder / "checkpoint.txt").write_text(note, encoding="utf-8")
        codes.append(verify_command.main([str(folder / "now"), "--against", str(folder / "checkpoint.txt"), "--quiet"]))
    return codes


def main() -> None:
    """Fill, migrate, look, and print."""
    django.setup()
    settings.STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"
    from django.core.management import call_command

    from brink.foundation import clock

    content = json.loads(gzip.decompress((FOLDER / "dd01c66.json.gz").read_bytes()))
    fill(content["tables"], [(app, name) for app, name in content["notes"]["migrations"]])
    call_command("migrate", verbosity=0)
    with clock.frozen(NOON):
        promised = promises(content["tables"]["decisions.Commitment"])
        json.dump({**found(content["notes"]), "promises": promised}, sys.stdout)


if __name__ == "__main__":
    main()
