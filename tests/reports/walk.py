"""Ways to a report in each of its states, through real actions."""

from datetime import date

from gromada.reports import actions
from tests.contracts.walk import services
from tests.strategies.walk import actor

AS_OF, PREPARED, PRESENTED, NOTED = date(2009, 6, 30), date(2009, 7, 1), date(2009, 7, 3), date(2009, 7, 10)


def a_year(lines=1):
    """A gmina whose plan for 2009 is accepted."""
    return services(count=lines)[0].participation


def prepared(participation, *, year=2009, as_of=AS_OF, on=PREPARED):
    by = actor("coordinator", participation)
    return actions.prepare_report(participation=participation, year=year, as_of=as_of, by=by, on=on)


def presented(participation, **words):
    return actions.present_report(
        report=prepared(participation, **words), by=actor("mayor", participation), on=PRESENTED
    )


def noted(participation, **words):
    report = presented(participation, **words)
    return actions.note_report(report=report, by=actor("council_member", participation), on=NOTED)
