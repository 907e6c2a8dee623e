"""How residents took part in making a strategy: the evidence the card, the list of contents and the annex rest on."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Sum
from django.http import Http404
from django.shortcuts import get_object_or_404

from gromada.core.text import _, _n
from gromada.strategies.models import Idea, Strategy, StrategySurvey
from gromada.strategies.queries.of_consultations import Counts, comment_counts
from gromada.strategies.queries.of_strategies import WITH_PLACE
from gromada.strategies.states import ConsultationState, VoteState
from gromada.surveys.models import Tally


@dataclass(frozen=True)
class Evidence:
    """One thing done with residents: its day, what it was, how many took part. Never a name."""

    on: date
    kind: str  # event, survey, consultation, vote, ideas, partnership
    title: str
    count: int | None
    words: str
    slug: str = ""

    def __str__(self) -> str:
        return f"{self.on:%d.%m.%Y}: {self.title}" + (f" ({self.words})" if self.words else "")


def participation_evidence(strategy: Strategy | None, counts: Mapping[int, Counts] | None = None) -> list[Evidence]:
    """Meetings held, surveys, consultations, votes and ideas with day and count, by day. Eight queries at most.

    `counts`: of comments by consultation, where the page has counted them already.
    """
    if strategy is None:
        return []
    found = [*_events(strategy), *_surveys(strategy), *_consultations(strategy, counts), *_votes(strategy)]
    found += [*_ideas(strategy), *_partnerships(strategy)]
    return sorted(found, key=lambda one: (one.on, one.title))


def _people(count: int | None) -> str:
    if not count:
        return ""
    return str(_n("%(count)d person came", "%(count)d people came", count) % {"count": count})


def _events(strategy: Strategy) -> list[Evidence]:
    rows = strategy.events.filter(attended__gt=0).order_by("held_on", "pk")
    return [
        Evidence(
            row.held_on,
            "event",
            f"{row.get_kind_display().capitalize()}: {row.title}, {row.place}",
            row.attended,
            _people(row.attended),
        )
        for row in rows
    ]


def _surveys(strategy: Strategy) -> list[Evidence]:
    links = StrategySurvey.objects.filter(strategy=strategy).select_related("survey").order_by("pk")
    rows = [link.survey for link in links]
    counts = _answers([row.pk for row in rows]) if rows else {}
    made = []
    for row in rows:
        count = counts.get(row.pk, 0)
        words = str(_n("%(count)d answer", "%(count)d answers", count) % {"count": count})
        on = row.opens_on or row.state_since
        made.append(Evidence(on, "survey", str(_("Survey: %(title)s") % {"title": row.title_pl}), count, words))
    return made


def _answers(pks: list[int]) -> dict[int, int]:
    """How many answered each survey, online and on paper: the tally of everybody."""
    rows = Tally.objects.filter(survey_id__in=pks, question="", bucket="").order_by().values("survey_id")
    return {row["survey_id"]: row["count_all"] for row in rows.annotate(count_all=Sum("count"))}


def _consultations(strategy: Strategy, counts: Mapping[int, Counts] | None) -> list[Evidence]:
    rows = list(strategy.consultations.exclude(state=ConsultationState.PLANNED).order_by("opens_on", "pk"))
    if counts is None:
        counts = comment_counts([row.pk for row in rows]) if rows else {}
    made = []
    for row in rows:
        found = counts.get(row.pk)
        count = found.together if found else 0
        title = _("Public consultation: %(title)s, until %(day)s") % {
            "title": row.title,
            "day": f"{row.ends_on:%d.%m.%Y}",
        }
        words = str(_n("%(count)d comment", "%(count)d comments", count) % {"count": count})
        if found and found.accepted + found.partly:
            taken = found.accepted + found.partly
            words += str(
                _n(", %(count)d taken into account", ", %(count)d taken into account", taken) % {"count": taken}
            )
        made.append(Evidence(row.opens_on, "consultation", str(title), count, words, row.slug))
    return made


def _votes(strategy: Strategy) -> list[Evidence]:
    made = []
    for row in strategy.votes.filter(state=VoteState.PUBLISHED).order_by("opens_on", "pk"):
        count = row.ballots_together
        title = str(_("Vote on priorities: %(title)s") % {"title": row.title})
        facts = {"count": count, "paper": row.ballots_paper}
        words = str(_n("%(count)d ballot, %(paper)d on paper", "%(count)d ballots, %(paper)d on paper", count) % facts)
        made.append(Evidence(row.opens_on, "vote", title, count, words, row.slug))
    return made


def _ideas(strategy: Strategy) -> list[Evidence]:
    days = list(
        Idea.objects.filter(need__strategy=strategy).order_by("given_on", "pk").values_list("given_on", flat=True)
    )
    if not days:
        return []
    words = _n("%(count)d idea became a need", "%(count)d ideas became needs", len(days)) % {"count": len(days)}
    return [Evidence(days[0], "ideas", str(_("Ideas and needs sent in by residents")), len(days), str(words))]


def _partnerships(strategy: Strategy) -> list[Evidence]:
    made = []
    for row in strategy.participation.partnerships.order_by("since", "pk"):
        count = len(row.member_list)
        words = str(_n("%(count)d organisation", "%(count)d organisations", count) % {"count": count})
        made.append(
            Evidence(row.since, "partnership", str(_("Local partnership: %(name)s") % {"name": row.name}), count, words)
        )
    return made


def public_evidence(pk: int) -> tuple[Strategy, list[Evidence]]:
    """A strategy and how it came about, for everybody; 404 while residents have not taken part."""
    row = get_object_or_404(Strategy.objects.select_related(*WITH_PLACE), pk=pk)
    found = participation_evidence(row)
    if not found:
        raise Http404
    return row, found
