"""The project's routes and one more: a view that does nothing, behind everything that stands before every view."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.urls import include, path


@login_not_required
def empty(request):
    return HttpResponse("")


urlpatterns = [path("empty/", empty), path("", include("gromada.project.urls"))]
