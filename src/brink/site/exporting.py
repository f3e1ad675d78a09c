"""`brink export process SLUG DIR`: everything public about one process, for whoever wants to check or keep it."""

import argparse
import csv
import json
from pathlib import Path
from typing import Any

from rich.console import Console

from brink.domain.journal import queries as journal
from brink.domain.journal.sealing import seal
from brink.domain.processes.exports import summary
from brink.domain.processes.models import Process, Round
from brink.domain.processes.queries.frozen_outcomes import frozen_outcome
from brink.foundation import example
from brink.foundation.errors import BadInput
from brink.foundation.open_ids import opened
from brink.foundation.open_tables import OpenTable, tables_of
from brink.foundation.visibility import ANYONE, visible
from brink.methods.files.writing import neutral

out = Console(highlight=False, soft_wrap=True)


def _write_table(table: OpenTable, folder: Path) -> None:
    table = example.marked(table)
    with (folder / f"{table.name}.csv").open("w", newline="", encoding="utf-8") as stream:
        writer = csv.writer(stream)
        writer.writerow(table.columns)
        writer.writerows([neutral(value) for value in row] for row in table.rows)


def _marked(data: dict[str, Any]) -> dict[str, Any]:
    """Say in a file itself that it is an example, when it is: files are sent on without the page around them."""
    return {example.COLUMN: example.notice(), **data} if example.notice() else data


def run(arguments: argparse.Namespace) -> int:
    """Write the export into an empty or new folder: process.json, outcomes, open tables, and the sealed journal."""
    process = visible(ANYONE, Process.objects.select_related("tenant")).filter(slug=arguments.slug).first()
    if process is None:
        raise BadInput(f"Er is geen openbaar proces met het adres {arguments.slug}.")
    folder: Path = arguments.folder
    if folder.exists() and any(folder.iterdir()):
        raise BadInput(f"De map {folder} is niet leeg. Kies een nieuwe map.")
    folder.mkdir(parents=True, exist_ok=True)
    text = json.dumps(opened(_marked(summary(process))), ensure_ascii=False, indent=2)
    (folder / "process.json").write_text(text + "\n", encoding="utf-8")
    written = 1
    for round in visible(ANYONE, Round.objects.filter(process=process).select_related("process")):
        outcome = frozen_outcome(round)
        if outcome is None:
            continue
        data = json.dumps(opened(_marked(outcome.as_data())), ensure_ascii=False, indent=2)
        (folder / f"{round.slug}-outcome.json").write_text(data + "\n", encoding="utf-8")
        written += 1
    for table in tables_of(process.tenant_id, process.pk):
        _write_table(table, folder)
        written += 1
    kept = folder / "journal"
    kept.mkdir()
    seal()
    (kept / "manifest.json").write_text(journal.export_manifest(process.tenant_id), encoding="utf-8")
    with (kept / "journal.jsonl").open("w", encoding="utf-8") as stream:
        stream.writelines(journal.export_lines(process.tenant_id))
    out.print(f"{written} bestanden en het logboek staan in {folder}. Controleer het logboek met: brink verify {kept}")
    return 0
