"""The pages of promises that the kit does not give."""

from django.urls import path

from brink.domain.commitments import views
from brink.domain.commitments.permissions import COMMITMENT_WRITE
from brink.domain.people.who_may import who_may

app_name = "commitments"
urlpatterns = [
    path("toezeggingen/<slug:slug>/klopt-niet/", views.wrong, name="wrong"),
    path(
        "balie/toezeggingen/nieuw/bij-antwoord/<uuid:pk>/", who_may(COMMITMENT_WRITE)(views.with_answer),
        name="with_answer",
    ),
]  # fmt: skip
