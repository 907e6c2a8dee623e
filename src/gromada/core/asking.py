"""Between a page and an action: a refusal becomes the form's own error or a message, never a traceback."""

from collections.abc import Callable

from django.conf import settings
from django.contrib import messages
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from gromada.core.permissions import NotAllowed, Refusal
from gromada.core.text import _

LONGEST_ADDRESS = 45  # an IPv6 address that holds an IPv4 one
TAKEN = _("This was saved in the meantime by somebody else, or it is already here. Reload the page and look again.")


def address_of(request: HttpRequest) -> str:
    """Whose attempts are counted. Behind our own proxy it is the address the proxy added last; what stands before it, anybody
    can write."""
    handed_on = request.META.get("HTTP_X_FORWARDED_FOR", "") if settings.SECURE_PROXY_SSL_HEADER else ""
    return (handed_on.rpartition(",")[2].strip() or request.META.get("REMOTE_ADDR", ""))[:LONGEST_ADDRESS]


def attempt(form, action: Callable, **arguments) -> bool:
    """Do the action; a Refusal or a constraint that another writer won becomes an error of the form. True when done.

    What the action returned is kept as `form.done`.
    """
    try:
        form.done = action(**arguments)
    except NotAllowed:
        raise
    except Refusal as refusal:
        field = getattr(refusal, "field", "")
        form.add_error(field if field in form.fields else None, str(refusal))
        return False
    except IntegrityError:
        form.add_error(None, str(TAKEN))
        return False
    return True


def answer(request: HttpRequest, action: Callable, *, done, to: str, **arguments) -> HttpResponse:
    """Do a deed that has no form; say what was done, or why not, on the page it leads to."""
    try:
        action(**arguments)
    except NotAllowed:
        raise
    except Refusal as refusal:
        messages.error(request, str(refusal))
    except IntegrityError:
        messages.error(request, str(TAKEN))
    else:
        messages.success(request, str(done))
    return redirect(to)


class RefusalsAsPages:
    """Middleware: a refusal that no form took becomes a page with its sentence (409), never a traceback."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_exception(self, request, exception):
        if isinstance(exception, Refusal) and not isinstance(exception, NotAllowed):
            return render(request, "core/refused.html", {"refusal": exception}, status=409)
        return None
