"""Addresses of the desk pages about people and teams."""

from django.urls import path

from brink.domain.people import (
    absence_views,
    area_views,
    body_views,
    council_views,
    group_views,
    member_views,
    mine_views,
    roles_page,
    team_views,
    views,
)

app_name = "people"
urlpatterns = [
    path("overheden/<slug:body>/raden/<slug:organ>/", council_views.council, name="council"),
    path("overheden/<slug:body>/fracties/<slug:slug>/", council_views.group, name="council_group"),
    path("overheden/<slug:body>/mensen/<slug:slug>/", council_views.person, name="person"),
    path("mijn/", mine_views.mine, name="mine"),
    path("mijn/onderwerpen/", mine_views.topics, name="topics"),
    path("balie/mensen/", views.staff, name="staff"),
    path("balie/mensen/rollen/", roles_page.roles, name="roles"),
    path("balie/organisatie/", body_views.body_page, name="body"),
    path("balie/organisatie/gegevens/", body_views.facts, name="facts"),
    path("balie/organisatie/organen/", body_views.organs, name="organs"),
    path("balie/organisatie/organen/<uuid:pk>/", body_views.organ, name="organ"),
    path("balie/organisatie/organen/<uuid:pk>/weg/", body_views.drop_organ, name="organ_drop"),
    path("balie/organisatie/leden/", member_views.members, name="members"),
    path("balie/organisatie/leden/<uuid:pk>/", member_views.seat, name="seat"),
    path("balie/organisatie/fracties/", group_views.groups, name="groups"),
    path("balie/organisatie/fracties/<uuid:pk>/", group_views.group, name="group"),
    path("balie/organisatie/fracties/<uuid:pk>/weg/", group_views.drop_group, name="group_drop"),
    path("balie/organisatie/gebieden/", area_views.areas, name="areas"),
    path("balie/organisatie/gebieden/<slug:slug>/", area_views.area, name="area"),
    path("balie/organisatie/gebieden/<slug:slug>/weg/", area_views.drop_area, name="area_drop"),
    path("balie/organisatie/overheden/", body_views.governments, name="governments"),
    path("balie/organisatie/overheden/<slug:slug>/", body_views.government, name="government"),
    path("balie/afwezig/", absence_views.absences, name="absences"),
    path("balie/afwezig/<uuid:pk>/weg/", absence_views.remove, name="remove_absence"),
    path("balie/teams/", team_views.teams, name="teams"),
    path("balie/teams/<uuid:pk>/", team_views.team, name="team"),
]
