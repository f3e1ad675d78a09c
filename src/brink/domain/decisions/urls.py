"""Addresses of decisions."""

from django.urls import path

from brink.domain.decisions import (
    correction_views,
    delegation_views,
    involvement_views,
    list_views,
    position_views,
    signpost_views,
    speaking_views,
    theme_views,
    views,
)
from brink.domain.decisions.permissions import DECISION_WRITE
from brink.domain.people.who_may import who_may

app_name = "decisions"
urlpatterns = [
    path("besluiten/", views.index, name="index"),
    path("besluiten/<slug:slug>/", views.detail, name="detail"),
    path("besluiten/<slug:slug>/wegwijzer/", signpost_views.signpost, name="signpost"),
    path("besluitenlijst/", list_views.lists, name="lists"),
    path("besluitenlijst/<slug:body>/<slug:organ>/<str:day>/", list_views.one_list, name="one_list"),
    path("balie/besluiten/", views.desk_index, name="desk_index"),
    path("balie/besluiten/nieuw/<slug:process>/", who_may(DECISION_WRITE)(views.start), name="start"),
    path("balie/besluiten/toezegging/<uuid:pk>/", views.commitment, name="commitment"),
    path("balie/besluiten/<slug:slug>/", views.desk, name="desk"),
    path("balie/organisatie/mandaat/", delegation_views.kinds, name="kinds"),
    path("balie/organisatie/mandaat/<uuid:pk>/", delegation_views.kind, name="kind"),
    path("balie/organisatie/mandaat/<uuid:pk>/weg/", delegation_views.drop_kind, name="drop_kind"),
    path("balie/processen/<slug:slug>/bestuurders/", involvement_views.involvements, name="involvements"),
    path("balie/bestuurders/<uuid:pk>/", involvement_views.attendance, name="attendance"),
    path("balie/bestuurders/<uuid:pk>/weg/", involvement_views.drop, name="drop_involvement"),
    path("mijn/themas/<uuid:pk>/", theme_views.own_themes, name="own_themes"),
    path("balie/organisatie/fracties/<uuid:pk>/themas/", theme_views.group_themes, name="group_themes"),
    path("mijn/standpunten/<slug:slug>/", position_views.position, name="position"),
    path("mijn/standpunten/<slug:slug>/fractie/", position_views.of_group, name="group_position"),
    path("mijn/besluiten/<uuid:pk>/", speaking_views.own_words, name="own_words"),
    path("balie/besluiten/<slug:slug>/fracties/<uuid:pk>/", speaking_views.group, name="group"),
    path("balie/besluiten/<slug:slug>/fracties/<uuid:pk>/vraag/", speaking_views.ask_group, name="ask_group"),
    path("balie/besluiten/<slug:slug>/weg/", views.discard, name="discard"),
    path("balie/besluiten/<slug:slug>/publiceer/", views.publish, name="publish"),
    path("balie/besluiten/<slug:slug>/verbeteren/", who_may(DECISION_WRITE)(correction_views.correct), name="correct"),
    path(
        "balie/besluiten/<slug:slug>/verbeteren/op-de-site/",
        correction_views.publish_correction,
        name="publish_correction",
    ),
    path("balie/besluiten/<slug:slug>/verbeteren/weg/", correction_views.drop_correction, name="drop_correction"),
]
