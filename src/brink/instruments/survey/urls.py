"""Pages of a survey, below /processen/<process>/<round>/vragenlijst/."""

from django.urls import path

from brink.domain.contributions.permissions import LANDING_WRITE
from brink.domain.people.who_may import who_may
from brink.domain.processes.permissions import PROCESS_WRITE
from brink.instruments.survey import afterwards_views, desk_views, views

_DESK = who_may(PROCESS_WRITE)

urlpatterns = [
    path("", views.start, name="start"),
    path("pagina/<int:number>/", views.questions, name="questions"),
    path("nakijken/", views.check, name="check"),
    path("weg/", views.away, name="away"),
    path("uitkomst/", views.results, name="results"),
    path("codeboek/", views.book, name="codebook"),
    path("balie/", desk_views.questions, name="desk"),
    path("balie/vraag/", _DESK(desk_views.new), name="new"),
    path("balie/vraag/<slug:key>/", _DESK(desk_views.question), name="question"),
    path("balie/vraag/<slug:key>/doe/", desk_views.change, name="change"),
    path("balie/voorbeeld/", desk_views.preview, name="preview"),
    path("balie/inlezen/", _DESK(desk_views.import_form), name="import"),
    path("balie/xlsform/", desk_views.export_form, name="export"),
    path("balie/woorden/", afterwards_views.words, name="words"),
    path("balie/woorden/<slug:key>/", who_may(LANDING_WRITE)(afterwards_views.words_of), name="words_of"),
    path("balie/wegen/", _DESK(afterwards_views.weighting), name="weighting"),
    path("balie/verantwoording/", _DESK(afterwards_views.account), name="account"),
    path("balie/plaatsen/", afterwards_views.publish, name="publish"),
]
