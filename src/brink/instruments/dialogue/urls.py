"""Pages of a dialogue, below /processen/<process>/<round>/dialoog/."""

from django.urls import path

from brink.instruments.dialogue import desk_views, views

urlpatterns = [
    path("", views.start, name="start"),
    path("alles/", views.everything, name="list"),
    path("zin/", views.own, name="own"),
    path("klaar/", views.done, name="done"),
    path("kaart/", views.opinion, name="map"),
    path("tabel/", views.table, name="table"),
    path("papier/", views.sheet, name="sheet"),
    path("balie/papier/", desk_views.paper, name="desk_paper"),
    path("balie/", desk_views.statements, name="desk"),
    path("balie/antwoorden/", desk_views.answers, name="desk_answers"),
    path("balie/<uuid:pk>/", desk_views.statement, name="desk_statement"),
]
