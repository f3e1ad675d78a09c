"""Addresses of petitions outside a round: handing in, and the desk. Those of one petition hang below its round."""

from django.urls import path

from brink.instruments.petition.views import desk, proposals

app_name = "petitions"
urlpatterns = [
    path("voorstellen/", proposals.index, name="index"),
    path("volg/voorstel/", proposals.mend, name="mend"),
    path("voorstellen/<slug:body>/", proposals.of_body, name="body"),
    path("voorstellen/<slug:body>/nieuw/", proposals.hand_in, name="hand_in"),
    path("balie/voorstellen/", desk.desk, name="desk"),
    path("balie/voorstellen/regels/", desk.rules, name="rules"),
    path("balie/voorstellen/<uuid:pk>/", desk.proposal, name="proposal"),
    path("balie/voorstellen/<uuid:pk>/open/", desk.proposal, {"which": "accept"}, name="accept"),
    path("balie/voorstellen/<uuid:pk>/anders/", desk.proposal, {"which": "mend"}, name="ask_mend"),
    path("balie/voorstellen/<uuid:pk>/nee/", desk.proposal, {"which": "refuse"}, name="refuse"),
]
