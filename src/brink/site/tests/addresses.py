"""Who may open which page of the site itself."""

from tests.safety.address import everybody

ADDRESSES = {
    "healthy": everybody(),
    "robots": everybody(),
    "security": everybody(),
    "set_language": everybody(shown=302, post=True),
}
