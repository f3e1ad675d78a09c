"""The kader that ships with Brink: a proposal, to be replaced by one import."""

from importlib.resources import files


def standard_text() -> str:
    """Return the text of "Standaard (voorstel)" as TOML."""
    return files("brink.domain.framework.standards").joinpath("standaard.toml").read_text("utf-8")
