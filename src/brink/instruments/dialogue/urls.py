"""Pages of a dialogue, below /processen/<process>/<round>/dialoog/."""

from django.urls import path

from brink.domain.contributions.permissions import CONTRIBUTION_ENTER, LANDING_WRITE
from brink.domain.people.who_may import who_may
from brink.domain.processes.permissions import PROCESS_WRITE
from brink.instruments.dialogue import desk_views, views

urlpatterns = [
    path("", views.start, name="start"),
    path("alles/", views.everything, name="list"),
    path("zin/", views.own, name="own"),
    path("klaar/", views.done, name="done"),
    path("kaart/", views.opinion, name="map"),
    path("tabel/", views.table, name="table"),
    path("papier/", views.sheet, name="sheet"),
    path("balie/papier/", who_may(CONTRIBUTION_ENTER)(desk_views.paper), name="desk_paper"),
    path("balie/", who_may(PROCESS_WRITE)(desk_views.statements), name="desk"),
    path("balie/antwoorden/", who_may(LANDING_WRITE)(desk_views.answers), name="desk_answers"),
    path("balie/<uuid:pk>/", who_may(PROCESS_WRITE)(desk_views.statement), name="desk_statement"),
]
