"""Addresses of statements."""

from django.urls import path

from brink.domain.statements import views

app_name = "statements"
urlpatterns = [
    path("toegankelijkheid/", views.accessibility, name="accessibility"),
    path("privacy/", views.privacy, name="privacy"),
    path("cookies/", views.cookies, name="cookies"),
    path("colofon/", views.colophon, name="colophon"),
    path("balie/organisatie/verklaringen/", views.desk, name="desk"),
]
