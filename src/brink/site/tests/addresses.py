"""Who may open which page of the site itself."""

from tests.safety.address import everybody

ADDRESSES = {
    "healthy": everybody(),
    "set_language": everybody(shown=302, post=True),
}
