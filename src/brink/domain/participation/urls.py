"""Addresses of the kit's own pages."""

from django.urls import path

from brink.domain.participation import desk_views, views

app_name = "participation"
urlpatterns = [
    path("processen/<slug:process>/<slug:round>/ontvangen/<uuid:given>/", views.receipt, name="receipt"),
    path("balie/rondes/<uuid:pk>/aansluitingen/", desk_views.lines, name="lines"),
    path("balie/rondes/zalen/<uuid:pk>/", desk_views.hall, name="hall"),
    path("balie/rondes/aansluitingen/<uuid:pk>/", desk_views.looked_at, name="looked_at"),
]
