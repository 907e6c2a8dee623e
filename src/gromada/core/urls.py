"""Routes of the room."""

from django.urls import path

from gromada.core import views

app_name = "core"
urlpatterns = [
    path("health/", views.health, name="health"),
    path("patterns/", views.patterns, name="patterns"),
    path("imports/", views.imports, name="imports"),
    path("imports/new/<slug:kind>/", views.new_import, name="new_import"),
    path("imports/<int:pk>/", views.import_run, name="import_run"),
    path("imports/<int:pk>/answers/", views.answer_questions, name="answer_questions"),
    path("imports/<int:pk>/apply/", views.apply_import, name="apply_import"),
    path("imports/<int:pk>/undo/", views.undo_import, name="undo_import"),
]
