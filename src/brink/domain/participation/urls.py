"""Address of the kit's own page."""

from django.urls import path

from brink.domain.participation import views

app_name = "participation"
urlpatterns = [
    path("processen/<slug:process>/<slug:round>/ontvangen/<uuid:given>/", views.receipt, name="receipt"),
]
