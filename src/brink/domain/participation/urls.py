"""Addresses of the kit's own pages."""

from django.urls import path

from brink.domain.contributions.permissions import CONTRIBUTION_ENTER
from brink.domain.participation import (
    access_desk,
    access_views,
    desk_views,
    hall_desk,
    hall_views,
    paper_desk,
    paper_pages,
    views,
)
from brink.domain.people.who_may import who_may

app_name = "participation"
_entering = who_may(CONTRIBUTION_ENTER)
urlpatterns = [
    path("processen/<slug:process>/<slug:round>/meedoen/", access_views.access, name="access"),
    path("bevestig/<str:token>/", access_views.confirm, name="confirm"),
    path("balie/rondes/<uuid:pk>/meedoen/", access_desk.admissions, name="admissions"),
    path("balie/rondes/<uuid:pk>/meedoen/<uuid:who>/telt/", access_desk.check, name="check"),
    path("balie/rondes/<uuid:pk>/meedoen/<uuid:who>/telt-niet/", access_desk.refuse, name="refuse"),
    path("balie/rondes/<uuid:pk>/uitnodigingen/<uuid:run>/", access_desk.printed, name="invitations"),
    path("balie/rondes/<uuid:pk>/uitnodigingen/<uuid:run>/uitgedeeld/", access_desk.hand_out, name="hand_out"),
    path("processen/<slug:process>/<slug:round>/ontvangen/<uuid:given>/", views.receipt, name="receipt"),
    path("processen/<slug:process>/<slug:round>/papier/", paper_pages.paper, name="paper"),
    path("balie/rondes/<uuid:pk>/formulieren/", _entering(paper_desk.sheets), name="sheets"),
    path("balie/rondes/<uuid:pk>/formulieren/telt-niet/", paper_desk.refused, name="sheet_refused"),
    path("balie/rondes/<uuid:pk>/formulieren/bestand/", _entering(paper_desk.from_file), name="sheets_file"),
    path("balie/rondes/<uuid:pk>/formulieren/bestand/leeg.csv", paper_desk.empty, name="sheets_empty"),
    path("balie/inbreng/<uuid:pk>/verbeteren/", _entering(paper_desk.correct), name="correct"),
    path("balie/rondes/<uuid:pk>/aansluitingen/", desk_views.lines, name="lines"),
    path("balie/rondes/zalen/<uuid:pk>/", desk_views.hall, name="hall"),
    path("balie/rondes/zalen/<uuid:pk>/bord/", hall_desk.host, name="hall_host"),
    path("balie/rondes/zalen/<uuid:pk>/sluit/<uuid:question>/", hall_desk.close, name="hall_close_question"),
    path("zaal/", hall_views.door, name="hall_door"),
    path("zaal/<slug:code>/", hall_views.by_code, name="hall_by_code"),
    path("processen/<slug:process>/<slug:round>/zaal/<slug:code>/", hall_views.phone, name="hall_phone"),
    path("processen/<slug:process>/<slug:round>/zaal/<slug:code>/scherm/", hall_views.screen, name="hall_screen"),
    path("balie/rondes/aansluitingen/<uuid:pk>/", desk_views.looked_at, name="looked_at"),
]
