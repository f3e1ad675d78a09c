"""Data that comes with Brink: the exceptions of ordinances, and figures of research, each with its source."""

from importlib.resources import files


def text_of(name: str) -> str:
    """Return one of the data files of this folder."""
    return files("brink.domain.accountability.standards").joinpath(name).read_text("utf-8")
