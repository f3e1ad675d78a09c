"""Addresses of the desk pages about people and teams."""

from django.urls import path

from brink.domain.people import absence_views, team_views, views

app_name = "people"
urlpatterns = [
    path("balie/mensen/", views.staff, name="staff"),
    path("balie/afwezig/", absence_views.absences, name="absences"),
    path("balie/afwezig/<uuid:pk>/weg/", absence_views.remove, name="remove_absence"),
    path("balie/teams/", team_views.teams, name="teams"),
    path("balie/teams/<uuid:pk>/", team_views.team, name="team"),
]
