"""Addresses of the contributions room."""

from django.urls import path

from brink.domain.contributions.views import follow

app_name = "contributions"
urlpatterns = [
    path("volg/", follow.code, name="code"),
    path("volg/pad/", follow.path, name="path"),
    path("volg/bonnetje/", follow.printed, name="slip"),
    path("volg/klopt/", follow.react, name="react"),
    path("volg/mail/", follow.contact, name="contact"),
    path("volg/bezwaar/", follow.appeal, name="appeal"),
    path("volg/naam/", follow.hide_name, name="hide_name"),
    path("volg/intrekken/", follow.withdraw, name="withdraw"),
    path("volg/klaar/", follow.stop, name="stop"),
    path("bundels/<uuid:pk>/", follow.bundle, name="bundle"),
]
