"""`brink check`: say before opening what is unsafe or missing, one line each with what to do."""

import argparse
import sys

from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from rich.console import Console

from brink.foundation.findings import blocking
from brink.foundation.opening_findings import before_opening
from brink.site.opening_findings import key_findings, question_findings

out = Console(highlight=False, soft_wrap=True, markup=False)


def run(arguments: argparse.Namespace) -> int:
    """Print what was found; 0 when nothing is unsafe or missing (advice may remain), else 1."""
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        out.print("De database is niet bij. Doe eerst: brink migrate")
        return 1
    # Keys and questions are looked at here alone: at the desk that would be asked of the database on every page.
    found = [*key_findings(), *before_opening(), *question_findings()]
    hard = blocking(found)
    for one in found:
        out.print(f"{'MIST' if one in hard else 'Advies'}: {one.message}{f' ({one.where})' if one.where else ''}")
    out.print("Deze site kan open." if not hard else f"{len(hard)} te doen voordat deze site open kan.")
    return 1 if hard else 0
