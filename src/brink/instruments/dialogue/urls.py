"""Pages of a dialogue, below /processen/<process>/<round>/dialoog/."""

from django.urls import path

from brink.instruments.dialogue import views

urlpatterns = [
    path("", views.start, name="start"),
    path("alles/", views.everything, name="list"),
    path("zin/", views.own, name="own"),
    path("klaar/", views.done, name="done"),
    path("kaart/", views.opinion, name="map"),
    path("tabel/", views.table, name="table"),
]
