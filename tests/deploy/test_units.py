"""The units for systemd, read by systemd itself where it is there. Class: a unit that nobody ever checked."""

import configparser
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from brink.site.commands import _parser

DEPLOY = Path(__file__).parents[2] / "deploy"
UNITS = sorted(DEPLOY.glob("*.service"))
MOST_EXPOSED = 3.0
ANALYZE = shutil.which("systemd-analyze")
no_systemd = pytest.mark.skipif(ANALYZE is None, reason="there is no systemd-analyze on this machine")


def read(unit: Path) -> dict[str, str]:
    parser = configparser.ConfigParser(strict=False, interpolation=None)
    parser.optionxform = str  # type: ignore[assignment,method-assign]
    parser.read(unit, "utf-8")
    return dict(parser["Service"])


@pytest.mark.parametrize("unit", UNITS, ids=lambda one: one.stem)
def test_what_it_starts_is_a_command_of_brink(unit: Path) -> None:
    program, *arguments = read(unit)["ExecStart"].split()
    assert Path(program).name == "brink"
    _parser().parse_args(arguments)


@pytest.mark.parametrize("unit", UNITS, ids=lambda one: one.stem)
def test_files_are_for_their_owner_and_what_serves_comes_back(unit: Path) -> None:
    said = read(unit)
    assert (said["UMask"], said["User"], said["ReadWritePaths"]) == ("0077", "brink", "/var/lib/brink")
    if said["Type"] != "oneshot":
        assert (said["Restart"], "MemoryMax" in said) == ("always", True)


def test_web_and_worker_are_units_of_their_own_after_the_migration() -> None:
    assert [one.stem for one in UNITS] == ["brink-migrate", "brink-web", "brink-worker"]
    for name in ("brink-web", "brink-worker"):
        text = (DEPLOY / f"{name}.service").read_text("utf-8")
        assert re.search(r"^Requires=brink-migrate.service$", text, re.MULTILINE)
        assert re.search(r"^StartLimitIntervalSec=0$", text, re.MULTILINE)


@no_systemd
def test_systemd_understands_them(tmp_path: Path) -> None:
    """Where they are installed there are a program and settings; here their places are taken by others."""
    for unit in UNITS:
        text = unit.read_text("utf-8").replace("/opt/brink/.venv/bin/brink", "/bin/true")
        (tmp_path / unit.name).write_text(text.replace("=/etc/brink", "=-/etc/brink"), "utf-8")
    files = [str(one) for one in sorted(tmp_path.glob("*.service"))]
    done = subprocess.run([str(ANALYZE), "verify", "--man=no", *files], capture_output=True, text=True, timeout=60)
    assert (done.returncode, [one for one in done.stderr.splitlines() if "brink" in one]) == (0, [])


@no_systemd
@pytest.mark.parametrize("unit", UNITS, ids=lambda one: one.stem)
def test_systemd_counts_them_as_little_exposed(unit: Path) -> None:
    command = [str(ANALYZE), "security", "--offline=true", "--no-pager", str(unit)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60)
    found = re.search(r"Overall exposure level for \S+: ([\d.]+)", done.stdout)
    assert found is not None, done.stdout + done.stderr
    assert float(found[1]) <= MOST_EXPOSED
