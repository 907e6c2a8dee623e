"""Ways to work with residents in each of its states, through real actions."""

from datetime import UTC, date, datetime, timedelta

from gromada.core.permissions import PUBLIC
from gromada.strategies import actions
from gromada.strategies.models import VoteOption
from tests.strategies.walk import actor

OPENS, ENDS, AFTER = date(2008, 6, 2), date(2008, 6, 30), date(2008, 7, 2)
DURING = date(2008, 6, 10)
MOMENT = datetime(2008, 6, 10, 12, tzinfo=UTC)
DRAFT = "# Diagnoza\n\nStarsi mieszkańcy są samotni.\n\n# Cele\n\nOtworzymy świetlicę."


def event(strategy, on=date(2008, 4, 8), **card):
    facts = {"kind": "workshop", "title": "Czego potrzebujemy", "held_on": on, "place": "Świetlica w Bierzwniku"} | card
    return actions.add_event(strategy=strategy, by=actor("coordinator", strategy.participation), on=on, **facts)


def planned(strategy, text=DRAFT, **card):
    facts = {"title": "Projekt strategii", "opens_on": OPENS, "ends_on": ENDS, "text": text} | card
    return actions.plan_consultation(
        strategy=strategy, by=actor("coordinator", strategy.participation), on=date(2008, 5, 20), **facts
    )


def opened(strategy, **card):
    row = planned(strategy, **card)
    return actions.open_consultation(consultation=row, by=actor("coordinator", strategy.participation), on=OPENS)


def said(consultation, text="Potrzebny jest autobus.", *, key="", paragraph="", address="10.0.0.1", **more):
    moment = more.pop("moment", MOMENT)
    return actions.give_comment(
        consultation=consultation,
        paragraph=paragraph,
        text=text,
        key=key or f"k{text}{address}",
        address=address,
        by=PUBLIC,
        on=more.pop("on", DURING),
        moment=moment,
        **more,
    )


def closed(strategy, comments=1):
    row = opened(strategy)
    for number in range(comments):
        said(row, f"Uwaga {number}", key=f"k{number}", address=f"10.0.0.{number % 250}")
    row.refresh_from_db()
    return actions.close_consultation(consultation=row, by=actor("coordinator", strategy.participation), on=AFTER)


def answered(strategy, comments=1):
    row, by = closed(strategy, comments), actor("coordinator", strategy.participation)
    for one in row.comments.order_by("number"):
        actions.publish_comment(comment=one, by=by, on=AFTER)
        actions.answer_comment(comment=one, verdict="accepted", answer="Dopisaliśmy.", by=by, on=AFTER)
    return actions.finish_consultation(consultation=row, by=by, on=AFTER)


def prepared(strategy, **card):
    by = actor("coordinator", strategy.participation)
    facts = {"title": "Co najpierw?", "opens_on": OPENS, "ends_on": ENDS, "dots": 5, "most_on_one": 3} | card
    row = actions.prepare_vote(strategy=strategy, by=by, on=date(2008, 5, 20), **facts)
    actions.set_options(
        vote=row, needs=list(strategy.needs.order_by("number")), words="Autobus\nPlac zabaw", by=by, on=OPENS
    )
    return row


def voting(strategy, codes=4, **card):
    """A vote that is open, and its codes."""
    by = actor("coordinator", strategy.participation)
    row = prepared(strategy, **card)
    made = actions.make_vote_codes(vote=row, count=codes, by=by, on=OPENS) if codes else []
    return actions.open_vote(vote=row, by=by, on=OPENS), made


def cast(vote, code, dots, **more):
    return actions.cast_ballot(
        vote=vote, code=code, dots=dots, address=more.pop("address", "10.0.0.1"), by=PUBLIC,
        on=more.pop("on", DURING), moment=more.pop("moment", MOMENT + timedelta(minutes=1)),
    )  # fmt: skip


def dots_of(vote):
    rows = VoteOption.objects.filter(vote=vote).order_by("number")
    return {row.number: (row.dots_online, row.dots_paper) for row in rows}
