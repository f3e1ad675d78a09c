"""Small files of every kind that is taken in, and some that are not what they say."""

import io
import zipfile

from PIL import Image

PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


def packed(*parts: str, mimetype: str = "") -> bytes:
    """Make a packed file with these parts."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as made:
        if mimetype:
            made.writestr("mimetype", mimetype)
        for part in parts:
            made.writestr(part, "<x/>")
    return held.getvalue()


def picture(kind: str = "PNG") -> bytes:
    """Draw a picture of a heath."""
    held = io.BytesIO()
    Image.new("RGB", (40, 30), "#7a5c8f").save(held, kind)
    return held.getvalue()


ODT = packed("content.xml", mimetype="application/vnd.oasis.opendocument.text")
DOCX = packed("[Content_Types].xml", "word/document.xml")
XLSX = packed("[Content_Types].xml", "xl/workbook.xml")
MACROS = packed("[Content_Types].xml", "word/document.xml", "word/vbaProject.bin")
