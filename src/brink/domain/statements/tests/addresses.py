"""Who may open which page of statements."""

from tests.safety.address import Address, Who, everybody

PERSONAL = {"staff": frozenset({"statements.Statement.officer_email"})}
ADDRESSES = {
    "statements:accessibility": everybody(),
    "statements:privacy": everybody(),
    "statements:cookies": everybody(),
    "statements:colophon": everybody(),
    "statements:desk": Address(Who.ANY_DESK, nobody=302, desk=frozenset({"admin"}), post=True),
}
