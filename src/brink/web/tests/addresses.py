"""Who may open which page of `web`."""

from tests.safety.address import Address, Who, everybody, slug

ADDRESSES = {
    "web:home": everybody(),
    "web:processes": everybody(),
    "web:process": Address(Who.READERS, slug),
    "web:reach": Address(Who.READERS, slug),
    "web:areas": everybody(),
    "web:area": everybody(thing=lambda _things: {"slug": "proefdorp"}),
    "web:map": everybody(),
    "web:themes": everybody(),
    "web:theme": everybody(thing=lambda _things: {"slug": "wonen"}),
    "web:my_village": everybody(thing=lambda _things: {"slug": "proefdorp"}, get=False, post=True),
    "web:guide": everybody(),
    "web:search": everybody(),
    "web:calendar": everybody(),
    "web:figures": everybody(),
    "web:promises": everybody(),
    "web:help": everybody(),
    "web:words": everybody(),
    "web:language": everybody(shown=302, thing=lambda _things: {"code": "nl"}),
    "web:journal": everybody(),
    "web:desk": Address(Who.ANY_DESK, nobody=302, elected=302),
    "web:planning": Address(Who.ANY_DESK, nobody=302),
    "web:manual": Address(Who.ANY_DESK, nobody=302),
    "web:manual_chapter": Address(Who.ANY_DESK, nobody=302, thing=lambda _things: {"slug": "beginnen"}),
    "web:manual_picture": Address(Who.ANY_DESK, nobody=302, thing=lambda _things: {"name": "inloggen.png"}),
}
