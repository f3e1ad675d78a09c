"""The one page of promises that the kit does not give: "klopt niet"."""

from django.urls import path

from brink.domain.commitments import views

app_name = "commitments"
urlpatterns = [path("toezeggingen/<slug:slug>/klopt-niet/", views.wrong, name="wrong")]
