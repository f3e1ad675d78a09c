"""Who may open which page of reach: without a code both lead to the page that asks for it."""

from tests.safety.address import everybody

ADDRESSES = {
    "reach:about": everybody(shown=302),
    "reach:back": everybody(get=False, post=True),
}
