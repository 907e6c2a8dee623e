"""Every route of Gromada. Who may reach each stands in tests/house/access.py."""

from django.urls import include, path

ROOMS = [
    "core",
    "territory",
    "accounts",
    "surveys",
    "programmes",
    "strategies",
    "plans",
    "contracts",
    "participants",
    "delivery",
    "finance",
    "reports",
    "desk",
    "portal",
]

urlpatterns = [
    path("i18n/", include("django.conf.urls.i18n")),
    *[path("", include(f"gromada.{room}.urls")) for room in ROOMS],
]
