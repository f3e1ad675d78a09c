"""The clock of the machine is wrong, then it is put right: what was given meanwhile stays, and the journal is whole."""

import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

from tests.served import environment
from tools.faults.cases import Line, missing, skipped
from tools.faults.sites import Site, running
from tools.faults.visitors import PROCESS, Browser, give

BEHIND = {"BRINK_TRUSTED_PROXIES": "1"}
PLACES = ("/usr/lib/x86_64-linux-gnu/faketime", "/usr/lib/aarch64-linux-gnu/faketime", "/usr/lib/faketime")
GIVEN = 4


def _library() -> Path | None:
    """Return Debian's library that shows a process another time, or None."""
    found = (Path(place) / "libfaketimeMT.so.1" for place in PLACES)
    return next((one for one in found if one.exists()), None)


def two_hours_off(demo: Path) -> list[Line]:
    """A site whose clock is two hours ahead, one whose clock is two hours behind; then each with the right one."""
    library, lines = _library(), []
    for name, off in (("ahead", "+2h"), ("behind", "-2h")):
        what = f"the clock two hours {name}, then right"
        if library is None:
            lines.append(skipped(what, "no libfaketime on this machine"))
            continue
        lines.append(_tried(demo, what, f"LD_PRELOAD={library}", f"FAKETIME={off}"))
    return lines


def _tried(demo: Path, what: str, *settings: str) -> Line:
    kept = demo.parent / f"clock-{settings[-1][-3:].strip('=')}"
    # Waiting and time-outs go by the monotonic clock, which no wrong clock moves.
    wrong = ("env", *settings, "FAKETIME_DONT_FAKE_MONOTONIC=1")
    texts = [f"Een bank bij de school, voor de {number}e keer, met een klok." for number in range(2 * GIVEN)]
    told: list[str] = []
    with running(demo, *wrong, **BEHIND) as site:
        told += [one for one in texts[:GIVEN] if give(Browser(site.port), one)]
        shown = _newest(site)
        shutil.copytree(site.data, kept)
    with running(kept, **BEHIND) as site:
        told += [one for one in texts[GIVEN:] if give(Browser(site.port), one)]
        lost, doubled = missing(told, site.stored(), texts)
        read = Browser(site.port).ask("/processen/")[0]
        whole = _whole(site)
    result = f"{len(told)} of {len(texts)} acknowledged, {lost} lost, {doubled} double; newest entry {shown} then; "
    result += f"reading {read}; the journal {'is whole' if whole else 'is NOT whole'}"
    good = len(told) == len(texts) and not lost and not doubled and read == 200 and whole
    return Line(what, "all taken in, 0 lost, 0 double, journal whole", result, good)


def _newest(site: Site) -> str:
    """Return when the newest entry of the journal says that it was made: that the clock really was wrong."""
    with closing(sqlite3.connect(site.data / "brink.sqlite3", timeout=20)) as database:
        return str(database.execute("select max(at) from journal_entry").fetchone()[0])[:16]


def _whole(site: Site) -> bool:
    """Seal what is not sealed yet, write out what is public of the question, and let the verifier check that."""
    here = environment(site.data, DJANGO_SETTINGS_MODULE="brink.site.settings")
    folder = str(site.data / "written")
    slug = PROCESS.strip("/").rpartition("/")[2]
    for command in (["tick"], ["export", "process", slug, folder], ["verify", folder]):
        done = subprocess.run([sys.executable, "-m", "brink.cli", *command], env=here, capture_output=True, timeout=120)
        if done.returncode:
            return False
    return True
