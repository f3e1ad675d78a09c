"""Class: a public thing whose contents are altered where no act did it. `brink verify` finds it in an export."""

import argparse
from pathlib import Path

import pytest

from brink.domain.processes.models import Process
from brink.foundation.visibility import ANYONE, visible
from brink.methods.ledger import Invalid, verify_process
from brink.site import exporting
from brink.site.demo import build

pytestmark = pytest.mark.django_db


def exported(process: Process, folder: Path) -> dict[str, bytes]:
    """Export a process and return its files."""
    exporting.run(argparse.Namespace(slug=process.slug, folder=folder))
    return {one.relative_to(folder).as_posix(): one.read_bytes() for one in folder.rglob("*") if one.is_file()}


def test_demo(tmp_path: Path, settings) -> None:
    settings.DATA_DIR = tmp_path
    settings.MEDIA_ROOT = tmp_path / "uploads"
    import time
    t = time.time()
    build(scale=0.05)
    print("built", time.time() - t)
    for number, process in enumerate(visible(ANYONE, Process.objects.all())):
        t = time.time()
        files = exported(process, tmp_path / f"x{number}")
        t2 = time.time()
        try:
            report = verify_process(files)
            print(process.slug, report.told, len(files["inhoud.jsonl"].splitlines()), t2 - t, time.time() - t2)
        except Invalid as broken:
            print("BROKEN", process.slug, broken)
    assert 0
