"""Pictures within bounds. Class: work on what a stranger sends, without a limit of memory, time or number.

The members are drawn from the kinds that are read at all, each as large as it may be and a little larger.
"""

import fcntl
import io
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from PIL import Image

from brink.foundation import picture_decoder, pictures
from brink.foundation.errors import BadInput, NotNow

QUICK = {"PNG": {"compress_level": 1}, "WEBP": {"method": 0, "quality": 1}}
LARGEST = [
    (kind, options, min(most, picture_decoder.MAX_PIXELS_PROGRESSIVE) if options.get("progressive") else most)
    for kind, most in picture_decoder.MAX_PIXELS.items()
    for options in ({}, *([{"progressive": True}] if kind == "JPEG" else []))
]


def picture(kind: str, pixels: int, mode: str = "RGB", **options: Any) -> bytes:
    """Return a picture of about as many pixels, never more."""
    file = io.BytesIO()
    image = Image.new(mode, (pixels // 4000, 4000), 100 if mode == "L" else None)
    image.save(file, kind, **QUICK.get(kind, {}), **options)
    return file.getvalue()


@pytest.mark.parametrize(("kind", "options", "most"), LARGEST)
def test_the_largest_of_each_kind_is_read_within_the_bounds(kind: str, options: dict[str, Any], most: int) -> None:
    """In memory that the decoder gave itself: it would have died of more."""
    mode = "RGB" if kind == "JPEG" else "RGBA"
    data = picture(kind, most, mode, **options)
    before = time.monotonic()
    made = pictures.remade(io.BytesIO(data), len(data), (640, 1280))
    assert [max(one.width, one.height) for one in made.values()] == [640, 1280]
    assert time.monotonic() - before < pictures.LONGEST_SECONDS


@pytest.mark.parametrize(("kind", "options", "most"), LARGEST)
def test_one_that_is_larger_is_refused_by_its_header(kind: str, options: dict[str, Any], most: int) -> None:
    data = picture(kind, most + 8_000, "L", **options)
    with pytest.raises(BadInput, match="te veel beeldpunten"):
        pictures.remade(io.BytesIO(data), len(data), (640,))


def test_the_decoder_takes_no_more_than_its_bounds() -> None:
    """Were every look at the header fooled, the kernel still refuses."""
    hungry = (
        "import importlib.util as u; s = u.spec_from_file_location('d', {path!r}); d = u.module_from_spec(s);"
        "s.loader.exec_module(d); d.CPU_SECONDS = 1; d.bounded(); {greed}"
    )
    for greed, wrong in (("bytearray(600_000_000)", "MemoryError"), ("\nwhile True: pass", "")):
        code = hungry.format(path=picture_decoder.__file__, greed=greed)
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=False)
        assert done.returncode != 0
        assert wrong in done.stderr


def test_the_decoder_knows_nothing_of_the_site(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: dict[str, Any] = {}

    def run(command: list[str], **options: Any) -> Any:
        seen.update(options, command=command)
        return subprocess.CompletedProcess(command, 1, b"", b"")

    monkeypatch.setattr(pictures.subprocess, "run", run)
    with pytest.raises(BadInput):
        pictures.remade(io.BytesIO(b"x"), 1, (640,))
    assert (seen["env"], seen["command"][1]) == ({}, "-I")
    loaded = subprocess.run(
        [sys.executable, "-I", "-X", "importtime", picture_decoder.__file__, "64"],
        input=b"", capture_output=True, timeout=60, check=False,
    )  # fmt: skip
    assert loaded.returncode not in (0, picture_decoder.TOO_MANY_PIXELS)
    assert not any(name in loaded.stderr for name in (b"django", b" brink"))


def test_one_at_a_time_and_whoever_waits_too_long_is_told_so(monkeypatch: pytest.MonkeyPatch) -> None:
    """Over processes: the lock is a file, held here as another web worker would hold it."""
    monkeypatch.setattr(pictures, "WAIT_SECONDS", 0.2)
    data = picture("PNG", 4_000)
    with (Path(settings.DATA_DIR) / "pictures.lock").open("ab") as other:
        fcntl.flock(other, fcntl.LOCK_EX)
        with pytest.raises(NotNow, match="Wacht een minuut") as refused:
            pictures.remade(io.BytesIO(data), len(data), (640,))
    assert (refused.value.field, refused.value.status) == ("photo", 503)
    assert pictures.remade(io.BytesIO(data), len(data), (640,))[640].width == 1


def test_never_two_decoders_at_once_and_no_more_waiting_than_may(monkeypatch: pytest.MonkeyPatch) -> None:
    working, most, refused, lock = 0, 0, 0, threading.Lock()

    def decoded(_data: bytes, _widths: object) -> tuple[int, bytes]:
        nonlocal working, most
        with lock:
            working += 1
            most = max(most, working)
        time.sleep(0.1)
        with lock:
            working -= 1
        return 0, b'[[640, 1, 1, 1]]\nx'

    def send() -> None:
        nonlocal refused
        try:
            pictures.remade(io.BytesIO(b"x"), 1, (640,))
        except NotNow:
            with lock:
                refused += 1

    monkeypatch.setattr(pictures, "_decoded", decoded)
    threads = [threading.Thread(target=send) for _number in range(pictures.MOST_WAITING + 2)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert (most, refused) == (1, 2)
