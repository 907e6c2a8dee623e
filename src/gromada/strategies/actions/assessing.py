"""The assessment card: filled in by the gmina, confirmed by the consultant, who thereby takes the gmina on along its path."""

from datetime import date

from gromada.core import audit, documents, workflow
from gromada.core.permissions import Actor, Refusal, require
from gromada.core.text import _
from gromada.core.workflow import action
from gromada.programmes import actions as programmes
from gromada.programmes.models import Participation
from gromada.programmes.states import ORDER, Step
from gromada.strategies import permissions  # noqa: F401 - registers the deeds
from gromada.strategies.models import Assessment
from gromada.strategies.queries import assessed_strategy, max_age_on, participation_evidence
from gromada.strategies.queries.printing import card_pdf
from gromada.strategies.rules import FieldRefusal, check_reasons, freshness, result
from gromada.strategies.states import AssessmentState, Involvement

RETENTION = "permanent"


@action
def fill_assessment(  # noqa: PLR0913 - what stands on the card
    *, participation: Participation, involvement: str, reasons: str = "", remarks: str = "", by: Actor, on: date
) -> Assessment:
    """Fill in the card, or change it until it is confirmed. The age of the data is reckoned here, as of `on` (O31).

    `involvement`: whether residents took part in making the strategy: yes, partly, no; told with reasons.
    """
    require(by, "strategies.assess", participation)
    about = assessed_strategy(participation)
    if about is None:
        involvement = Involvement.NO
    if involvement not in Involvement.values:
        raise FieldRefusal(_("Choose: yes, partly or no."), field="involvement")
    check_reasons(involvement, reasons, has_strategy=about is not None)
    age = max_age_on(participation, on)
    data_year = about.data_year if about else None
    is_fresh = freshness(data_year, on.year, age)
    words = {
        "strategy": about,
        "data_year": data_year,
        "is_fresh": is_fresh,
        "max_age": age,
        "involvement": involvement,
        "reasons": reasons.strip(),
        "remarks": remarks.strip(),
        "result": result(is_fresh, involvement),
        "filled_on": on,
        "filled_by_name": by.name,
    }
    row = participation.assessments.filter(state=AssessmentState.FILLED).first()
    if row is None:
        row = Assessment(participation=participation, state=AssessmentState.FILLED, state_since=on)
    for name, value in words.items():
        setattr(row, name, value)
    row.save()
    audit.record(by=by, deed="strategies.assess", obj=row, on=on, new=row.state)
    return row


@action
def confirm_assessment(*, assessment: Assessment, by: Actor, on: date) -> Assessment:
    """The consultant confirms the card: its paper is kept and the gmina goes on to "assessed" (domain.md 2.3, step 4).

    An older confirmed card is replaced. Raises Refusal while the gmina has not joined, or when the strategy has changed
    since the card was filled in.
    """
    require(by, "strategies.confirm_assessment", assessment)
    place = assessment.participation
    _check_joined(place)
    about = assessed_strategy(place)
    if (about.pk if about else None, about.data_year if about else None) != (
        assessment.strategy_id,
        assessment.data_year,
    ):
        raise Refusal(_("The strategy on record has changed since the card was filled in. Fill in the card again."))
    for older in place.assessments.filter(state=AssessmentState.CONFIRMED).order_by("pk"):
        older.participation = place
        workflow.move(older, to=AssessmentState.REPLACED, by=by, on=on)
    assessment.confirmed_on, assessment.confirmed_by_name = on, by.name
    assessment.save(update_fields=["confirmed_on", "confirmed_by_name"])
    workflow.move(assessment, to=AssessmentState.CONFIRMED, by=by, on=on, why=assessment.result)
    number = f"KO/{place.unit.code}/{on:%Y}"
    paper = documents.store(
        content=card_pdf(assessment, participation_evidence(about), as_of=on),
        name=f"karta-oceny-{place.unit.code}-{on.isoformat()}.pdf",
        media_type="application/pdf",
        access=documents.Access.OFFICE,
        retention=RETENTION,
        reference=f"strategies:assessment:{assessment.pk}",
        unit_id=place.unit_id,
        by=by,
    )
    step = programmes.Paper(kind=str(_("assessment card")), number=number, on=on, document=paper)
    programmes.advance(participation=place, to=Step.ASSESSED, by=by, on=on, paper=step)
    return assessment


def _check_joined(place: Participation) -> None:
    codes = {step.code for step in place.programme.definition.path}
    if Step.JOINED in codes and place.state in ORDER[: ORDER.index(Step.JOINED)]:
        raise Refusal(
            _("%(gmina)s has not joined the programme yet. First record its agreement on the gmina's page.")
            % {"gmina": place.unit.name}
        )
