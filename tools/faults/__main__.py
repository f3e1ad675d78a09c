"""`python -m tools.faults [NAME …]`: do the faults, print the table; 1 when a target is not kept."""

import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from rich.console import Console
from rich.table import Table
from tools.faults import behind_tls, clocks, database, killing, outside, pressure
from tools.faults.cases import Line
from tools.faults.sites import made_demo

CASES: dict[str, Callable[[Path], list[Line]]] = {
    "slow": pressure.slow_bodies,
    "pictures": pressure.big_pictures,
    "figure": pressure.all_at_once,
    "web": killing.web_worker,
    "worker": killing.clock_worker,
    "twice": outside.double_worker,
    "mail": outside.mail,
    "lost": outside.answer_lost,
    "disk": outside.disk_full,
    "database": database.database_away,
    "dies": database.database_dies,
    "clock": clocks.two_hours_off,
    "tls": behind_tls.behind_tls,
}


def main(names: list[str]) -> int:
    """Do these cases, or all."""
    console, lines, began = Console(width=170), list[Line](), time.monotonic()
    with tempfile.TemporaryDirectory(prefix="brink-faults-", ignore_cleanup_errors=True) as folder:
        demo = made_demo(Path(folder))
        for name, case in CASES.items():
            if names and name not in names:
                continue
            at = time.monotonic()
            try:
                lines += case(demo)
            except Exception as error:  # a case that breaks is a target that was not kept
                console.print_exception(max_frames=4)
                lines.append(Line(name, "-", f"{type(error).__name__}: {error}"[:200], False))
            console.print(f"{name}: {time.monotonic() - at:.0f} s, load {os.getloadavg()[0]:.1f}", highlight=False)
    table = Table(title="Faults on purpose", title_justify="left")
    for column in ("what", "target", "result", ""):
        table.add_column(column, overflow="fold")
    for one in lines:
        table.add_row(one.what, one.target, one.result, {True: "kept", False: "NOT KEPT", None: "skipped"}[one.kept])
    console.print(table)
    left = sum(one.kept is None for one in lines)
    console.print(f"{len(lines)} lines, {left} skipped, in {time.monotonic() - began:.0f} s", highlight=False)
    return 0 if all(one.kept is not False for one in lines) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
