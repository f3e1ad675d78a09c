"""Decodes one picture in a process of its own: `python -I picture_decoder.py WIDTH …`, the picture on standard input.

Nothing of the site is imported or known here: what a stranger sends is read by this process alone, which may take so
much memory and time and no more, gives way to everything else, and is gone when it is done. Standard output is one line
of JSON, then the copies as JPEG. Exit code 3: too many pixels; any other but 0: not readable.
"""

import json
import os
import resource
import sys
from contextlib import suppress
from io import BytesIO

from PIL import Image, ImageOps

# A JPEG that is written row by row is read at a fraction of its size; the others stand in memory whole, some twice.
MAX_PIXELS = {"JPEG": 50_000_000, "PNG": 24_000_000, "WEBP": 16_000_000}
MAX_PIXELS_PROGRESSIVE = 24_000_000
MEMORY_BYTES, CPU_SECONDS, FILE_BYTES = 450_000_000, 8, 12_000_000
TOO_MANY_PIXELS = 3
_PLAIN = ("RGB", "L", "RGBA", "LA", "CMYK", "YCbCr")


def bounded() -> None:
    """Take no more than is allowed, and only what others leave."""
    with suppress(OSError):  # where that is not allowed the other bounds are
        os.nice(10)
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def opened(data: bytes) -> Image.Image:
    """Read the header: the kind by its content, and how large it says that it is. Leaves for one that is too large."""
    try:
        image = Image.open(BytesIO(data), formats=tuple(MAX_PIXELS))
    except Image.DecompressionBombError:
        sys.exit(TOO_MANY_PIXELS)
    most = MAX_PIXELS[str(image.format)]
    if image.info.get("progressive"):
        most = min(most, MAX_PIXELS_PROGRESSIVE)
    if image.width * image.height > most:
        sys.exit(TOO_MANY_PIXELS)
    return image


def copies(image: Image.Image, widths: list[int]) -> dict[int, tuple[bytes, int, int]]:
    """Return a copy for each width: JPEG, upright, without anything that the camera wrote; widest first."""
    widest = max(widths)
    image.draft("RGB", (widest, widest))
    image.load()
    if image.mode not in _PLAIN:
        image = image.convert("RGBA" if "transparency" in image.info else "RGB")
    if max(image.size) > widest:
        image.thumbnail((widest, widest), reducing_gap=2.0)
    image = ImageOps.exif_transpose(image)
    if image.mode in ("RGBA", "LA"):
        # What was transparent becomes paper.
        coloured = image.convert("RGBA")
        image = Image.new("RGB", coloured.size, "white")
        image.paste(coloured, mask=coloured.getchannel("A"))
    image = image.convert("RGB")
    made = {}
    for width in sorted(widths, reverse=True):
        if max(image.size) > width:
            image = ImageOps.contain(image, (width, width))
        image.info.clear()
        buffer = BytesIO()
        image.save(buffer, "JPEG", quality=80, optimize=True, progressive=True)
        made[width] = (buffer.getvalue(), image.width, image.height)
    return made


def main(widths: list[int]) -> None:
    """Decode what comes in and write what goes out."""
    bounded()
    try:
        made = copies(opened(sys.stdin.buffer.read(FILE_BYTES)), widths)
    except MemoryError:
        sys.exit(TOO_MANY_PIXELS)
    head = [[width, len(data), *size] for width, (data, *size) in made.items()]
    sys.stdout.buffer.write(json.dumps(head).encode() + b"\n" + b"".join(data for data, *_size in made.values()))


if __name__ == "__main__":
    main([int(one) for one in sys.argv[1:]])
