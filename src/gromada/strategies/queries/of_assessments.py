"""The assessment cards of a gmina, and the strategy they speak of."""

from dataclasses import dataclass
from datetime import date

from django.shortcuts import get_object_or_404

from gromada.core.permissions import Actor
from gromada.programmes.models import Participation
from gromada.strategies.models import Assessment, Strategy
from gromada.strategies.queries.evidence import participation_evidence
from gromada.strategies.queries.of_strategies import WITH_PLACE, participation
from gromada.strategies.rules import freshness
from gromada.strategies.states import AssessmentState, StrategyState


@dataclass(frozen=True)
class AssessmentPage:
    """The card that counts now (filled, else confirmed), the strategy it would be about, and older cards."""

    participation: Participation
    strategy: Strategy | None
    card: Assessment | None
    older: list[Assessment]
    evidence: list
    max_age: int | None
    is_fresh: bool | None


def max_age_on(place: Participation, on: date) -> int | None:
    """How many years old the data of a strategy may be under the rules of the day; None: no such rule."""
    rules = place.programme.definition.rule_set_on(on)
    return rules.strategy_max_data_age_years if rules else None


def assessed_strategy(place: Participation) -> Strategy | None:
    """The strategy a card is about: the one in force, else the newest from before the programme. A draft is not assessed."""
    rows = place.strategies.filter(state__in=(StrategyState.ADOPTED, StrategyState.EXISTING))
    return rows.order_by("state", "-year_from", "-pk").first()


def assessment(pk: int, actor: Actor) -> Assessment:
    """One card with its gmina, or 404."""
    return get_object_or_404(Assessment.objects.visible_to(actor).select_related(*WITH_PLACE, "strategy"), pk=pk)


def latest_assessment(place: Participation) -> Assessment | None:
    """The card filled or confirmed last, or None."""
    rows = place.assessments.exclude(state=AssessmentState.REPLACED).select_related("strategy")
    return rows.order_by("-filled_on", "-pk").first()


def assessment_page(actor: Actor, participation_pk: int, on: date) -> AssessmentPage:
    """What the page of the card shows, or 404."""
    place = participation(participation_pk, actor)
    cards = list(place.assessments.select_related("strategy").order_by("-filled_on", "-pk"))
    card = next((row for row in cards if row.state != AssessmentState.REPLACED), None)
    about, age = assessed_strategy(place), max_age_on(place, on)
    return AssessmentPage(
        participation=place,
        strategy=about,
        card=card,
        older=[row for row in cards if row is not card],
        evidence=participation_evidence(about),
        max_age=age,
        is_fresh=freshness(about.data_year if about else None, on.year, age),
    )
