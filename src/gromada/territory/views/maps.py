"""A map as a picture of its own, kept by the browser for ever: its address says everything that is on it."""

import base64
import functools
import hashlib
from html import escape

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import condition, require_safe

from gromada.core import charts
from gromada.core.text import _
from gromada.territory import queries
from gromada.territory.queries import Outdated, UnreadableMap

# The sheet inside the picture is ours to the letter: its hash lets it through, so that opened alone it is painted too.
_SHEET = base64.b64encode(hashlib.sha256(charts.STYLE.encode()).digest()).decode()
POLICY = f"default-src 'none'; style-src 'sha256-{_SHEET}'; frame-ancestors 'none'"
FOREVER = "private, max-age=31536000, immutable"


def _mark(request: HttpRequest, **address: str) -> str:  # noqa: ARG001 - Django's signature
    told = f"{charts.STYLE}{sorted(address.items())}".encode()
    return f'"{hashlib.blake2s(told, digest_size=12).hexdigest()}"'


def _keeping_its_policy(view):
    """A 304 renews the headers of the picture the browser holds: without its own policy the sheet in it would be refused."""

    @functools.wraps(view)
    def answer(request: HttpRequest, **address: str) -> HttpResponse:
        response = view(request, **address)
        response.headers.setdefault("Content-Security-Policy", POLICY)
        return response

    return answer


@require_safe
@_keeping_its_policy
@condition(etag_func=_mark)
def map_image(request: HttpRequest, level: str, within: str, packed: str) -> HttpResponse:  # noqa: ARG001 - Django's signature
    """The picture; 404 for an address nobody made, 410 and a word when the register or the borders have changed since."""
    try:
        picture = queries.map_picture(level, within, packed)
    except UnreadableMap as error:
        raise Http404 from error
    except Outdated:
        return _answer(_outdated(), status=410, kept="no-store")
    return _answer(picture)


def _answer(picture: str, *, status: int = 200, kept: str = FOREVER) -> HttpResponse:
    headers = {"Cache-Control": kept, "Content-Security-Policy": POLICY}
    return HttpResponse(picture, content_type="image/svg+xml", status=status, headers=headers)


def _outdated() -> str:
    words = escape(str(_("The register has changed. Reload the page to see the map.")))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="640" height="80" viewBox="0 0 640 80" role="img">'
        f'<title>{words}</title><style>{charts.STYLE}</style><text x="0" y="44">{words}</text></svg>'
    )
