"""Addresses of reports and house rules."""

from django.urls import path

from brink.domain.people.who_may import who_may
from brink.domain.reports import views
from brink.domain.reports.permissions import HOUSE_RULES_WRITE, REPORT_ANSWER

app_name = "reports"
urlpatterns = [
    path("melden/<uuid:pk>/", views.make, name="make"),
    path("melding/", views.follow, name="follow"),
    path("melding/klaar/", views.forget, name="forget"),
    path("huisregels/", views.house_rules, name="house_rules"),
    path("balie/meldingen/", views.desk, name="desk"),
    path("balie/meldingen/<uuid:pk>/", who_may(REPORT_ANSWER)(views.one), name="one"),
    path("balie/huisregels/", who_may(HOUSE_RULES_WRITE)(views.desk_house_rules), name="desk_house_rules"),
]
