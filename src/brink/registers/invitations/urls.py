"""The pages of invitations that the kit does not give."""

from django.urls import path

from brink.registers.invitations import views

app_name = "invitations"
urlpatterns = [
    path("u/<slug:code>/", views.welcome, name="welcome"),
    path("balie/drukwerk/<uuid:pk>/", views.paper, name="paper"),
]
