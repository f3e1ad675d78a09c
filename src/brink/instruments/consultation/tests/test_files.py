"""A text comes in from Markdown, ODT and DOCX by its headings; what cannot be read is refused with a sentence."""

import io
import zipfile

import pytest

from brink.foundation.errors import BadInput
from brink.foundation.text_documents import odt
from brink.instruments.consultation.reading_files import Part, parts_of, pasted

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def packed(**parts: str) -> bytes:
    """Return a packed file with these parts; `_` in a name stands for `/`."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as made:
        for name, content in parts.items():
            made.writestr(name.replace("__", "/") + ("" if name == "mimetype" else ".xml"), content)
    return held.getvalue()


def docx(*paragraphs: tuple[str, str], styles: str = "", head: str = "") -> bytes:
    """Return a Word file: the style and the words of each paragraph."""
    body = "".join(
        f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr><w:r><w:t>{words}</w:t></w:r></w:p>'
        for style, words in paragraphs
    )
    document = f'{head}<w:document xmlns:w="{_W}"><w:body>{body}</w:body></w:document>'
    return packed(word__document=document, word__styles=f'<w:styles xmlns:w="{_W}">{styles}</w:styles>')


EXPECTED = (Part(1, "1", "Waar het mag", "Op daken.\n\nOp velden."), Part(2, "1.1", "Niet op de es", "Nooit."))


def test_markdown_is_cut_at_its_headings_and_loses_its_signs() -> None:
    text = "# 1 Waar het mag\n\nOp **daken**.\n\nOp [velden](http://x).\n\n## 1.1 Niet op de es\nNooit.\n"
    assert pasted(text) == parts_of(text.encode(), "regels.md") == EXPECTED


def test_a_word_file_is_cut_at_its_headings_in_any_language() -> None:
    styles = '<w:style w:styleId="Kop2x"><w:name w:val="heading 2"/></w:style>'
    lines = [("Kop1", "1 Waar het mag"), ("Normal", "Op daken."), ("Normal", "Op velden.")]
    last = [("Kop2x", "1.1 Niet op de es"), ("Normal", "Nooit.")]
    assert parts_of(docx(*lines, *last, styles=styles), "regels.docx") == EXPECTED


def test_an_odt_that_the_house_writes_comes_back() -> None:
    data = odt("Regels", [("1 Waar het mag", ["Op daken.", "Op velden."]), ("2 Niet op de es", ["Nooit."])])
    found = parts_of(data, "regels.odt")
    assert [(one.number, one.heading, one.body) for one in found] == [
        ("", "Regels", ""), ("1", "Waar het mag", "Op daken.\n\nOp velden."), ("2", "Niet op de es", "Nooit."),
    ]  # fmt: skip


def test_numbers_that_only_a_word_processor_counts_are_given_by_level() -> None:
    found = pasted("# Begin\nx\n## Doel\ny\n## Plek\nz\n# Slot\nq")
    assert [(one.number, one.level) for one in found] == [("1", 1), ("1.1", 2), ("1.2", 2), ("2", 1)]


def test_words_before_the_first_heading_are_a_piece_too() -> None:
    assert [one.heading for one in pasted("Vooraf.\n\n# 1 Doel\nx")] == ["Inleiding", "Doel"]


PDF = "Uit een pdf kunnen wij geen losse stukken halen. Upload het Word- of ODT-bestand; de pdf mag erbij."
KIND = "Dit soort bestand kunnen wij niet lezen. Kies een ODT-, DOCX- of Markdown-bestand."
BROKEN = "Dit bestand kunnen wij niet lezen. Sla het opnieuw op als ODT of DOCX en probeer het nog eens."
HEADINGS = "Wij vinden geen koppen. Geef koppen de stijl Kop 1 of Kop 2, of zet er een # voor."
ENTITY = '<!DOCTYPE x [<!ENTITY a "aaaa">]>'


@pytest.mark.parametrize(
    ("data", "name", "sentence"),
    [
        (b"%PDF-1.7 ... %%EOF", "regels.pdf", PDF),
        (b"%PDF-1.7 ... %%EOF", "regels.docx", PDF),
        (b"\xff\xfe\x00", "regels.md", KIND),
        (b"# 1 Doel\nx", "regels.exe", KIND),
        (b"# 1 Doel\n\x00x", "regels.md", KIND),
        (b"PK\x03\x04 stuk", "regels.odt", BROKEN),
        (packed(iets="<a/>"), "regels.docx", BROKEN),
        (docx(("Kop1", "1 Doel"), head=ENTITY), "regels.docx", BROKEN),
        (packed(word__document="<w:niet af"), "regels.docx", BROKEN),
        (docx(("Normal", "Alleen woorden.")), "regels.docx", HEADINGS),
        (b"Alleen woorden.", "regels.md", HEADINGS),
        (b"", "regels.md", HEADINGS),
        (b"x" * 15_000_001, "regels.md", "Het bestand is te groot. Kies een bestand kleiner dan 15 MB."),
        (b"# k\nx\n" * 501, "regels.md", "Deze tekst heeft meer dan 500 stukken. Deel hem op in rondes."),
        (
            b"# 1 Lang\n" + b"x" * 20_001, "regels.md",
            "Het stuk ‘Lang’ is te lang. Zet er koppen in, zodat mensen er iets over kunnen zeggen.",
        ),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_refused_with_a_sentence(data: bytes, name: str, sentence: str) -> None:
    with pytest.raises(BadInput) as refusal:
        parts_of(data, name)
    assert (str(refusal.value), refusal.value.field) == (sentence, "file")
