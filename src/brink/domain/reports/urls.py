"""Addresses of reports and house rules."""

from django.urls import path

from brink.domain.reports import views

app_name = "reports"
urlpatterns = [
    path("melden/<uuid:pk>/", views.make, name="make"),
    path("melding/", views.follow, name="follow"),
    path("melding/klaar/", views.forget, name="forget"),
    path("huisregels/", views.house_rules, name="house_rules"),
    path("balie/meldingen/", views.desk, name="desk"),
    path("balie/meldingen/<uuid:pk>/", views.one, name="one"),
    path("balie/huisregels/", views.desk_house_rules, name="desk_house_rules"),
]
