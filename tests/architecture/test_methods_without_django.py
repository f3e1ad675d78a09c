"""Every module of the methods can be imported where Django cannot."""

import subprocess
import sys

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
