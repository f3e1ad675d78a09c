"""The picture beside a link that somebody shares: drawn here from the words of the page, for no other site draws it.

Land, a green with three paths, and the question: what the house is, at the size that messages show.
"""

from io import BytesIO

from PIL import Image, ImageDraw, ImageFont

SIZE = (1200, 630)
_PAPER, _SAND, _MOSS, _HEATHER, _TEXT, _SUBTLE = "#fbfaf7", "#f2ecdf", "#adc286", "#6a2f6e", "#241c18", "#54483f"
_LEFT, _WIDE, _MOST_LINES = 80, 1040, 4
_FONT = ImageFont.ImageFont | ImageFont.FreeTypeFont


def share_picture(title: str, kicker: str = "", foot: str = "") -> bytes:
    """Return a PNG with these words; a title that is too long ends in an ellipsis."""
    image = Image.new("RGB", SIZE, _PAPER)
    draw = ImageDraw.Draw(image)
    _land(draw)
    draw.text((_LEFT, 64), _cut(draw, kicker, _font(34)), font=_font(34), fill=_HEATHER)
    size = next(one for one in (72, 62, 54, 46) if one == 46 or len(_lines(draw, title, _font(one))) < _MOST_LINES)
    lines = _lines(draw, title, _font(size))[:_MOST_LINES]
    if lines and " ".join(lines) != " ".join(title.split()):
        lines[-1] = _cut(draw, f"{lines[-1]} …", _font(size))
    for number, line in enumerate(lines):
        draw.text((_LEFT, 124 + number * size * 1.2), line, font=_font(size), fill=_TEXT)
    draw.text((_LEFT, 424), _cut(draw, foot, _font(32)), font=_font(32), fill=_SUBTLE)
    made = BytesIO()
    image.quantize(64).save(made, "PNG", optimize=True)
    return made.getvalue()


def icon(size: int) -> bytes:
    """Return the mark of the house as a PNG, for devices that show no drawing of lines."""
    large = Image.new("RGBA", (480, 480), (0, 0, 0, 0))
    draw = ImageDraw.Draw(large)
    draw.ellipse((16, 16, 464, 464), fill=_HEATHER)
    for path in (((140, 280), (40, 120)), ((310, 180), (370, 30)), ((262, 316), (374, 436))):
        draw.line(path, fill=_PAPER, width=36)
    draw.ellipse((108, 160, 346, 322), fill=_MOSS, outline=_PAPER, width=30)
    made = BytesIO()
    large.resize((size, size), Image.Resampling.LANCZOS).save(made, "PNG", optimize=True)
    return made.getvalue()


def _land(draw: ImageDraw.ImageDraw) -> None:
    draw.rectangle((0, 500, *SIZE), fill=_SAND)
    for path in (((960, 560), (760, 630)), ((1010, 560), (1020, 630)), ((1050, 545), (1200, 600))):
        draw.line(path, fill=_PAPER, width=18)
    draw.ellipse((900, 500, 1120, 590), fill=_MOSS, outline=_PAPER, width=8)
    draw.text((_LEFT, 540), "Brink", font=_font(44), fill=_HEATHER)


def _font(size: int) -> _FONT:
    return ImageFont.load_default(size)


def _lines(draw: ImageDraw.ImageDraw, text: str, font: _FONT) -> list[str]:
    """Break a text into lines that fit."""
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and draw.textlength(longer, font=font) <= _WIDE:
            lines[-1] = longer
        else:
            lines.append(word)
    return [_cut(draw, line, font) for line in lines]


def _cut(draw: ImageDraw.ImageDraw, line: str, font: _FONT) -> str:
    if draw.textlength(line, font=font) <= _WIDE:
        return line
    while line and draw.textlength(f"{line}…", font=font) > _WIDE:
        line = line[:-1]
    return f"{line}…"
