"""The keys file: made once, kept to its owner, never overwritten, and a site of before goes on with its one secret."""

import base64
import hashlib
import hmac
import json
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from cryptography.fernet import Fernet

from brink.foundation.crypto import decrypt, keyed_hash, signing_seeds
from brink.site.commands import main
from brink.site.keyring import PURPOSES, KeysUnreadable, keys_of, rotated, write

OLD = "the one secret of a site from before"


def read(folder: Path, *shared: str, **given: list[str]) -> dict[str, list[str]]:
    return keys_of(folder, given=given, shared=shared)


def of_all(*keys: str) -> dict[str, list[str]]:
    return {purpose: [*keys] for purpose in PURPOSES}


def test_a_new_site_gets_a_key_of_its_own_for_each_purpose(tmp_path: Path) -> None:
    folder = tmp_path / "new"
    keys = read(folder)
    assert len({key for purpose in PURPOSES for key in keys[purpose]}) == len(PURPOSES)
    assert read(folder) == keys
    assert [path.name for path in folder.iterdir()] == ["keys.json"]
    assert (folder / "keys.json").stat().st_mode & 0o777 == 0o600


def test_processes_that_start_at_once_have_the_same_keys(tmp_path: Path) -> None:
    with ThreadPoolExecutor(16) as pool:
        found = list(pool.map(lambda _number: read(tmp_path / "new"), range(64)))
    assert all(keys == found[0] for keys in found)


@pytest.mark.parametrize("where", ["file", "environment"])
def test_the_one_secret_of_before_is_the_key_of_every_purpose(where: str, tmp_path: Path) -> None:
    if where == "file":
        (tmp_path / "secret_key").write_text(f"{OLD}\n")
    shared = [OLD] if where == "environment" else []
    assert read(tmp_path, *shared) == of_all(OLD)
    assert not (tmp_path / "keys.json").exists()
    write(tmp_path, rotated(read(tmp_path, *shared)))
    # Also when the old secret is gone from where it stood: the new file holds all.
    keys = read(tmp_path)
    assert not (tmp_path / "secret_key").exists()
    assert all(len(keys[purpose]) == 2 and keys[purpose][1] == OLD for purpose in PURPOSES)
    assert len({keys[purpose][0] for purpose in PURPOSES}) == len(PURPOSES)
    assert read(tmp_path, OLD) == keys
    assert (tmp_path / "keys.json").stat().st_mode & 0o777 == 0o600


def test_a_secret_with_fallbacks_reads_what_each_of_them_wrote(tmp_path: Path) -> None:
    assert read(tmp_path, "newest of three", "second", "third") == of_all("newest of three", "second", "third")


def test_keys_from_the_environment_replace_those_of_the_file(tmp_path: Path) -> None:
    stored = read(tmp_path)
    keys = read(tmp_path, OLD, lookup=["from the environment", "and its former"])
    assert keys["lookup"] == ["from the environment", "and its former", OLD]
    assert keys["signing"] == [*stored["signing"], OLD]
    apart = tmp_path / "apart"
    everything = {purpose: [f"key of {purpose}"] for purpose in PURPOSES}
    assert read(apart, **everything) == everything
    assert not apart.exists()


DAMAGED = ("", "{", "[]", '{"session": ["long enough for a key"]}', json.dumps(of_all()), json.dumps(of_all("x")))


@pytest.mark.parametrize("text", DAMAGED)
def test_a_damaged_file_is_named_and_never_overwritten(text: str, tmp_path: Path) -> None:
    (tmp_path / "keys.json").write_text(text)
    with pytest.raises(KeysUnreadable, match=r"keys\.json"):
        read(tmp_path)
    assert (tmp_path / "keys.json").read_text() == text
    environment = {name: value for name, value in os.environ.items() if not name.startswith("BRINK_")}
    environment |= {"BRINK_DATA": str(tmp_path), "PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run(
        [sys.executable, "-m", "brink.cli", "keys", "rotate"],
        env=environment, capture_output=True, text=True, timeout=60,
    )  # fmt: skip
    assert (done.returncode, len(done.stderr.strip().splitlines())) == (2, 1), done.stderr
    assert (tmp_path / "keys.json").read_text() == text


def test_keys_that_stand_in_the_environment_are_rotated_there(settings: Any, tmp_path: Path, capsys: Any) -> None:
    settings.DATA_DIR, settings.GIVEN_KEYS = tmp_path, {"lookup": ["from the environment"]}
    assert main(["keys", "rotate"]) == 2
    assert "BRINK_LOOKUP_KEYS" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_what_a_site_of_before_wrote_is_read(settings: Any) -> None:
    """The formulas of version dd01c66, written out: a change of one of them would make all codes unknown."""

    def mac(key: bytes, text: str) -> bytes:
        return hmac.new(key, text.encode(), hashlib.sha256).digest()

    settings.LOOKUP_KEYS = settings.ENCRYPTION_KEYS = settings.SIGNING_KEYS = ["a newer one", OLD]
    code = "heide lijster brug 4821 0736"
    stored = mac(mac(OLD.encode(), "brink hash tracking code"), code).hex()
    assert keyed_hash("tracking code", code).every[1] == stored
    key = base64.urlsafe_b64encode(mac(OLD.encode(), "brink identity"))
    assert decrypt(Fernet(key).encrypt(b"Fatima").decode()) == "Fatima"
    log = "example.nl/logboek/x"
    assert signing_seeds(log)[1] == mac(mac(OLD.encode(), "brink hash journal signing key"), log)
