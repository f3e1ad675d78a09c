"""A text with headings as an OpenDocument text (ODT), to go on with in a word processor.

Written here for the reason that `foundation.spreadsheets` gives: headings and paragraphs are all there is in it.
"""

from collections.abc import Iterator, Sequence
from xml.sax.saxutils import escape

from brink.foundation.spreadsheets import OFFICE, UNWRITABLE, XML, archive, odf_manifest

KIND = "application/vnd.oasis.opendocument.text"


def odt(title: str, parts: Sequence[tuple[str, Sequence[str]]]) -> bytes:
    """Return a text as an OpenDocument text (ISO/IEC 26300): a title, and headings with paragraphs."""
    content = "".join(_content(title, parts))
    return archive([("mimetype", KIND), ("META-INF/manifest.xml", odf_manifest(KIND)), ("content.xml", content)])


def _content(title: str, parts: Sequence[tuple[str, Sequence[str]]]) -> Iterator[str]:
    yield (
        f'{XML}<office:document-content xmlns:office="{OFFICE}office:1.0" xmlns:text="{OFFICE}text:1.0"'
        ' office:version="1.2"><office:body><office:text>'
    )
    yield _heading(title, 1)
    for heading, paragraphs in parts:
        yield _heading(heading, 2)
        for text in paragraphs:
            yield f"<text:p>{_written(text)}</text:p>"
    yield "</office:text></office:body></office:document-content>"


def _heading(text: str, level: int) -> str:
    return f'<text:h text:outline-level="{level}">{_written(text)}</text:h>'


def _written(text: str) -> str:
    return escape(text.translate(UNWRITABLE)).replace("\n", "<text:line-break/>")
