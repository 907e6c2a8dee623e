"""Consultations with their comments, and ideas: as the gmina reads them and as everybody sees them."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q
from django.http import Http404
from django.shortcuts import get_object_or_404

from gromada.core import pages
from gromada.core.permissions import Actor
from gromada.programmes.models import Participation
from gromada.strategies.models import Consultation, ConsultationComment, Idea, Need, Paragraph, Strategy
from gromada.strategies.queries.of_strategies import WITH_PLACE
from gromada.strategies.rules import commenting
from gromada.strategies.states import CommentState, ConsultationState, IdeaState, SectionKind
from gromada.surveys.queries.reading import address_index, tries_of

WITH_STRATEGY = tuple(f"strategy__{place}" for place in WITH_PLACE)
WHOLE = "calosc"  # how the address of the page names the draft as a whole
PAGE = 50


def check_address(address: str, moment: datetime) -> None:
    """TooMany when an address has sent its share to consultations, ideas and votes within the hour."""
    commenting.check_tries(tries_of(address_index(f"strategies:{address}"), moment))


def draft_paragraphs(strategy: Strategy) -> list[dict]:
    """The strategy as it is written now, as paragraphs to comment on: the parts in words, then the needs."""
    made: list[dict] = []
    order = {kind: place for place, kind in enumerate(SectionKind.values)}
    rows = Paragraph.objects.filter(strategy=strategy).order_by("place", "pk")
    shown = ""
    for row in sorted(rows, key=lambda one: order[one.section]):
        heading = "" if row.section == shown else str(SectionKind(row.section).label)
        shown = row.section
        made.append({"key": f"p{row.pk}", "heading": heading, "text": row.text})
    for place, need in enumerate(Need.objects.filter(strategy=strategy).order_by("number")):
        made.append({"key": f"n{need.pk}", "heading": "" if place else NEEDS, "text": f"{need.short_code} {need.text}"})
    return commenting.keyed(made)


NEEDS = "Potrzeby"  # a strategy is a document of a Polish council


def to_answer(consultation: Consultation) -> int:
    """Comments that are unread, or shown and without an answer."""
    waiting = Q(state=CommentState.WAITING) | Q(state=CommentState.PUBLISHED, verdict="")
    return consultation.comments.filter(waiting).count()


@dataclass(frozen=True)
class Counts:
    """Comments of a consultation by what became of them."""

    waiting: int = 0
    published: int = 0
    refused: int = 0
    unanswered: int = 0
    accepted: int = 0
    partly: int = 0
    declined: int = 0
    paper: int = 0

    @property
    def together(self) -> int:
        return self.waiting + self.published + self.refused


def comment_counts(pks: list[int]) -> dict[int, Counts]:
    """By consultation. One query."""
    shown = Q(state=CommentState.PUBLISHED)
    rows = ConsultationComment.objects.filter(consultation_id__in=pks).values("consultation_id").order_by()
    found = rows.annotate(
        waiting=Count("pk", filter=Q(state=CommentState.WAITING)),
        published=Count("pk", filter=shown),
        refused=Count("pk", filter=Q(state=CommentState.REFUSED)),
        unanswered=Count("pk", filter=shown & Q(verdict="")),
        accepted=Count("pk", filter=shown & Q(verdict="accepted")),
        partly=Count("pk", filter=shown & Q(verdict="partly")),
        declined=Count("pk", filter=shown & Q(verdict="declined")),
        paper=Count("pk", filter=Q(is_paper=True)),
    )
    return {row.pop("consultation_id"): Counts(**row) for row in found}


def consultation(pk: int, actor: Actor) -> Consultation:
    """One consultation with its gmina, or 404."""
    rows = Consultation.objects.visible_to(actor).select_related(*WITH_STRATEGY)
    return get_object_or_404(rows, pk=pk)


def comment(pk: int, actor: Actor) -> ConsultationComment:
    """One comment with its consultation, or 404."""
    seen = Consultation.objects.visible_to(actor)
    rows = ConsultationComment.objects.filter(consultation__in=seen)
    places = [f"consultation__{place}" for place in WITH_STRATEGY]
    return get_object_or_404(rows.select_related(*places), pk=pk)


def comments(
    consultation: Consultation, *, chosen: str = "waiting", after: str | None = None, size: int = PAGE
) -> pages.Page:
    """Comments for those who read and answer them: "waiting", "unanswered", "answered", "refused" or "" for all."""
    rows = ConsultationComment.objects.filter(consultation=consultation)
    wanted = {
        "waiting": Q(state=CommentState.WAITING),
        "unanswered": Q(state=CommentState.PUBLISHED, verdict=""),
        "answered": Q(state=CommentState.PUBLISHED) & ~Q(verdict=""),
        "refused": Q(state=CommentState.REFUSED),
    }.get(chosen, Q())
    return pages.page(rows.filter(wanted), order=("number", "pk"), after=after, size=size)


def public_consultation(slug: str) -> Consultation:
    """What everybody sees at its address; 404 while it is only planned. One query."""
    rows = Consultation.objects.filter(slug=slug).exclude(state=ConsultationState.PLANNED)
    return get_object_or_404(rows.select_related(*WITH_STRATEGY))


def shown_counts(consultation: Consultation) -> dict[str, int]:
    """How many comments are shown beside each paragraph ("" the whole). One query."""
    rows = ConsultationComment.objects.filter(consultation=consultation, state=CommentState.PUBLISHED)
    found = rows.order_by("paragraph").values("paragraph").annotate(count=Count("pk"))
    return {row["paragraph"]: row["count"] for row in found}


def shown_comments(consultation: Consultation, paragraph: str, after: str | None = None) -> pages.Page:
    """The comments shown beside a paragraph, in the order they came. One query."""
    rows = ConsultationComment.objects.filter(
        consultation=consultation, paragraph=paragraph, state=CommentState.PUBLISHED
    ).defer("email")
    return pages.page(rows, order=("number", "pk"), after=after, size=PAGE)


def paragraph_of(consultation: Consultation, key: str) -> dict:
    """The paragraph of that key as it was laid open, with its heading; the whole for `calosc`; else 404."""
    if key == WHOLE:
        return {"key": "", "heading": "", "text": ""}
    for row in consultation.paragraphs:
        if row["key"] == key:
            return row
    raise Http404


def reported_comments(consultation: Consultation) -> list[ConsultationComment]:
    """Every comment of the report, in the order of paragraphs and then of numbers."""
    places = {row["key"]: place for place, row in enumerate(consultation.paragraphs, 1)}
    rows = ConsultationComment.objects.filter(consultation=consultation).defer("email").order_by("number")
    return sorted(rows, key=lambda one: (places.get(one.paragraph, 0), one.number))


def consultation_by_slug(slug: str, actor: Actor) -> Consultation | None:
    """For the command line."""
    rows = Consultation.objects.visible_to(actor).select_related(*WITH_STRATEGY)
    return rows.filter(slug=slug).first()


# Ideas ---------------------------------------------------------------------------------------------------------------


def participation_for_ideas(slug: str) -> Participation:
    """The gmina a public address of ideas leads to: the end of the address is programme, hyphen, TERC."""
    programme, _hyphen, terc = slug.rpartition("-")
    rows = Participation.objects.filter(programme__code=programme, unit__code=terc)
    return get_object_or_404(rows.select_related("unit", "programme", "region"))


def ideas_slug(participation: Participation) -> str:
    return f"{participation.programme.code}-{participation.unit.code}"


def ideas(participation: Participation, *, chosen: str = "waiting", after: str | None = None) -> pages.Page:
    """Ideas for those who read them: those in a state, or all."""
    rows = Idea.objects.filter(participation=participation).select_related("need")
    if chosen in IdeaState.values:
        rows = rows.filter(state=chosen)
    return pages.page(rows, order=("-number", "-pk"), after=after, size=PAGE)


def shown_ideas(participation: Participation, after: str | None = None) -> pages.Page:
    """Ideas everybody sees, the newest first, with the need an idea became."""
    rows = Idea.objects.filter(participation=participation, state__in=(IdeaState.PUBLISHED, IdeaState.TAKEN))
    return pages.page(rows.select_related("need").defer("email"), order=("-number", "-pk"), after=after, size=PAGE)


def idea(pk: int, actor: Actor) -> Idea:
    """One idea with its gmina, or 404."""
    places = [f"participation__{one}" for one in ("unit", "programme", "region")]
    return get_object_or_404(Idea.objects.visible_to(actor).select_related("need", *places), pk=pk)


def idea_counts(participation: Participation) -> dict[str, int]:
    """How many ideas are in each state."""
    rows = Idea.objects.filter(participation=participation).order_by("state").values("state")
    return {row["state"]: row["count"] for row in rows.annotate(count=Count("pk"))}


def consultations_to_do(actor: Actor) -> list[Consultation]:
    """Consultations not yet answered with their number of comments still to be read or answered, as `left`."""
    left = Q(comments__state=CommentState.WAITING) | Q(comments__state=CommentState.PUBLISHED, comments__verdict="")
    rows = Consultation.objects.visible_to(actor).exclude(state=ConsultationState.ANSWERED)
    return list(
        rows.select_related(*WITH_STRATEGY).annotate(left=Count("comments", filter=left)).order_by("state_since", "pk")
    )
