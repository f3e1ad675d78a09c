"""Pages of the open door."""

from django.urls import path

from brink.registers.inbox import views

app_name = "inbox"
urlpatterns = [
    path("vragen/", views.index, name="index"),
    path("vragen/<slug:body>/", views.door, name="door"),
    path("balie/vragen/", views.desk, name="desk"),
]
