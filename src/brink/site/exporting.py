"""`brink export process SLUG DIR`: everything public about one process, for whoever wants to check or keep it."""

import argparse
import json
from pathlib import Path
from typing import Any

from rich.console import Console

from brink.domain.journal import queries as journal
from brink.domain.journal.contents import published
from brink.domain.journal.covering import cover_process
from brink.domain.journal.sealing import seal
from brink.domain.processes.exports import summary
from brink.domain.processes.models import Process, Round
from brink.domain.processes.queries.frozen_outcomes import frozen_outcome
from brink.foundation import example
from brink.foundation.crypto import signing_seeds
from brink.foundation.errors import BadInput
from brink.foundation.open_ids import opened
from brink.foundation.open_tables import OpenTable, tables_of
from brink.foundation.visibility import ANYONE, visible
from brink.methods.files.writing import csv_text
from brink.methods.ledger import content_line, export_fields, export_manifest, export_point, log_key, sign_checkpoint
from brink.methods.ledger.process_export import CONTENTS, EXPORT

out = Console(highlight=False, soft_wrap=True)


def _write_table(table: OpenTable, folder: Path) -> None:
    table = example.marked(table)
    text = csv_text(table.columns, table.rows, ends="\r\n")
    (folder / f"{table.name}.csv").write_text(text, encoding="utf-8", newline="")


def _sign(process: Process, folder: Path) -> None:
    """Write export.json: the hash of each file, signed with the keys of the log."""
    files = {one.relative_to(folder).as_posix(): one.read_bytes() for one in folder.rglob("*") if one.is_file()}
    fields = export_fields(journal.origin(process.tenant_id), str(process.pk), files)
    point, seeds = export_point(fields), signing_seeds(journal.origin(process.tenant_id))
    keys = [log_key(point.origin, seed) for seed in seeds]
    signed = export_manifest(fields, sign_checkpoint(point, *seeds), keys)
    (folder / EXPORT).write_text(signed, encoding="utf-8", newline="")


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
    cover_process(process.pk)
    seal()
    (kept / "manifest.json").write_text(journal.export_manifest(process.tenant_id), encoding="utf-8")
    with (kept / "journal.jsonl").open("w", encoding="utf-8") as stream:
        stream.writelines(journal.export_lines(process.tenant_id))
    with (folder / CONTENTS).open("w", encoding="utf-8", newline="") as stream:
        stream.writelines(content_line(*one) for one in published(process.tenant_id, process.pk))
    _sign(process, folder)
    out.print(
        f"{written} bestanden, de inhoud en het logboek staan in {folder}. Reken ze na met: brink verify {folder}"
    )
    return 0
