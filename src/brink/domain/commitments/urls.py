"""The pages of promises that the kit does not give."""

from django.urls import path

from brink.domain.commitments import views

app_name = "commitments"
urlpatterns = [
    path("toezeggingen/<slug:slug>/klopt-niet/", views.wrong, name="wrong"),
    path("balie/toezeggingen/nieuw/bij-antwoord/<uuid:pk>/", views.with_answer, name="with_answer"),
]
