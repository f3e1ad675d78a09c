"""Who may open which page of `web`."""

from tests.safety.address import Address, Who, everybody, more, slug

ADDRESSES = {
    "web:home": everybody(),
    "web:processes": everybody(),
    "web:process": Address(Who.READERS, slug),
    "web:areas": everybody(),
    "web:area": everybody(thing=lambda _things: {"slug": "proefdorp"}),
    "web:themes": everybody(),
    "web:theme": everybody(thing=lambda _things: {"slug": "wonen"}),
    "web:my_village": everybody(thing=lambda _things: {"slug": "proefdorp"}, get=False, post=True),
    "web:guide": everybody(),
    # What is shared is read by others, so of a hidden question the desk gets nothing either.
    "web:picture": Address(Who.READERS, slug, hidden=404),
    "web:flyer": Address(Who.READERS, slug, hidden=404),
    "web:flyer_code": Address(Who.READERS, more(slug, kind="svg"), hidden=404),
    "web:short": Address(Who.READERS, lambda things: {"word": things.process.slug}, shown=302, hidden=404),
    "web:embed": Address(Who.READERS, slug, hidden=404),
    "web:embed_round": Address(Who.READERS, lambda things: {
        "slug": things.process.slug, "round_slug": things.rounds["ideas"].slug,
    }, hidden=404),
    "web:search": everybody(),
    "web:calendar": everybody(),
    "web:figures": everybody(),
    "web:promises": everybody(),
    "web:help": everybody(),
    "web:journal": everybody(),
    "web:desk": Address(Who.ANY_DESK, nobody=302, elected=302),
    "web:planning": Address(Who.ANY_DESK, nobody=302),
}
