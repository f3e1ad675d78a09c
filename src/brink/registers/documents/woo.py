"""Information categories of article 3.3 of the Open Government Act (Woo), as data."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files


@cache
def categories() -> Mapping[str, str]:
    """Return the name of each category by its paragraph and letter: "2j"."""
    text = files("brink.registers.documents").joinpath("woo.toml").read_text("utf-8")
    return {one["code"]: one["name"] for one in tomllib.loads(text)["categories"]}


def told(code: str) -> str:
    """Return a category as people read it, with its place in the law; "" for none."""
    name = categories().get(code)
    return f"{name} (Woo 3.3, lid {code[0]}, {code[1]})" if name else ""
