"""What stands between a public form and a program that fills forms in: a stamp with an hour, a field nobody sees.

How much comes from one address is counted below, with the surveys (`surveys.queries`), and refused by the actions.
"""

import secrets

from django.core import signing
from django.http import HttpRequest

from gromada.core import clock
from gromada.core.permissions import Refusal
from gromada.core.text import _
from gromada.strategies.rules.commenting import LEAST_SECONDS

DAY = 86_400
TRAP = "website"
SALT = "gromada.strategies.gate"


def stamp(purpose: str) -> str:
    """A signed word for a form: a key of its own, so that a form sent twice counts once, and when it was opened."""
    return signing.dumps([secrets.token_hex(16), clock.now().timestamp()], salt=f"{SALT}:{purpose}")


def passed(request: HttpRequest, purpose: str) -> str:
    """The key of the form that came back; Refusal, in words for a person, for one that no person sent."""
    if request.POST.get(TRAP):
        raise Refusal(_("One field on this page was to stay empty. Send the page once more, please."))
    try:
        key, began = signing.loads(request.POST.get("stamp", ""), salt=f"{SALT}:{purpose}", max_age=DAY)
    except (signing.BadSignature, TypeError, ValueError):
        raise Refusal(_("The page was open for too long. Your words are below; send them once more.")) from None
    if clock.now().timestamp() - began < LEAST_SECONDS:
        raise Refusal(_("That was faster than anybody writes. Look through it and send it once more."))
    return key
