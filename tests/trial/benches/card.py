"""What the register of benches declares; the record kit makes the rest of it."""

from django.utils.translation import gettext_lazy as _

from brink.domain.records.card import Making, Names, RecordAct, RecordCard, Stage
from brink.registers.benches import forms, services
from brink.registers.benches.models import Bench
from brink.registers.benches.permissions import BENCH_WRITE
from brink.ui.components import Fact

CARD = RecordCard(
    key=services.KEY,
    segment="bankjes",
    prefix="B",
    names=Names(
        one=_("bankje"),
        many=_("Bankjes"),
        lead=_("Waar een dorp om een bankje vroeg, en of het er staat."),
        nothing=_("Er is nog geen bankje beloofd."),
        due=_("Beloofde dag"),
        late=_("te laat"),
    ),
    model=Bench,
    stages=(Stage("promised", _("beloofd")), Stage("placed", _("geplaatst"), ended=True)),
    stage=lambda row: "placed" if row.placed_on else "promised",
    acts=(
        RecordAct("plaatsen", _("Het bankje staat er"), services.place, forms.PlaceForm, frozenset({"promised"}),
                  BENCH_WRITE, _("Opgeschreven. Iedereen leest dat het bankje er staat.")),
    ),
    making=Making(_("Beloof een bankje"), services.promise, forms.PromiseForm, BENCH_WRITE, _("Bankje beloofd.")),
    labels={"bench.promised": _("Bankje beloofd"), "bench.placed": _("Bankje geplaatst")},
    facts=lambda row: (Fact(_("Plek"), row.spot),),
    columns={"spot": lambda row: row.spot},
)  # fmt: skip
