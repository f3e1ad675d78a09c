"""Addresses of following."""

from django.urls import path

from brink.domain.following import views

app_name = "following"
urlpatterns = [
    path("op-de-hoogte/ja/<str:token>/", views.confirm, name="confirm"),
    path("op-de-hoogte/stop/<str:token>/", views.stop, name="stop"),
    path("op-de-hoogte/<slug:kind>/<slug:slug>/", views.ask, name="ask"),
    path("op-de-hoogte/<slug:kind>/<slug:slug>/nieuws.atom", views.feed, name="feed"),
]
