"""Calls between files of Brink for one request: what somebody who follows it through the code has to jump.

A call counts when a function in one file of `src/brink` calls one in another, whatever lies between (Django, a
decorator of a library). Work of the methods and functions that are not ours do not count; neither do comprehensions
and class bodies. Merging files would lower the figure and be no gain: files stay about 300 lines.
"""

import os
import sys
import tempfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import Any

ROOT = Path(__file__).parent.parent
sys.path[:0] = [str(ROOT / "src"), str(ROOT), str(ROOT / "tools")]
os.environ["BRINK_DATA"] = tempfile.mkdtemp(prefix="brink-calls-")
os.environ["BRINK_SECRET_KEY"] = "only for the bench, long enough to be of use to nobody"
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "brink.site.settings")
os.environ["BRINK_HOSTS"] = "testserver"
OURS = str(ROOT / "src" / "brink")
METHODS = str(ROOT / "src" / "brink" / "methods")
LIMITS = {"give an idea": 45, "first vote": 25}


def _ours(frame: FrameType | None) -> str:
    """Return the file of ours that a frame is in, or that called what it is in; "" when there is none."""
    while frame is not None:
        name = frame.f_code.co_filename
        if name.startswith(OURS):
            return name
        frame = frame.f_back
    return ""


def counted(request: Callable[[], Any]) -> Counter[tuple[str, str]]:
    """Return how often each file called another during a request."""
    found: Counter[tuple[str, str]] = Counter()

    def watch(frame: FrameType, event: str, _argument: object) -> None:
        code = frame.f_code
        if event != "call" or not code.co_filename.startswith(OURS) or code.co_name.startswith("<"):
            return
        caller = _ours(frame.f_back)
        if caller and caller != code.co_filename and not code.co_filename.startswith(METHODS):
            found[caller, code.co_filename] += 1

    sys.setprofile(watch)
    try:
        response = request()
    finally:
        sys.setprofile(None)
    assert response.status_code in (200, 302), response.status_code
    return found


def requests() -> dict[str, Callable[[], Any]]:
    """Return the two requests that are looked at, each ready to be sent."""
    from random import Random

    from django.test import Client
    from tests.builders import make_process, make_round, make_world

    from brink.domain.processes.instrument import registry
    from brink.instruments.dialogue.models import Statement

    world = make_world("calls")
    ideas, dialogue = (make_round(make_process(world, key), key) for key in ("ideas", "dialogue"))
    registry["ideas"].seed(ideas, Random(1), 30)
    registry["dialogue"].seed(dialogue, Random(1), 30)
    statement = Statement.objects.filter(round=dialogue).first()
    assert statement is not None
    base = "/processen/"
    words = {"key": "k" * 20, "text": "Zet een bank bij de bushalte.", "publicity": "pseudonym"}
    words["seen"] = "gezien gelijk"
    vote = {"key": "v" * 20, "stelling": str(statement.pk), "stem": "agree"}
    warm = Client()
    warm.get(f"{base}ideas/{ideas.slug}/ideeen/nieuw/")
    warm.get(f"{base}dialogue/{dialogue.slug}/dialoog/")
    return {
        "give an idea": lambda: Client().post(f"{base}ideas/{ideas.slug}/ideeen/nieuw/", words),
        "first vote": lambda: Client().post(f"{base}dialogue/{dialogue.slug}/dialoog/", vote),
    }


def main() -> int:
    """Print the figures, and with --list every pair of files; return 1 when a limit is not kept."""
    import django

    django.setup()
    from django.conf import settings
    from django.test.runner import DiscoverRunner
    from figures import Figure, show

    settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    runner = DiscoverRunner(verbosity=0, interactive=False)
    databases = runner.setup_databases()
    try:
        made = {name: counted(request) for name, request in requests().items()}
    finally:
        runner.teardown_databases(databases)
    rows = [Figure(f"calls between files: {name}", sum(one.values()), LIMITS[name]) for name, one in made.items()]
    code = show("What a reader jumps", rows)
    if "--list" in sys.argv:
        for name, pairs in made.items():
            print(f"\n{name}")
            for (caller, callee), number in pairs.most_common():
                print(f"{number:4}  {caller.removeprefix(OURS)} -> {callee.removeprefix(OURS)}")
    return code


if __name__ == "__main__":
    sys.exit(main())
