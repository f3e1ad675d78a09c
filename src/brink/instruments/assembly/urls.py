"""The pages of one assembly: for everybody, and at the desk; and at the desk what waits over all of them."""

from collections.abc import Sequence

from django.urls import URLPattern, path

from brink.domain.contributions.permissions import CONTRIBUTION_ENTER
from brink.domain.people.who_may import who_may
from brink.instruments.assembly.permissions import ASSEMBLY_DRAW, ASSEMBLY_WRITE
from brink.instruments.assembly.views import advice, desk, draw, group, preparing, public

app_name = "assemblies"
urlpatterns = [path("balie/burgerberaden/", desk.waiting, name="desk")]


def round_urls() -> Sequence[URLPattern]:
    """Return them, without the part that the registry puts before."""
    writes, draws = who_may(ASSEMBLY_WRITE), who_may(ASSEMBLY_DRAW)
    return (
        path("", public.start, name="start"),
        path("aanmelden/", public.sign_up, name="signup"),
        path("loting/", public.draw, name="draw"),
        path("loting/dossier.zip", public.record, name="record"),
        path("loting/quota.csv", public.categories, name="categories"),
        path("advies/", public.advice, name="advice"),
        path("balie/", desk.overview, name="desk"),
        path("balie/opdracht/", writes(preparing.commission), name="desk_commission"),
        path("balie/opdracht/<uuid:pk>/weg/", preparing.drop, name="desk_commission_drop"),
        path("balie/quota/", writes(preparing.targets), name="desk_targets"),
        path("balie/brieven/", writes(preparing.letters), name="desk_letters"),
        path("balie/brieven/<uuid:pk>/", writes(preparing.posted), name="desk_wave"),
        path("balie/brieven/<uuid:pk>/codes.csv", preparing.codes, name="desk_codes"),
        path("balie/brieven/<uuid:pk>/print/", writes(preparing.printed), name="desk_print"),
        path("balie/telefoon/", who_may(CONTRIBUTION_ENTER)(desk.phone), name="phone"),
        path("balie/loting/", draws(draw.draw), name="desk_draw"),
        path("balie/groep/", writes(group.panel), name="desk_panel"),
        path("balie/groep/<uuid:pk>/", writes(group.seat), name="desk_seat"),
        path("balie/groep/bericht/", writes(group.undrawn), name="desk_undrawn"),
        path("balie/groep/vergoeding.csv", group.allowance, name="desk_allowance"),
        path("balie/zittingen/", writes(group.sittings), name="desk_sittings"),
        path("balie/zittingen/<uuid:pk>/", writes(group.sitting), name="desk_sitting"),
        path("balie/zittingen/<uuid:pk>/tafels/", writes(group.tables), name="desk_tables"),
        path("balie/zittingen/<uuid:pk>/deskundige/<uuid:expert>/weg/", group.drop_expert, name="desk_expert_drop"),
        path("balie/advies/", advice.overview, name="desk_advice"),
        path("balie/advies/<uuid:pk>/", writes(advice.change), name="desk_recommendation"),
        path("balie/advies/<uuid:pk>/antwoord/<uuid:commission>/", advice.reply, name="desk_reply"),
    )  # fmt: skip
