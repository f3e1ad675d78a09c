"""Who may open which address. Every name of the resolver has a line; one without fails the test beside this.

This is the permission register of pages: what `test_addresses.py` walks, role by role and visibility by visibility.
"""

from tests.safety.address import Address
from tests.safety.folders import modules


def gather() -> dict[str, Address]:
    """Return the lines of every app; raises ValueError when two apps write of one address."""
    table: dict[str, Address] = {}
    for module in modules():
        if twice := sorted(set(module.ADDRESSES) & set(table)):
            raise ValueError(f"{module.__name__} has lines of pages that are not its own: {twice}")
        table |= module.ADDRESSES
    return table


TABLE = gather()
