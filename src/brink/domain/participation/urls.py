"""Addresses of the kit's own pages."""

from django.urls import path

from brink.domain.participation import access_desk, access_views, desk_views, views

app_name = "participation"
urlpatterns = [
    path("processen/<slug:process>/<slug:round>/meedoen/", access_views.access, name="access"),
    path("bevestig/<str:token>/", access_views.confirm, name="confirm"),
    path("balie/rondes/<uuid:pk>/meedoen/", access_desk.admissions, name="admissions"),
    path("balie/rondes/<uuid:pk>/meedoen/<uuid:who>/telt/", access_desk.check, name="check"),
    path("balie/rondes/<uuid:pk>/meedoen/<uuid:who>/telt-niet/", access_desk.refuse, name="refuse"),
    path("balie/rondes/<uuid:pk>/uitnodigingen/<uuid:run>/", access_desk.printed, name="invitations"),
    path("balie/rondes/<uuid:pk>/uitnodigingen/<uuid:run>/uitgedeeld/", access_desk.hand_out, name="hand_out"),
    path("processen/<slug:process>/<slug:round>/ontvangen/<uuid:given>/", views.receipt, name="receipt"),
    path("balie/rondes/<uuid:pk>/aansluitingen/", desk_views.lines, name="lines"),
    path("balie/rondes/zalen/<uuid:pk>/", desk_views.hall, name="hall"),
    path("balie/rondes/aansluitingen/<uuid:pk>/", desk_views.looked_at, name="looked_at"),
]
