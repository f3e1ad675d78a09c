"""The command line as outsiders use it: exit codes, one sentence on what to mend, and a site that survives a move."""

import os
import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core import mail
from django.db import connection
from tests.served import environment, migrated

from brink.site.commands import main

pytestmark = pytest.mark.skipif("DATABASE_URL" in os.environ and bool(os.environ["DATABASE_URL"]), reason="SQLite only")


def brink(data: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {
        name: value for name, value in os.environ.items() if name not in ("BRINK_SECRET_KEY", "DATABASE_URL")
    }
    environment |= {"BRINK_DATA": str(data), "PYTHONPATH": os.pathsep.join(sys.path)}
    return subprocess.run(
        [sys.executable, "-m", "brink.cli", *arguments], env=environment, capture_output=True, text=True, timeout=120
    )


@pytest.mark.django_db
def test_what_is_wrong_is_one_line_and_exit_code_two(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for arguments in (
        ("import", "kader", str(tmp_path / "geen.toml")),
        ("import", "polis", str(tmp_path / "geen"), "--process", "x"),
        ("export", "process", "geen", str(tmp_path / "uit")),
        ("restore", str(tmp_path / "geen.tar.gz")),
        ("mail", "test", "geen adres"),
    ):
        code = main(arguments)
        said = capsys.readouterr().err.strip()
        assert (code, len(said.splitlines())) == (2, 1), (arguments, said)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (["serve", "--port", "acht"], "brink serve: bij --port past 'acht' niet."),
        (["export"], "brink export: WAT ontbreekt."),
        (["keys", "draai"], "brink keys: 'draai' kan niet bij DAAD, kies uit 'rotate', 'reencrypt'."),
        (["restore", "kopie", "--snel"], "brink: --snel ken ik niet."),
        (["demo", "--da", "map"], "brink: --da map ken ik niet."),
    ],
)
def test_wrong_usage_of_a_site_command_is_one_dutch_line(
    wrong: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as left:
        main(wrong)
    told = capsys.readouterr().err
    assert (left.value.code, told.startswith(said), told.count("\n")) == (2, True, 1), told


def test_a_site_moves_to_another_folder_with_everything(tmp_path: Path) -> None:
    first, second = tmp_path / "een", tmp_path / "twee"
    kader = tmp_path / "kader.toml"
    from brink.domain.framework.standards import standard_text

    kader.write_text(standard_text(), encoding="utf-8")
    migrated(first)
    assert brink(first, "import", "kader", str(kader)).returncode == 0
    assert brink(first, "backup", str(tmp_path / "kopie")).returncode == 0
    assert (tmp_path / "kopie").stat().st_mode & 0o077 == 0
    assert brink(second, "restore", str(tmp_path / "kopie"), "--erasures", str(first / "erasures.txt")).returncode == 0
    assert (second / "keys.json").read_text() == (first / "keys.json").read_text()
    assert (second / "keys.json").stat().st_mode & 0o077 == 0
    with sqlite3.connect(second / "brink.sqlite3") as database:
        assert database.execute("select count(*) from framework_framework").fetchone() == (1,)


@pytest.mark.django_db
def test_a_trial_mail_tells_whether_the_settings_work(settings: Any, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["mail", "test", "beheer@voorbeeld.invalid"]) == 0
    assert [one.to for one in mail.outbox] == [["beheer@voorbeeld.invalid"]]
    settings.MAIL_CARRIER = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", 9, 1
    assert main(["mail", "test", "beheer@voorbeeld.invalid"]) == 2
    said = capsys.readouterr().err.strip()
    assert len(said.splitlines()) == 1
    assert "127.0.0.1, poort 9" in said


def test_method_commands_do_not_wait_for_django(tmp_path: Path) -> None:
    text = tmp_path / "tekst.txt"
    text.write_text("Wij bouwen tien huizen. Dat is genoeg.", encoding="utf-8")
    code = "import sys; from brink.cli import main; code = main(['read', sys.argv[1]])"
    code += "; print('django' in sys.modules, code)"
    done = subprocess.run(
        [sys.executable, "-c", code, str(text)],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}, capture_output=True, text=True, timeout=60,
    )  # fmt: skip
    assert done.stdout.strip().endswith("False 0")


@pytest.mark.django_db
def test_a_receipt_means_stored() -> None:
    """SQLite waits for the disk at each commit, on every connection as the site makes them."""
    with connection.cursor() as cursor:
        told = {name: cursor.execute(f"PRAGMA {name}").fetchone()[0] for name in ("synchronous", "journal_mode")}
    assert told == {"synchronous": 2, "journal_mode": "wal"}
    assert settings.DATABASES["default"]["OPTIONS"]["transaction_mode"] == "IMMEDIATE"


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({}, "filebased 587 True False 10"),
        ({"BRINK_EMAIL_HOST": "post.voorbeeld.invalid"}, "smtp 587 True False 10"),
        ({"BRINK_EMAIL_HOST": "x", "BRINK_EMAIL_TLS": "tls", "BRINK_EMAIL_TIMEOUT": "3"}, "smtp 465 False True 3"),
        ({"BRINK_EMAIL_HOST": "x", "BRINK_EMAIL_TLS": "none", "BRINK_EMAIL_PORT": "2525"}, "smtp 2525 False False 10"),
    ],
)
def test_mail_is_set_by_the_environment(given: dict[str, str], expected: str, tmp_path: Path) -> None:
    code = "from brink.site import settings as s; print(s.MAIL_CARRIER.split('.')[-2], s.EMAIL_PORT, s.EMAIL_USE_TLS,"
    code += " s.EMAIL_USE_SSL, s.EMAIL_TIMEOUT)"
    done = subprocess.run(
        [sys.executable, "-c", code], env=environment(tmp_path, **given), capture_output=True, text=True, timeout=60
    )
    assert done.stdout.strip() == expected, done.stderr


@pytest.mark.parametrize("wrong", [{"BRINK_EMAIL_TLS": "ja"}, {"BRINK_EMAIL_TIMEOUT": "0"}, {"BRINK_EMAIL_PORT": "x"}])
def test_a_setting_that_cannot_be_is_one_line(wrong: dict[str, str], tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "brink.cli", "tick"],
        env=environment(tmp_path, **wrong), capture_output=True, text=True, timeout=60,
    )  # fmt: skip
    assert (done.returncode, len(done.stderr.strip().splitlines())) == (2, 1), done.stderr
    assert next(iter(wrong)) in done.stderr
