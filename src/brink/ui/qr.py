"""QR codes as SVG, for receipts, signposts and paper forms: segno's own drawing in our two colours."""

import segno

from brink.ui.pictures.svg import Svg

QUIET = 4  # modules of white round the code; the standard asks for four


def qr_svg(text: str) -> Svg:
    """Return a code for `text` (usually an address). Black on white always: scanners do not read dark mode.

    Error correction M: a folded receipt may lose up to 15 %. Raises ValueError for an empty text.
    """
    if not text:
        raise ValueError("a QR code needs something to say")
    code = segno.make_qr(text, error="m")
    look = {"svgclass": "brink-qr__code", "lineclass": None, "omitsize": True}
    return Svg(code.svg_inline(border=QUIET, dark="#241c18", light="#fff", **look))
