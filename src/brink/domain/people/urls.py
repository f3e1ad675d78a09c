"""Addresses of the desk pages about people and teams."""

from django.urls import path

from brink.domain.people import team_views, views

app_name = "people"
urlpatterns = [
    path("balie/mensen/", views.staff, name="staff"),
    path("balie/teams/", team_views.teams, name="teams"),
    path("balie/teams/<uuid:pk>/", team_views.team, name="team"),
]
