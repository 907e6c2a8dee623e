"""Ideas and needs that residents send in: read, shown, made a need of the strategy."""

from datetime import date, datetime

from django.db.models import Max

from gromada.core import audit, workflow
from gromada.core.permissions import Actor, Refusal, require
from gromada.core.text import _
from gromada.core.workflow import action
from gromada.programmes.models import Participation, ServiceGroup
from gromada.strategies import permissions  # noqa: F401 - registers the deeds
from gromada.strategies.actions.consulting import mail_address
from gromada.strategies.actions.needs import add_need
from gromada.strategies.models import Idea, Need, Strategy
from gromada.strategies.queries.of_consultations import check_address
from gromada.strategies.rules import commenting
from gromada.strategies.states import IdeaState
from gromada.surveys import actions as surveys


@action
def give_idea(  # noqa: PLR0913 - what a resident sends
    *,
    participation: Participation,
    text: str,
    key: str,
    address: str,
    name: str = "",
    email: str = "",
    by: Actor,
    on: date,
    moment: datetime,
) -> Idea:
    """Take an idea or a need from a resident; it waits to be read by the gmina. The same `key` twice is one idea."""
    participation = Participation.objects.select_for_update().get(pk=participation.pk)
    kept = participation.ideas.filter(key=key).first()
    if kept:
        return kept
    check_address(address, moment)
    number = (participation.ideas.aggregate(last=Max("number"))["last"] or 0) + 1
    row = Idea.objects.create(
        participation=participation,
        number=number,
        text=commenting.plain(text),
        name=commenting.plain(name, longest=commenting.LONGEST_NAME, field="name"),
        email=mail_address(email),
        given_on=on,
        key=key,
        state=IdeaState.WAITING,
        state_since=on,
    )
    surveys.note_try(address=f"strategies:{address}", by=by, moment=moment)
    audit.record(by=by, deed="strategies.send_idea", obj=row, on=on, new=row.state)
    return row


@action
def publish_idea(*, idea: Idea, by: Actor, on: date) -> Idea:
    """Show an idea to everybody."""
    require(by, "strategies.publish_idea", idea)
    workflow.move(idea, to=IdeaState.PUBLISHED, by=by, on=on)
    return idea


@action
def refuse_idea(*, idea: Idea, reason: str, by: Actor, on: date) -> Idea:
    """Not show an idea, with the reason."""
    require(by, "strategies.refuse_idea", idea)
    idea.reason = commenting.check_reason(reason)
    idea.save(update_fields=["reason"])
    workflow.move(idea, to=IdeaState.REFUSED, by=by, on=on)
    return idea


@action
def take_idea(  # noqa: PLR0913 - a need is this much
    *, idea: Idea, strategy: Strategy, text: str, group: ServiceGroup | None = None, by: Actor, on: date
) -> Need:
    """Make a need of an idea: the need names where it came from, the idea what became of it (R43, R45)."""
    require(by, "strategies.take_idea", idea)
    if strategy.participation_id != idea.participation_id:
        raise Refusal(_("This idea is for another gmina's strategy."))
    origin = _("Idea no. %(number)d of a resident, %(day)s") % {
        "number": idea.number,
        "day": idea.given_on.strftime("%d.%m.%Y"),
    }
    need = add_need(strategy=strategy, text=text, group=group, evidence=str(origin), by=by, on=on)
    idea.need = need
    idea.save(update_fields=["need"])
    workflow.move(idea, to=IdeaState.TAKEN, by=by, on=on, why=need.code)
    return need
