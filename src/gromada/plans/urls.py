"""Routes of the room."""

from django.urls import path

from gromada.plans import views

app_name = "plans"
urlpatterns = [
    path("gminas/<int:participation_pk>/plans/", views.plans, name="plans"),
    path("gminas/<int:participation_pk>/services/", views.services, name="services"),
    path("plans/queue/", views.queue, name="queue"),
    path("plans/<int:pk>/", views.plan, name="plan"),
    path("plans/<int:pk>/submit/", views.submit, name="submit"),
    path("plans/<int:pk>/return/", views.give_back, name="return"),
    path("plans/<int:pk>/accept/", views.accept, name="accept"),
    path("plans/<int:pk>/plan.xlsx", views.plan_xlsx, name="plan_xlsx"),
    path("plans/<int:pk>/sheet/", views.sheet, name="sheet"),
    path("plans/<int:pk>/answers/<slug:rule>/<int:number>/", views.answer_finding, name="answer"),
    path("plans/<int:pk>/check/<int:number>/", views.check_typed, name="check"),
    path("plans/<int:pk>/restore/", views.restore_line, name="restore_line"),
    path("plans/<int:pk>/lines/add/", views.add_line, name="add_line"),
    path("plan-lines/<int:pk>/", views.change_line, name="line"),
    path("plan-lines/<int:pk>/remove/", views.remove_line, name="remove_line"),
    path("services/<int:pk>/", views.service, name="service"),
    path("services/<int:pk>/cancel/", views.cancel_service, name="cancel_service"),
]
