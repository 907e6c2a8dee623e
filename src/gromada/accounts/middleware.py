"""Who acts in a request: the person signed in, in the grant they chose; and on which day, in a demo home."""

from datetime import date

from django.conf import settings
from django.utils import translation

from gromada.accounts import queries
from gromada.accounts.states import GRANT, SHOW_DAY
from gromada.core import clock
from gromada.core.permissions import PUBLIC


def actor_of_request(get_response):
    """Set `request.actor` and `request.grants` (in force today) and let the show day of a demo home hold."""

    def middleware(request):
        with clock.showing(_show_day(request)):
            request.grants = queries.grants_of(request.user, clock.today()) if request.user.is_authenticated else []
            request.grant = _chosen(request)
            request.actor = queries.actor_of(request.grant) if request.grant else PUBLIC
            if request.user.is_authenticated and not request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME):
                translation.activate(request.user.language)
                request.LANGUAGE_CODE = translation.get_language()
            return get_response(request)

    return middleware


def _show_day(request) -> date | None:
    day = request.session.get(SHOW_DAY) if settings.IS_DEMO else None
    return date.fromisoformat(day) if day else None


def _chosen(request):
    """The grant chosen in the header, else the oldest: one that ended is never acted in."""
    wanted = request.session.get(GRANT)
    oldest = request.grants[0] if request.grants else None
    return next((grant for grant in request.grants if grant.pk == wanted), oldest)
