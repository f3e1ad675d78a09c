"""Two workers on PostgreSQL, asked fifty things at once: each answer belongs to its own question.

Class: what a server opens before it forks is shared by its workers; on one socket an answer reaches another visitor. A
test client can never see it, so the site runs here in processes of its own.
"""

import json
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.served import ask, environment, serving
from tests.tables_ready import another

QUESTIONS = 50
MAKE = """
import django; django.setup()
from brink.domain.places.models import Area
made = (Area(slug=f"plaats-{n}", name=f"Plaats nummer {n:03d}", kind="municipality") for n in range(50))
Area.objects.bulk_create(made)
"""


@pytest.mark.both_databases
@pytest.mark.skipif("DATABASE_URL" not in os.environ, reason="runs where there is a PostgreSQL")
def test_each_answer_belongs_to_its_own_question(tmp_path: Path) -> None:
    with another() as database:
        here = {"DATABASE_URL": database, "DJANGO_SETTINGS_MODULE": "brink.site.settings"}
        subprocess.run([sys.executable, "-c", MAKE], env=environment(tmp_path, **here), check=True, timeout=180)
        with serving(tmp_path, "--workers", "2", **here) as port, ThreadPoolExecutor(QUESTIONS) as pool:
            for _time in range(3):
                found = list(pool.map(lambda number: ask(port, f"/gebieden/plaats-{number}/"), range(QUESTIONS)))
                titles = [
                    (status, "".join(text.partition("<h1")[2].partition("</h1>")[0].partition(">")[2].split()))
                    for status, text, _headers in found
                ]
                wrong = [
                    (number, title)
                    for number, title in enumerate(titles)
                    if title != (200, f"Plaatsnummer{number:03d}")
                ]
                assert wrong == [], json.dumps(wrong[:5])
        # The database itself is no worse for it, and neither is what the server told of itself.
        log = (tmp_path / "served.log").read_text()
        assert "lost synchronization" not in log
        assert "PoolTimeout" not in log
