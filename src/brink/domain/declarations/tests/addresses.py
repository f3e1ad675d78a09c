"""Who may open which page of declarations."""

from tests.safety.address import Address, Who, everybody, more, slug

PERSONAL = {"staff": frozenset({"declarations.Declaration.officer_email"})}
ADDRESSES = {
    "declarations:accessibility": everybody(),
    "declarations:privacy": everybody(),
    "declarations:cookies": everybody(),
    "declarations:colophon": everybody(),
    # What is shared is read by others, so of a hidden question the desk gets nothing either.
    "declarations:picture": Address(Who.READERS, slug, hidden=404),
    "declarations:handout": Address(Who.READERS, slug, hidden=404),
    "declarations:handout_code": Address(Who.READERS, more(slug, form="svg"), hidden=404),
    "declarations:short": Address(Who.READERS, lambda things: {"word": things.process.slug}, shown=302, hidden=404),
    "declarations:embed": Address(Who.READERS, slug, hidden=404),
    "declarations:embed_round": Address(Who.READERS, lambda things: {
        "slug": things.process.slug, "round_slug": things.rounds["ideas"].slug,
    }, hidden=404),
    "declarations:desk": Address(Who.ANY_DESK, nobody=302, desk=frozenset({"admin"}), post=True),
}
