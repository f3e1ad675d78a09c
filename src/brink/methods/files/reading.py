"""Reading text and CSV files, gzipped or not, so that whatever is wrong with them becomes one plain sentence.

Every complaint is a BadInput with file, line and what to mend; the command line prints it and exits with 2.
"""

from __future__ import annotations

import csv
import gzip
import io
import sys
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from gettext import gettext as _
from pathlib import Path
from typing import BinaryIO, cast

from .terminal import BadInput

GZIP_MAGIC = b"\x1f\x8b"
# A line longer than this is not a line of a table but a mistake or an attack; nothing more of it is read.
LONGEST_LINE = 16 * 1024 * 1024
CHUNK = 4 * 1024 * 1024
LARGEST_TEXT = 256 * 1024 * 1024


@contextmanager
def open_bytes(path: Path) -> Iterator[BinaryIO]:
    """Open a file (`-` is standard input) for reading bytes, unpacking gzip by its first bytes, not by its name."""
    try:
        raw: BinaryIO = sys.stdin.buffer if str(path) == "-" else path.open("rb")
    except FileNotFoundError:
        raise BadInput(path, None, _("Dit bestand bestaat niet. Controleer de naam.")) from None
    except IsADirectoryError:
        raise BadInput(path, None, _("Dit is een map. Geef een bestand.")) from None
    except (OSError, ValueError):
        raise BadInput(
            path, None, _("Wij kunnen dit bestand niet lezen. Controleer de naam en de rechten.")
        ) from None
    with raw:
        packed = raw.peek(2)[:2] == GZIP_MAGIC if isinstance(raw, io.BufferedReader) else False
        try:
            # GzipFile reads like the file it unpacks; io and typeshed only disagree on what to call that.
            yield cast(BinaryIO, gzip.GzipFile(fileobj=raw)) if packed else raw
        except EOFError:
            sentence = _("Het gzip-bestand is afgebroken. Download het opnieuw.")
            raise BadInput(path, None, sentence) from None
        except (gzip.BadGzipFile, zlib.error):
            sentence = _("Het gzip-bestand is beschadigd. Download het opnieuw.")
            raise BadInput(path, None, sentence) from None
        except OSError:
            raise BadInput(path, None, _("Wij kunnen dit bestand niet lezen. Controleer de schijf.")) from None


def whole_lines(path: Path) -> Iterator[bytes]:
    """The bytes of a file in chunks that end at a line end (the last may not). A byte-order mark is dropped."""
    with open_bytes(path) as stream:
        rest = b""
        first = True
        while piece := stream.read(CHUNK):
            if first:
                piece, first = piece.removeprefix(b"\xef\xbb\xbf"), False
            cut = piece.rfind(b"\n") + 1
            if cut:
                yield rest + piece[:cut]
                rest = piece[cut:]
            else:
                rest += piece
            if len(rest) > LONGEST_LINE:
                raise BadInput(path, None, _("Dit bestand heeft een regel van meer dan 16 MB. Dit is geen tabel."))
        if rest:
            yield rest


def text_lines(path: Path) -> Iterator[str]:
    """The lines of a UTF-8 file, line ends kept."""
    number = 1
    for chunk in whole_lines(path):
        try:
            text = chunk.decode("utf-8")
        except UnicodeDecodeError as error:
            line = number + chunk.count(b"\n", 0, error.start)
            raise BadInput(path, line, _("Deze regel is geen UTF-8. Sla het bestand op als UTF-8.")) from None
        yield from io.StringIO(text, newline="\n")
        number += chunk.count(b"\n")


def whole_text(path: Path) -> str:
    """The whole of a UTF-8 text; complains when it is larger than anybody writes."""
    parts, size = [], 0
    for line in text_lines(path):
        parts.append(line)
        size += len(line)
        if size > LARGEST_TEXT:
            raise BadInput(path, None, _("Deze tekst is groter dan 256 MB. Knip het bestand in delen."))
    return "".join(parts)


def csv_rows(path: Path) -> Iterator[tuple[int, list[str]]]:
    """Rows of a comma-separated file with their line numbers (of the row's last line); empty rows are passed over."""
    reader = csv.reader(text_lines(path), strict=True)
    while True:
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error:
            sentence = _("Deze regel is geen goede csv. Controleer de aanhalingstekens en komma's.")
            raise BadInput(path, reader.line_num, sentence) from None
        if row:
            yield reader.line_num, [cell.strip() for cell in row]
