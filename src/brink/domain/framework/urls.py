"""Addresses of the kader."""

from django.urls import path

from brink.domain.framework import desk_views, views

app_name = "framework"
urlpatterns = [
    path("balie/kader/", desk_views.adoptions, name="adoptions"),
    path("kader/", views.index, name="index"),
    path("kader/versies/", views.versions, name="versions"),
    path("kader/<slug:body>/<slug:slug>/<str:version>/", views.show, name="show"),
    path("kader/<slug:body>/<slug:slug>/<str:version>/<slug:key>/", views.phase, name="phase"),
]
