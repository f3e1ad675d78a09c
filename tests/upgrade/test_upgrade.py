"""A site of version dd01c66 is upgraded: codes, givers, devices, drafts and journals of then are what they were."""

import gzip
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
WRITTEN = json.loads(gzip.decompress((Path(__file__).parent / "dd01c66.json.gz").read_bytes()))["notes"]


def _fresh_database(tmp_path: Path) -> str:
    """Return the address of an empty database on the engine that this run is on."""
    asked = os.environ.get("DATABASE_URL", "")
    if not asked.startswith("postgres"):
        return ""
    import psycopg

    with psycopg.connect(asked, autocommit=True) as connection:
        connection.execute("DROP DATABASE IF EXISTS upgraded")
        connection.execute("CREATE DATABASE upgraded")
    return asked.replace("/postgres?", "/upgraded?")


@pytest.mark.long
@pytest.mark.both_databases
@pytest.mark.xdist_group("upgrade")
def test_a_site_of_an_earlier_version_is_upgraded(tmp_path: Path) -> None:
    environment = {
        **os.environ,
        "BRINK_DATA": str(tmp_path),
        "BRINK_SECRET_KEY": WRITTEN["secret"],
        "BRINK_BASE_URL": WRITTEN["base_url"],
        "BRINK_HOSTS": "testserver",
        "DATABASE_URL": _fresh_database(tmp_path),
        "DJANGO_SETTINGS_MODULE": "brink.site.settings",
        "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}",
    }
    command = [sys.executable, "-W", "ignore", "-m", "tests.upgrade.upgraded"]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stderr[-4000:]
    found = json.loads(done.stdout.splitlines()[-1])
    assert found.pop("counts") == {name: WRITTEN["counts"][name] for name in WRITTEN["counts"] if name in KEPT}
    assert found == {
        "lost_codes": [],
        "mine": True,
        "handed": True,
        "unsent": True,
        "draft_shown": False,
        "email": [WRITTEN["mine"]["email"]],
        "vote": 302,
        "new_votes": [0, 0],
        "new_supports": 0,
        "promises": [[True] * 4] * WRITTEN["counts"]["decisions.Commitment"],
        "verified": [0] * len(WRITTEN["manifest"]),
    }


KEPT = (
    "contributions.Contribution",
    "contributions.TrackingCode",
    "contributions.HandOver",
    "decisions.Decision",
    "decisions.WeighingLine",
)
