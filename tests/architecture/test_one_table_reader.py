"""Tables that others write are read by one reader (`methods.files`): nobody takes a CSV apart by hand beside it."""

import re

from tests.architecture.layers import SOURCE

BY_HAND = re.compile(r"\bcsv\.(?:reader|DictReader|Sniffer)\b")


def test_nobody_reads_a_table_by_hand() -> None:
    own = SOURCE / "methods" / "files"
    found = [
        str(path.relative_to(SOURCE))
        for path in SOURCE.rglob("*.py")
        if own not in path.parents and "tests" not in path.parts and BY_HAND.search(path.read_text("utf-8"))
    ]
    assert found == []
