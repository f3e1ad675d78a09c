"""Every module of the methods can be imported where Django cannot."""

import re
import subprocess
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[2]

IMPORT_ALL = """
import importlib, pkgutil, sys
sys.modules["django"] = None
import brink.methods
names = [m.name for m in pkgutil.walk_packages(brink.methods.__path__, "brink.methods.") if ".tests" not in m.name]
for name in names:
    importlib.import_module(name)
assert len(names) > 30, names
"""


def test_methods_import_without_django() -> None:
    ran = subprocess.run([sys.executable, "-c", IMPORT_ALL], capture_output=True, text=True, timeout=60)
    assert ran.returncode == 0, ran.stderr


def test_what_installs_by_itself_is_what_the_methods_need() -> None:
    """`pip install brink` brings the methods' packages alone; Django and its company come with `brink[site]`."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    own, site = (
        {re.split(r"[\[<>=]", one)[0] for one in some}
        for some in (project["dependencies"], project["optional-dependencies"]["site"])
    )
    locked = set(re.findall(r"^([a-z][\w-]*)==", (ROOT / "requirements-methods.lock").read_text("utf-8"), re.MULTILINE))
    everything = set(re.findall(r"^([a-z][\w-]*)==", (ROOT / "requirements.lock").read_text("utf-8"), re.MULTILINE))
    assert own <= locked
    assert "django" in site
    assert locked & site == set()
    assert own | site <= everything
