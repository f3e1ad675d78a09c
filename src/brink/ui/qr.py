"""QR codes as SVG, for receipts, signposts and paper forms."""

import segno

from brink.ui.pictures.svg import Svg, add, canvas, serialise

QUIET = 4  # modules of white round the code; the standard asks for four


def qr_svg(text: str) -> Svg:
    """A code for `text` (usually an address). Black on white always: scanners do not read dark mode.

    Error correction M: a folded receipt may lose up to 15 %. Raises ValueError for an empty text.
    """
    if not text:
        raise ValueError("a QR code needs something to say")
    rows = [bytes(row) for row in segno.make_qr(text, error="m").matrix]
    side = len(rows) + 2 * QUIET
    root = canvas(side, side, "brink-qr__code")
    add(root, "path", d=f"M0 0h{side}v{side}h-{side}Z", fill="#fff")
    add(root, "path", d="".join(_runs(rows)), fill="#241c18", shape_rendering="crispEdges")
    return serialise(root)


def _runs(rows: list[bytes]) -> list[str]:
    """Dark modules, one subpath per horizontal run, which keeps the markup small."""
    runs: list[str] = []
    for y, row in enumerate(rows):
        x = 0
        while x < len(row):
            length = 0
            while x + length < len(row) and row[x + length]:
                length += 1
            if length:
                runs.append(f"M{x + QUIET} {y + QUIET}h{length}v1h-{length}Z")
            x += length + 1
    return runs
