"""Addresses of reach: below those of the code, so that the browser sends the code along."""

from django.urls import path

from brink.domain.reach import views

app_name = "reach"
urlpatterns = [
    path("volg/over-u/", views.about, name="about"),
    path("volg/over-u/weg/", views.back, name="back"),
]
