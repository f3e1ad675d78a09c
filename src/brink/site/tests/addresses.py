"""Who may open which page of the site itself."""

from tests.safety.address import everybody

ADDRESSES = {
    "healthy": everybody(),
    "robots": everybody(),
    "sitemap": everybody(),
    "favicon": everybody(shown=302),
    "security": everybody(),
}
