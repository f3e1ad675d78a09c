"""Photos: looked at by content, made anew, kept under a name of our own, shown to whoever may see the idea."""

import io
import struct
import zlib
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from brink.domain.contributions.models import Contribution
from brink.domain.journal.services import Actor
from brink.domain.places.coordinates import Coordinates, square_of
from brink.domain.processes.models import Round
from brink.foundation import clock
from brink.foundation.errors import BadInput, NotNow
from brink.foundation.pictures import remade
from brink.instruments.ideas import photos
from brink.instruments.ideas.instrument import IdeasInstrument
from brink.instruments.ideas.models import Idea
from brink.instruments.ideas.services import remove_photo
from brink.instruments.ideas.tests.conftest import BASE
from brink.instruments.ideas.tests.giving import form, idea


def picture(kind: str = "JPEG", size: tuple[int, int] = (1600, 900), **options: Any) -> bytes:
    file = io.BytesIO()
    Image.new("RGB", size, "#7d5a86").save(file, kind, **options)
    return file.getvalue()


def upload(data: bytes, name: str = "foto.jpg", kind: str = "image/jpeg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data, kind)


def bomb(width: int = 10_000, height: int = 10_000) -> bytes:
    """A PNG that says it is 100 megapixels and is a few kilobytes."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    rows = zlib.compress(b"\0" * (width + 1) * 20)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def stored() -> list[str]:
    return sorted(path.name for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file())


def test_what_the_camera_wrote_is_gone_and_the_photo_stands_upright() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # taken with the telephone on its side
    exif[0x010F] = "Camera van Hendrik"
    exif.get_ifd(0x8825)[1] = "N"
    data = picture(exif=exif, comment=b"thuis")
    copies = remade(io.BytesIO(data), len(data), photos.WIDTHS)
    for jpeg in (one.data for one in copies.values()):
        assert b"Hendrik" not in jpeg
        assert b"thuis" not in jpeg
        assert dict(Image.open(io.BytesIO(jpeg)).getexif()) == {}
    assert {width: (one.width, one.height) for width, one in copies.items()} == {640: (360, 640), 1280: (720, 1280)}


def test_a_small_photo_is_not_blown_up_and_see_through_becomes_paper() -> None:
    file = io.BytesIO()
    Image.new("RGBA", (100, 50), (0, 0, 0, 0)).save(file, "PNG")
    small, _large = remade(file, len(file.getvalue()), photos.WIDTHS).values()
    assert (small.width, small.height) == (100, 50)
    assert Image.open(io.BytesIO(small.data)).getpixel((50, 25)) == (255, 255, 255)


WRONG = {
    "svg": b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
    "html": b"<!doctype html><script>alert(1)</script>",
    "xml": b"<?xml version='1.0'?><x/>",
    "pdf": b"%PDF-1.4 /JS (alert)",
    "gif": b"GIF89a" + b"\0" * 40,
    "cut off": picture()[:400],
    "empty": b"",
    "bomb": bomb(),
    "tall bomb": bomb(1, 60_000_000),
}


@pytest.mark.parametrize("data", WRONG.values(), ids=WRONG.keys())
def test_another_kind_a_broken_file_or_a_bomb_is_refused_in_one_sentence(
    client: Client, round: Round, data: bytes
) -> None:
    """Reliability N04 and N19: by content, whatever it calls itself."""
    answer = client.post(f"{BASE}nieuw/", {**form(), "photo": upload(data)})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "Kies een JPG, PNG of WEBP." in page or "Kies een kleinere foto." in page
    assert "Maak van de oude school kleine huizen." in page
    assert (Contribution.objects.count(), stored()) == (0, [])


def test_a_file_that_is_too_large_is_refused_unread() -> None:
    with pytest.raises(BadInput, match="kleiner dan 12 MB"):
        remade(io.BytesIO(b""), 12_000_001, photos.WIDTHS)


def test_a_photo_travels_with_its_idea(client: Client, round: Round) -> None:
    """Reliability N20: the name it came with is nowhere."""
    sent = upload(picture("PNG"), "../../etc/passwd.png", "image/png")
    client.post(f"{BASE}nieuw/", {**form(photo_alt="Een school met een boom."), "photo": sent})
    detail = Idea.objects.get()
    assert (detail.photo_alt, detail.photo_width, detail.photo_height) == ("Een school met een boom.", 1280, 720)
    day, name = detail.photo.split("/")
    assert stored() == [f"{name}-1280.jpg", f"{name}-640.jpg"]
    assert (len(name), day.isdigit(), "passwd" in detail.photo) == (32, True, False)
    page = client.get(f"{BASE}{detail.contribution_id}/").content.decode()
    assert 'alt="Een school met een boom."' in page
    photo = client.get(f"{BASE}{detail.contribution_id}/foto/640.jpg")
    assert photo["Content-Type"] == "image/jpeg"
    assert photo["X-Content-Type-Options"] == "nosniff"
    assert Image.open(io.BytesIO(b"".join(photo.streaming_content))).size == (640, 360)
    assert client.get(f"{BASE}{detail.contribution_id}/foto/9999.jpg").status_code == 404


def test_a_hint_does_not_cost_the_photo(client: Client, round: Round) -> None:
    fields = form(text="Vraag het mevrouw Jansen maar.")
    page = client.post(f"{BASE}nieuw/", {**fields, "photo": upload(picture())}).content.decode()
    token = page.split('name="kept_photo" value="')[1].split('"')[0]
    client.post(f"{BASE}nieuw/", {**fields, "seen": "gezien gelijk", "kept_photo": token})
    assert Idea.objects.get().photo == photos.from_token(token).name
    other = form(text="Een bus naar het station.", kept_photo=token)
    client.post(f"{BASE}nieuw/", other)
    assert [row.photo for row in Idea.objects.order_by("created_at")][1] == ""


def test_a_photo_can_be_taken_back_and_a_made_up_one_is_no_photo(client: Client, round: Round) -> None:
    data = picture()
    token = photos.keep(io.BytesIO(data), len(data)).token
    client.post(f"{BASE}nieuw/", form(kept_photo=token, drop_photo="on"))
    client.post(f"{BASE}nieuw/", form(text="Een bus naar het station.", kept_photo="../../etc/passwd"))
    assert list(Idea.objects.values_list("photo", flat=True)) == ["", ""]


def test_sending_twice_leaves_one_photo(client: Client, round: Round) -> None:
    fields = form()
    for _ in range(2):
        client.post(f"{BASE}nieuw/", {**fields, "photo": upload(picture())})
    assert Idea.objects.get().photo != ""
    assert len(stored()) == 2


def test_photos_that_no_idea_claimed_are_swept_away(round: Round) -> None:
    now = clock.now()
    with clock.frozen(now - timedelta(days=3)):
        for text in ("claimed", ""):
            data = picture()
            photo = photos.keep(io.BytesIO(data), len(data))
            if text:
                Round.objects.filter(pk=round.pk).update(opens_at=now - timedelta(days=9))
                round.refresh_from_db()
                claimed = idea(round, photo=photo)
    fresh = photos.keep(io.BytesIO(picture()), 1)
    IdeasInstrument().tick(at=now)
    left = {name.split("-")[0] for name in stored()}
    assert left == {claimed.idea.photo.split("/")[1], fresh.name.split("/")[1]}


@pytest.mark.django_db(transaction=False)
def test_erasing_takes_photo_and_point_and_leaves_the_row(
    round: Round, django_capture_on_commit_callbacks: Any
) -> None:
    data = picture()
    given = idea(round, place="52,8512 6,9034", photo=photos.keep(io.BytesIO(data), len(data)), photo_alt="School.")
    assert (given.idea.latitude, given.idea.longitude) == square_of(Coordinates(52.8512, 6.9034))
    with django_capture_on_commit_callbacks(execute=True):
        erased = IdeasInstrument().erase([given.pk])
    detail = Idea.objects.get(contribution=given)
    assert (erased.rows, detail.photo, detail.photo_alt, detail.latitude) == (1, "", "", None)
    assert stored() == []
    assert Contribution.objects.filter(pk=given.pk).exists()


@pytest.mark.django_db(transaction=False)
def test_a_photo_is_taken_away_once_and_never_that_of_a_neighbour(round: Round) -> None:
    bare, shown = idea(round), idea(round, photo=photos.keep(io.BytesIO(picture()), 1), photo_alt="School.")
    said = {"reason": "Er staat een kind op.", "actor": Actor(role="moderator"), "key": None}
    with pytest.raises(NotNow, match="geen foto meer"):
        remove_photo(contribution=bare, **said)
    assert Idea.objects.get(contribution=shown).photo_alt == "School."
    remove_photo(contribution=shown, **said)
    assert set(Idea.objects.values_list("photo", "photo_alt")) == {("", "")}
    with pytest.raises(NotNow, match="geen foto meer"):
        remove_photo(contribution=shown, **said)
