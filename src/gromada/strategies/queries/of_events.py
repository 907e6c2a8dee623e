"""Meetings with residents, help asked of the region, partnerships and leaders."""

from dataclasses import dataclass

from django.http import Http404
from django.shortcuts import get_object_or_404

from gromada.core import audit, documents
from gromada.core.models import Document
from gromada.core.permissions import Actor, require
from gromada.programmes.models import Participation
from gromada.strategies.models import (
    AttendanceNames,
    Consultation,
    HelpRequest,
    Leader,
    ParticipationEvent,
    Partnership,
    Strategy,
    StrategySurvey,
    Vote,
)
from gromada.strategies.queries.of_consultations import (
    WITH_STRATEGY,
    Counts,
    comment_counts,
    idea_counts,
)
from gromada.surveys.models import Survey


@dataclass(frozen=True)
class Together:
    """Everything done with residents for one strategy."""

    strategy: Strategy
    events: list[ParticipationEvent]
    surveys: list[Survey]
    consultations: list[tuple[Consultation, Counts]]
    votes: list[Vote]
    help_requests: list[HelpRequest]
    partnerships: list[Partnership]
    leaders: int
    ideas: dict[str, int]


def together(strategy: Strategy) -> Together:
    """The page of work with residents. Nine queries, however much there is; bounded by what one strategy has."""
    consultations = list(strategy.consultations.order_by("-opens_on", "-pk"))
    counts = comment_counts([row.pk for row in consultations])
    links = StrategySurvey.objects.filter(strategy=strategy).select_related("survey").order_by("survey__opens_on", "pk")
    place = strategy.participation
    return Together(
        strategy=strategy,
        events=list(strategy.events.order_by("held_on", "pk")),
        surveys=[link.survey for link in links],
        consultations=[(row, counts.get(row.pk, Counts())) for row in consultations],
        votes=list(strategy.votes.order_by("-opens_on", "-pk")),
        help_requests=list(strategy.help_requests.order_by("-asked_on", "-pk")),
        partnerships=list(place.partnerships.order_by("since", "pk")),
        leaders=place.leaders.filter(withdrawn_on=None).count(),
        ideas=idea_counts(place),
    )


def surveys_of_gmina(strategy: Strategy) -> list[Survey]:
    """Surveys the strategy may rest on."""
    return list(Survey.objects.filter(unit_id=strategy.participation.unit_id).order_by("-pk")[:50])


def linked_surveys(strategy: Strategy) -> list[int]:
    return list(StrategySurvey.objects.filter(strategy=strategy).order_by("pk").values_list("survey_id", flat=True))


def event(pk: int, actor: Actor) -> ParticipationEvent:
    """One meeting with its gmina, or 404."""
    return get_object_or_404(ParticipationEvent.objects.visible_to(actor).select_related(*WITH_STRATEGY), pk=pk)


def event_files(row: ParticipationEvent) -> list[Document]:
    """Photographs and papers of a meeting, the oldest first."""
    return list(documents.documents_of(f"strategies:participationevent:{row.pk}"))


def event_file(row: ParticipationEvent, pk: int) -> tuple[Document, bytes]:
    """One file of the meeting with its bytes, or 404."""
    found = documents.documents_of(f"strategies:participationevent:{row.pk}").filter(pk=pk).first()
    if found is None:
        raise Http404
    return found, documents.content(found)


def names_kept(row: ParticipationEvent) -> AttendanceNames | None:
    """Whether a list of names is kept, and until when, without opening it."""
    return AttendanceNames.objects.filter(event=row).defer("names").first()


def names_of(row: ParticipationEvent, actor: Actor) -> list[str]:
    """Who came, for the gmina's people alone; opening the list is noted."""
    require(actor, "strategies.read_names", row)
    kept = AttendanceNames.objects.filter(event=row).first()
    if kept is None or not kept.names:
        return []
    audit.opened(by=actor, obj=row, what="names of those who came")
    return kept.names.splitlines()


def help_request(pk: int, actor: Actor) -> HelpRequest:
    """One request for help with its gmina, or 404."""
    return get_object_or_404(HelpRequest.objects.visible_to(actor).select_related(*WITH_STRATEGY), pk=pk)


def partnership(pk: int, actor: Actor) -> Partnership:
    places = [f"participation__{one}" for one in ("unit", "programme", "region")]
    return get_object_or_404(Partnership.objects.visible_to(actor).select_related(*places), pk=pk)


def leader(pk: int, actor: Actor) -> Leader:
    places = [f"participation__{one}" for one in ("unit", "programme", "region")]
    return get_object_or_404(Leader.objects.visible_to(actor).select_related(*places), pk=pk)


@dataclass(frozen=True)
class Registers:
    """Partnerships and leaders of a gmina. `leaders` is empty for those who see the count alone."""

    participation: Participation
    partnerships: list[Partnership]
    leaders: list[Leader]
    count: int


def registers(participation: Participation, actor: Actor, *, with_names: bool) -> Registers:
    """The registers of a gmina (R26, R27, R48); leaders by name for the gmina's people alone, which is noted."""
    rows = participation.leaders.filter(withdrawn_on=None).order_by("identified_on", "pk")
    leaders = list(rows) if with_names else []
    if leaders:
        audit.opened(by=actor, obj=participation, what="local leaders")
    count = len(leaders) if with_names else rows.count()
    return Registers(participation, list(participation.partnerships.order_by("since", "pk")), leaders, count)
