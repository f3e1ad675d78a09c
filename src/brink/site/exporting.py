"""`brink export process SLUG DIR`: everything public about one process, for whoever wants to check or keep it."""

import argparse
import csv
import json
from pathlib import Path
from typing import Any

from rich.console import Console

from brink.domain.contributions.queries.counting import outcomes
from brink.domain.decisions import queries as decisions
from brink.domain.journal import queries as journal
from brink.domain.journal.sealing import seal
from brink.domain.processes.instrument import registry
from brink.domain.processes.models import Process, RoomStatement, Round
from brink.domain.processes.queries.outcomes import frozen_outcome
from brink.foundation.disclosure import batched, publishable
from brink.foundation.errors import BadInput
from brink.foundation.visibility import ANYONE, visible
from brink.methods.files.writing import neutral

out = Console(highlight=False, soft_wrap=True)


def _room(room: RoomStatement) -> dict[str, Any]:
    return {
        "version": room.version,
        "question": room.question,
        "level": room.level,
        "decision_on": room.decision_on.isoformat() if room.decision_on else None,
        "reply_on": room.reply_on.isoformat() if room.reply_on else None,
        "open": room.open_points,
        "boundaries": [
            {"kind": one.kind, "subject": one.subject, "explanation": one.explanation} for one in room.boundaries.all()
        ],
        "content_hash": room.content_hash,
    }


def _summary(process: Process) -> dict[str, Any]:
    """Return the process as plain data; counts of people stand in whole tens, and not at all under ten."""
    rooms = RoomStatement.objects.filter(process=process, published_at__isnull=False).prefetch_related("boundaries")
    counts = outcomes(process)
    return {
        "slug": process.slug,
        "title": process.title,
        "body": process.tenant.name,
        "source": process.source,
        "contributions": batched(process.contribution_count) or None,
        "landings": {code: count for code, count in counts.items() if publishable(count)},
        "rooms": [_room(room) for room in rooms.order_by("version")],
        "decisions": [
            {"title": one.title, "on": one.on.isoformat(), "text": one.text, "explanation": one.explanation}
            for one in decisions.of_process(ANYONE, process)
        ],
    }


def _tables(round: Round, folder: Path) -> int:
    written = 0
    for table in registry[round.instrument].tables(round):
        with (folder / f"{round.slug}-{table.name}.csv").open("w", newline="", encoding="utf-8") as stream:
            writer = csv.writer(stream)
            writer.writerow(table.columns)
            writer.writerows([neutral(value) for value in row] for row in table.rows)
        written += 1
    return written


def run(arguments: argparse.Namespace) -> int:
    """Write the export into an empty or new folder: process.json, outcomes, open tables, and the sealed journal."""
    process = visible(ANYONE, Process.objects.select_related("tenant")).filter(slug=arguments.slug).first()
    if process is None:
        raise BadInput(f"Er is geen openbaar proces met het adres {arguments.slug}.")
    folder: Path = arguments.folder
    if folder.exists() and any(folder.iterdir()):
        raise BadInput(f"De map {folder} is niet leeg. Kies een nieuwe map.")
    folder.mkdir(parents=True, exist_ok=True)
    text = json.dumps(_summary(process), ensure_ascii=False, indent=2)
    (folder / "process.json").write_text(text + "\n", encoding="utf-8")
    written = 1
    for round in visible(ANYONE, Round.objects.filter(process=process).select_related("process")):
        outcome = frozen_outcome(round)
        if outcome is None:
            continue
        data = json.dumps(outcome.as_data(), ensure_ascii=False, indent=2)
        (folder / f"{round.slug}-outcome.json").write_text(data + "\n", encoding="utf-8")
        written += 1 + _tables(round, folder)
    kept = folder / "journal"
    kept.mkdir()
    seal()
    (kept / "manifest.json").write_text(journal.export_manifest(process.tenant_id), encoding="utf-8")
    with (kept / "journal.jsonl").open("w", encoding="utf-8") as stream:
        stream.writelines(journal.export_lines(process.tenant_id))
    out.print(f"{written} bestanden en het logboek staan in {folder}. Controleer het logboek met: brink verify {kept}")
    return 0


