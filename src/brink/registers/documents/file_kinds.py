"""What a file is by its content, whatever its name says. Pure: bytes in, a kind or None out.

Nothing is unpacked: of a packed file only the list of its parts is read, and only when that list is short.
"""

import io
import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass

MOST_PARTS = 3_000
PICTURE = "jpg"


@dataclass(frozen=True, slots=True)
class FileKind:
    """One kind of file: how people call it, which ends of names it has, and how it is sent."""

    key: str
    name: str
    ends: tuple[str, ...]
    mime: str


_OFFICE = "application/vnd.openxmlformats-officedocument"
KINDS: Mapping[str, FileKind] = {
    one.key: one
    for one in (
        FileKind("pdf", "PDF", ("pdf",), "application/pdf"),
        FileKind("odt", "ODT", ("odt",), "application/vnd.oasis.opendocument.text"),
        FileKind("docx", "DOCX", ("docx",), f"{_OFFICE}.wordprocessingml.document"),
        FileKind("xlsx", "XLSX", ("xlsx",), f"{_OFFICE}.spreadsheetml.sheet"),
        FileKind("csv", "CSV", ("csv",), "text/csv; charset=utf-8"),
        FileKind("txt", "TXT", ("txt",), "text/plain; charset=utf-8"),
        FileKind(PICTURE, "JPG", ("jpg", "jpeg", "png", "webp"), "image/jpeg"),
    )
}
_PICTURES = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")
_SIGNS = re.compile(r"[^\w.() -]+")


def named(name: str) -> FileKind | None:
    """Return the kind that the end of a name promises."""
    end = name.rpartition(".")[2].lower()
    return next((one for one in KINDS.values() if end in one.ends), None)


def found(data: bytes, promised: FileKind) -> FileKind | None:
    """Return what a file is by its content. Plain text is what its name promises of the kinds of text."""
    if data.startswith(_PICTURES) or (data[:4] == b"RIFF" and data[8:12] == b"WEBP"):
        return KINDS[PICTURE]
    if data.startswith(b"%PDF-") and b"%%EOF" in data[-2048:]:
        return KINDS["pdf"]
    if data.startswith(b"PK\x03\x04"):
        return _packed(data)
    if promised.key in ("csv", "txt") and _is_text(data):
        return promised
    return None


def _packed(data: bytes) -> FileKind | None:
    """Return which office file this is; None for any other packed file, and for one with a program in it."""
    end = data.rfind(b"PK\x05\x06")
    if end < 0 or int.from_bytes(data[end + 10 : end + 12], "little") > MOST_PARTS:
        return None
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            names = set(packed.namelist())
            first = packed.infolist()[0] if names else None
            plain = first is not None and first.compress_type == zipfile.ZIP_STORED and first.file_size < 200
            told = packed.read(first) if plain and first is not None and first.filename == "mimetype" else b""
    except (zipfile.BadZipFile, ValueError, NotImplementedError, RuntimeError, OSError):
        return None
    if any(name.endswith(("vbaProject.bin", "vbaData.xml")) or name.startswith("Basic/") for name in names):
        return None
    if told.strip() == KINDS["odt"].mime.encode():
        return KINDS["odt"]
    if "[Content_Types].xml" not in names:
        return None
    return KINDS["docx"] if "word/document.xml" in names else KINDS["xlsx"] if "xl/workbook.xml" in names else None


def _is_text(data: bytes) -> bool:
    """Tell whether this is readable text, in UTF-8: no signs that only programs use."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return False
    return bool(text.strip()) and not re.search(r"[\x00-\x08\x0e-\x1f\x7f]", text)


def safe_name(name: str, kind: FileKind) -> str:
    """Return the name under which a file is given away: its own words, no path, no strange signs, the right end."""
    last = name.replace("\\", "/").rpartition("/")[2]
    stem = " ".join(_SIGNS.sub(" ", last.rpartition(".")[0]).replace("..", ".").split()).strip(" .-")[:80]
    return f"{stem or 'document'}.{kind.ends[0]}"
