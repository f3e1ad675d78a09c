"""A list as a file for a spreadsheet: CSV, ODS and XLSX with the same rows.

Written here because a list is text, numbers and days: two small packages would write the same few elements. In ODS and
XLSX a text is a text by its type and never a formula; in CSV `neutral` puts an apostrophe before what could be one.
"""

import io
import zipfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from xml.sax.saxutils import escape

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from brink.foundation import clock
from brink.methods.files.writing import csv_text

ASKED = "als"
Cell = str | int | float | date | None
# What XML cannot hold at all; nobody misses these signs in a list.
UNWRITABLE = dict.fromkeys((*range(9), 11, 12, *range(14, 32), 65534, 65535, *range(55296, 57344)))
# The most that a cell of a spreadsheet holds.
_MOST = 32_000
# Of a ZIP file the oldest day that it can say: the same list gives the same file.
_DAY = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A list with a name, its columns and its rows."""

    name: str
    columns: Sequence[str]
    rows: Iterable[Sequence[Cell]]


def _plain(cell: Cell) -> str:
    if isinstance(cell, datetime):
        return cell.astimezone(clock.AMSTERDAM).strftime("%Y-%m-%d %H:%M")
    return "" if cell is None else cell.isoformat() if isinstance(cell, date) else str(cell)


def _text(cell: Cell) -> str:
    return escape(_plain(cell).translate(UNWRITABLE)[:_MOST])


def csv(sheet: Sheet) -> bytes:
    """Return the list as CSV, with the mark by which a spreadsheet sees that it is UTF-8."""
    rows = ([cell if isinstance(cell, int | float) else _plain(cell) for cell in row] for row in sheet.rows)
    return b"\xef\xbb\xbf" + csv_text(sheet.columns, rows).encode()


def archive(parts: Iterable[tuple[str, str]]) -> bytes:
    """Return a ZIP file of these parts; the first is not packed, as ODS wants of its type."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        for place, (name, content) in enumerate(parts):
            packing = zipfile.ZIP_STORED if place == 0 else zipfile.ZIP_DEFLATED
            file.writestr(zipfile.ZipInfo(name, _DAY), content.encode(), compress_type=packing)
    return out.getvalue()


XML = '<?xml version="1.0" encoding="UTF-8"?>'
OFFICE = "urn:oasis:names:tc:opendocument:xmlns:"


def ods(sheet: Sheet) -> bytes:
    """Return the list as an OpenDocument spreadsheet (ISO/IEC 26300)."""
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    content = "".join(_ods_content(sheet))
    return archive([("mimetype", kind), ("META-INF/manifest.xml", odf_manifest(kind)), ("content.xml", content)])


def odf_manifest(kind: str) -> str:
    """Return what an OpenDocument file of this kind says is in it: one part, its content."""
    return (
        f'{XML}<manifest:manifest xmlns:manifest="{OFFICE}manifest:1.0" manifest:version="1.2">'
        f'<manifest:file-entry manifest:full-path="/" manifest:version="1.2" manifest:media-type="{kind}"/>'
        '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>'
    )


def _ods_content(sheet: Sheet) -> Iterator[str]:
    yield (
        f'{XML}<office:document-content xmlns:office="{OFFICE}office:1.0" xmlns:table="{OFFICE}table:1.0"'
        f' xmlns:text="{OFFICE}text:1.0" office:version="1.2"><office:body><office:spreadsheet>'
        f'<table:table table:name="{_quoted(sheet.name)}">'
    )
    yield from _rows(sheet, "<table:table-row>", _ods_cell, "</table:table-row>")
    yield "</table:table></office:spreadsheet></office:body></office:document-content>"


def _rows(sheet: Sheet, before: str, cell: Callable[[Cell], str], after: str) -> Iterator[str]:
    for row in (tuple(sheet.columns), *sheet.rows):
        yield f"{before}{''.join(cell(one) for one in row)}{after}"


def _ods_cell(cell: Cell) -> str:
    if isinstance(cell, int | float):
        kind = f'office:value-type="float" office:value="{cell}"'
    elif isinstance(cell, date) and not isinstance(cell, datetime):
        kind = f'office:value-type="date" office:date-value="{cell.isoformat()}"'
    else:
        kind = 'office:value-type="string"'
    lines = "".join(f"<text:p>{line}</text:p>" for line in _text(cell).split("\n"))
    return f"<table:table-cell {kind}>{lines}</table:table-cell>"


def _quoted(name: str) -> str:
    """Return the name of a sheet as an attribute, without what a spreadsheet refuses in one."""
    return escape("".join(one for one in name if one not in "[]:*?/\\'")[:31].translate(UNWRITABLE), {'"': "&quot;"})


_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACK = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
# Days since the last of 1899, as spreadsheets count.
_ZERO = date(1899, 12, 30)


def xlsx(sheet: Sheet) -> bytes:
    """Return the list as an Office Open XML spreadsheet (ISO/IEC 29500)."""
    return workbook((sheet,))


def workbook(sheets: Sequence[Sheet]) -> bytes:
    """Return lists as the sheets of one Office Open XML spreadsheet, in this order."""
    numbered = tuple(enumerate(sheets, start=1))
    overrides = "".join(
        f'<Override PartName="/xl/worksheets/sheet{place}.xml" ContentType="{_TYPE}.worksheet+xml"/>'
        for place, _sheet in numbered
    )
    types = (
        f'{XML}<Types xmlns="{_PACK}/content-types"><Default Extension="xml" ContentType="application/xml"/>'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{_TYPE}.sheet.main+xml"/>'
        f'<Override PartName="/xl/styles.xml" ContentType="{_TYPE}.styles+xml"/>{overrides}</Types>'
    )
    named = "".join(
        f'<sheet name="{_quoted(sheet.name)}" sheetId="{place}" r:id="rId{place}"/>' for place, sheet in numbered
    )
    book = f'{XML}<workbook xmlns="{_MAIN}" xmlns:r="{_REL}"><sheets>{named}</sheets></workbook>'
    styles = (
        f'{XML}<styleSheet xmlns="{_MAIN}"><fonts count="1"><font/></fonts><fills count="1"><fill/></fills>'
        '<borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs>'
        '<cellXfs count="2"><xf/><xf numFmtId="14" applyNumberFormat="1"/></cellXfs></styleSheet>'
    )
    where = [("worksheet", f"worksheets/sheet{place}.xml") for place, _sheet in numbered]
    return archive(
        [
            ("[Content_Types].xml", types),
            ("_rels/.rels", _relations(("officeDocument", "xl/workbook.xml"))),
            ("xl/workbook.xml", book),
            ("xl/_rels/workbook.xml.rels", _relations(*where, ("styles", "styles.xml"))),
            ("xl/styles.xml", styles),
            *((f"xl/worksheets/sheet{place}.xml", "".join(_xlsx_content(sheet))) for place, sheet in numbered),
        ]
    )


def _relations(*to: tuple[str, str]) -> str:
    told = "".join(
        f'<Relationship Id="rId{place}" Type="{_REL}/{kind}" Target="{where}"/>'
        for place, (kind, where) in enumerate(to, 1)
    )
    return f'{XML}<Relationships xmlns="{_PACK}/relationships">{told}</Relationships>'


def _xlsx_content(sheet: Sheet) -> Iterator[str]:
    yield f'{XML}<worksheet xmlns="{_MAIN}"><sheetData>'
    yield from _rows(sheet, "<row>", _xlsx_cell, "</row>")
    yield "</sheetData></worksheet>"


def _xlsx_cell(cell: Cell) -> str:
    if isinstance(cell, int | float):
        return f"<c><v>{cell}</v></c>"
    if isinstance(cell, date) and not isinstance(cell, datetime):
        return f'<c s="1"><v>{(cell - _ZERO).days}</v></c>'
    return f'<c t="inlineStr"><is><t xml:space="preserve">{_text(cell)}</t></is></c>'


@dataclass(frozen=True, slots=True)
class Format:
    """One kind of file: its name on a link, its type, and how it is written."""

    name: str
    media: str
    write: Callable[[Sheet], bytes]


FORMATS = {
    "csv": Format("CSV", "text/csv; charset=utf-8", csv),
    "ods": Format("ODS", "application/vnd.oasis.opendocument.spreadsheet", ods),
    "xlsx": Format("XLSX", f"{_TYPE}.sheet", xlsx),
}


def names() -> list[tuple[str, str]]:
    """Return the kinds of file with what a link to each says."""
    return [(kind, _("Lijst als %(kind)s") % {"kind": one.name}) for kind, one in FORMATS.items()]


def asked(request: HttpRequest) -> str:
    """Return as which kind of file a list is asked, by its own address and filters; "" for the page itself."""
    kind = request.GET.get(ASKED, "")
    return kind if kind in FORMATS else ""


def file(sheet: Sheet, kind: str) -> HttpResponse:
    """Return the list as a file to keep. Raises KeyError for a kind that there is not."""
    made = FORMATS[kind]
    response = HttpResponse(made.write(sheet), content_type=made.media)
    response["Content-Disposition"] = f'attachment; filename="{sheet.name}.{kind}"'
    response["Cache-Control"] = "private, no-store"
    return response
