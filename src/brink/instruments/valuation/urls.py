"""Pages of a round."""

from django.urls import path

from brink.domain.contributions.permissions import CONTRIBUTION_ENTER, LANDING_WRITE
from brink.domain.people.who_may import who_may
from brink.domain.processes.permissions import PROCESS_WRITE
from brink.instruments.valuation import answer_views, desk_views, views

urlpatterns = (
    path("", views.start, name="start"),
    path("uitkomst/", views.result, name="result"),
    path("codeboek/", views.book, name="codebook"),
    path("balie/", who_may(PROCESS_WRITE)(desk_views.options), name="desk"),
    path("balie/tabel/", who_may(PROCESS_WRITE)(desk_views.file), name="desk_file"),
    path("balie/telefoon/", who_may(CONTRIBUTION_ENTER)(desk_views.phone), name="phone"),
    path("balie/antwoorden/", who_may(LANDING_WRITE)(answer_views.answers), name="answers"),
    path("balie/antwoorden/<int:number>/", who_may(LANDING_WRITE)(answer_views.answer), name="answer"),
    path("balie/opties/<int:number>/", who_may(PROCESS_WRITE)(desk_views.option), name="desk_option"),
    path("balie/opties/<int:number>/weg/", who_may(PROCESS_WRITE)(desk_views.remove), name="desk_remove"),
)
