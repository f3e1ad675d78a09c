"""A new instrument is one new folder and no edit elsewhere: add one, and the whole contract suite runs over it."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]


def test_one_folder_is_enough(tmp_path: Path) -> None:
    ignore = shutil.ignore_patterns("__pycache__", "tests")
    shutil.copytree(ROOT / "src" / "brink", tmp_path / "src" / "brink", ignore=ignore)
    shutil.copytree(ROOT / "tests" / "third" / "hands", tmp_path / "src" / "brink" / "instruments" / "hands")
    for name in ("tests/__init__.py", "tests/builders.py", "tests/django_fixtures.py", "conftest.py", "pyproject.toml"):
        target = tmp_path / name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, target)
    shutil.copytree(ROOT / "tests" / "contract", tmp_path / "tests" / "contract")
    environment = {
        **os.environ,
        "PYTHONPATH": f"{tmp_path / 'src'}:{tmp_path}",
        "BRINK_DATA": str(tmp_path / "data"),
        "DATABASE_URL": "",
    }
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "no:xdist", "tests/contract"]
    done = subprocess.run(
        [*command, "-k", "hands"], cwd=tmp_path, env=environment, capture_output=True, text=True, timeout=240
    )
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-2000:]
    assert "passed" in done.stdout
    check = "import django; django.setup(); from brink.domain.processes.instrument import registry as all_of_them"
    check += "; print('hands' in all_of_them)"
    seen = subprocess.run(
        [sys.executable, "-c", check],
        env={**environment, "DJANGO_SETTINGS_MODULE": "brink.site.settings"},
        capture_output=True,
        text=True,
        cwd=tmp_path,
    )
    assert seen.stdout.strip() == "True", seen.stderr
