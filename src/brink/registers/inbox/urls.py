"""Pages of the open door."""

from django.urls import path

from brink.registers.inbox import talk_views, views

app_name = "inbox"
urlpatterns = [
    path("vragen/", views.index, name="index"),
    path("vragen/<slug:body>/", views.door, name="door"),
    path("vragen/<slug:body>/gesprek/<slug:person>/", talk_views.ask, name="talk"),
    path("mijn/gesprekken/<uuid:pk>/", talk_views.reply, name="reply"),
    path("balie/vragen/", views.desk, name="desk"),
]
