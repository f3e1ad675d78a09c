"""Addresses of the desk page about people."""

from django.urls import path

from brink.domain.people import views

app_name = "people"
urlpatterns = [path("balie/mensen/", views.staff, name="staff")]
