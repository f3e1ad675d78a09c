"""The icons: one line on a 24 px grid, always beside a word, never alone."""

from brink.ui.pictures.svg import Svg, add, canvas, serialise

ICONS: dict[str, str] = {
    "agree": "M5 13.2l4.8 4.8L19.5 7",
    "disagree": "M6.5 6.5l11 11m0-11l-11 11",
    "unsure": "M8.4 9.2c.4-2.2 1.8-3.5 3.8-3.5 2.1 0 3.6 1.3 3.6 3.3 0 2.6-3.8 2.8-3.8 5.6M12 18.2v.2",
    "table": "M3.5 11a8.5 3.4 0 1 0 17 0a8.5 3.4 0 1 0-17 0M12 14.4V20M8.5 20h7",
    "phone": (
        "M6.2 3.6l2.9.4 1 4-2 1.8c1 2.5 2.7 4.2 5.2 5.2l1.8-2 4 1 .4 2.9"
        "c0 1.8-1.5 3-3.2 2.9C9.6 19.2 4.7 14.3 3.8 7.1c-.1-1.8.7-3.5 2.4-3.5Z"
    ),
    "paper": "M6 3h9l4 4v14H6ZM9.5 11.5h6M9.5 15.5h6",
    "post": "M3.5 6.5h17v11h-17ZM4 7l8 6.2L20 7",
    "print": "M7 9V3.5h10V9M7 17H4V9h16v8h-3M7 14h10v6.5H7Z",
    "clock": "M3.5 12a8.5 8.5 0 1 0 17 0a8.5 8.5 0 1 0-17 0M12 7v5l3.4 2.2",
    "screen": "M3.5 5h17v11h-17ZM9 20h6M12 16v4",
}


def icon(name: str) -> Svg:
    """Return one icon as markup. Raises ValueError for a name that does not exist."""
    if name not in ICONS:
        raise ValueError(f"unknown icon {name!r}; known: {', '.join(ICONS)}")
    root = canvas(24, 24, "brink-icon")
    add(root, "path", d=ICONS[name])
    return serialise(root)
