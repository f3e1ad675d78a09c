"""Addresses of notifications."""

from django.urls import path

from brink.domain.notifications import views

app_name = "notifications"
urlpatterns = [
    path("volg/geen-mail/<str:token>/", views.stop, name="stop"),
    path("balie/mail/", views.digest, name="digest"),
]
