"""A site that is restored from an older back-up: words that were taken back since are gone before it opens.

The whole road, with real files and processes: give, quote, back up, withdraw, restore, read every byte.
"""

import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from tests.served import migrated

from brink.site.tests.test_commands import brink

pytestmark = pytest.mark.skipif("DATABASE_URL" in os.environ and bool(os.environ["DATABASE_URL"]), reason="SQLite only")
CANARY = "sijsjesdal"
PREPARE = f"""
from brink.domain.contributions.models import Bundle
from brink.domain.contributions.services.giving import Words, give
from brink.domain.journal.services import RESIDENT
from brink.foundation import clock
from tests.builders import make_process, make_round, make_world
round = make_round(make_process(make_world()))
for number in range(3):
    said = f"Wij blijven met zijn allen in het {CANARY} wonen, zei nummer {{number}}."
    receipt = give(round=round, words=Words(kind="idea", text=said), actor=RESIDENT, key=None)
    common = dict(tenant=round.tenant, process=round.process, created_at=clock.now())
    Bundle.objects.create(number=number + 1, title="Wonen", summary=f"Hij zei: ‘{{said}}’", **common)
    print(receipt.code)
"""
WITHDRAW = """
import sys
from brink.domain.contributions.services import following, self_service
for code in sys.argv[1:]:
    self_service.withdraw_all(followed=following.look_up(code))
"""
UPLOAD = """
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
default_storage.save("ideas/2026/een.jpg", ContentFile(b"x"))
"""


def script(data: Path, text: str, *arguments: str) -> str:
    setup = "import django; django.setup()\n"
    kept = {name: value for name, value in os.environ.items() if name not in ("BRINK_SECRET_KEY", "DATABASE_URL")}
    environment = kept | {
        "BRINK_DATA": str(data), "PYTHONPATH": os.pathsep.join(sys.path),
        "DJANGO_SETTINGS_MODULE": "brink.site.settings",
    }  # fmt: skip
    command = [sys.executable, "-c", setup + text, *arguments]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    return done.stdout


def counts(data: Path) -> tuple[object, ...]:
    with sqlite3.connect(data / "brink.sqlite3") as database:
        database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        process = database.execute("SELECT contribution_count, landed_count FROM processes_process").fetchall()
        rows = database.execute("SELECT count(*) FROM contributions_contribution").fetchall()
        bundles = database.execute("SELECT count(*), sum(item_count) FROM contributions_bundle").fetchall()
    return process, rows, bundles


def listed(data: Path) -> set[str]:
    """Return what stands on the erasure list, without when it was noted."""
    return {line.partition(" ")[2] for line in (data / "erasures.txt").read_text().splitlines()}


def held(data: Path) -> list[str]:
    """Return the files of a site with the canary in any byte, pages that are free in the database included."""
    return sorted(path.name for path in data.rglob("*") if path.is_file() and CANARY.encode() in path.read_bytes())


def test_an_old_backup_brings_no_words_back(tmp_path: Path) -> None:
    first, second, copy = tmp_path / "een", tmp_path / "twee", tmp_path / "kopie"
    migrated(first)
    codes = script(first, PREPARE).split("\n")[:3]
    before = counts(first)
    assert held(first) == ["brink.sqlite3"], "the words are there, or this test could not fail"
    assert brink(first, "backup", str(copy)).returncode == 0
    script(first, WITHDRAW, *codes)
    assert counts(first) == before
    assert held(first) == []

    refused = brink(second, "restore", str(copy))
    assert (refused.returncode, "--erasures" in refused.stderr, (second / "brink.sqlite3").exists()) == (2, True, False)
    done = brink(second, "restore", str(copy), "--erasures", str(first / "erasures.txt"))
    assert done.returncode == 0, done.stderr
    assert "3 keer opnieuw ingetrokken" in done.stdout + done.stderr
    assert counts(second) == before
    assert held(second) == []
    assert listed(second) == listed(first)
    assert len(listed(first)) == 3


def test_a_lost_list_is_said_and_the_site_that_is_put_back_in_another_way_applies_it(tmp_path: Path) -> None:
    first, second, copy = tmp_path / "een", tmp_path / "twee", tmp_path / "kopie"
    migrated(first)
    codes = script(first, PREPARE).split("\n")[:3]
    brink(first, "backup", str(copy))
    script(first, WITHDRAW, codes[0])
    assert brink(second, "restore", str(copy), "--erasures-lost").returncode == 0
    assert held(second) == ["brink.sqlite3"], "without the list nobody can know"
    # Somebody puts the list in its place afterwards: whatever opens the site applies it.
    (second / "erasures.txt").write_text((first / "erasures.txt").read_text())
    told = brink(second, "migrate")
    assert (told.returncode, "1 keer opnieuw" in told.stderr) == (0, True)


def test_no_other_user_of_the_machine_reads_a_file_of_the_site(tmp_path: Path) -> None:
    """Class: database, outbox, uploads, keys and lists that are made readable to all. Members: every file there is."""
    first = tmp_path / "een"
    (first / "outbox").mkdir(parents=True)
    (first / "outbox" / "oud.log").write_text("Beste Fatima")
    (first / "outbox" / "oud.log").chmod(0o644)
    first.chmod(0o755)
    migrated(first)
    assert brink(first, "migrate").returncode == 0
    script(first, UPLOAD)
    brink(first, "mail", "test", "iemand@voorbeeld.invalid")
    brink(first, "tick")
    open_to_others = [str(path) for path in (first, *first.rglob("*")) if path.stat().st_mode & 0o077]
    assert open_to_others == []
