"""Voting with dots: prepared, opened, voted online and on paper with one code a person, counted and published."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from django.db.models import F

from gromada.accounts.models import User
from gromada.core import audit, outbox, workflow
from gromada.core.permissions import Actor, Refusal, require
from gromada.core.text import _
from gromada.core.vault import blind_index
from gromada.core.workflow import action
from gromada.strategies import permissions  # noqa: F401 - registers the deeds
from gromada.strategies.actions.consulting import mail_address, save_with_slug
from gromada.strategies.models import Ballot, Idea, Need, Strategy, Vote, VoteCode, VoteOption
from gromada.strategies.queries.of_consultations import check_address
from gromada.strategies.queries.of_votes import vote_code_index
from gromada.strategies.rules import voting
from gromada.strategies.rules.adopting import FieldRefusal
from gromada.strategies.rules.attendance import check_order, check_words
from gromada.strategies.states import IdeaState, VoteState
from gromada.surveys import actions as surveys
from gromada.surveys.rules.running import new_code, plain_code
from gromada.surveys.states import Channel

CARD = ("title", "intro", "dots", "most_on_one", "by_mail", "opens_on", "ends_on")


def _fill(row: Vote, card: Mapping) -> None:
    for name in CARD:
        if name in card:
            value = card[name]
            setattr(row, name, value.strip() if isinstance(value, str) else value)
    check_words(row.title, field="title", sentence=_("Name what people vote on."), longest=200)
    check_order(row.opens_on, row.ends_on)
    voting.check_dots_allowed(row.dots, row.most_on_one)


@action
def prepare_vote(*, strategy: Strategy, by: Actor, on: date, **card) -> Vote:
    """Prepare a vote on priorities: title, days, how many dots a person has and how many may lie on one thing (R43)."""
    require(by, "strategies.prepare_vote", strategy)
    row = Vote(strategy=strategy, state=VoteState.DRAFT, state_since=on)
    _fill(row, {"dots": 5, "most_on_one": 3, "intro": "", "by_mail": False} | card)
    save_with_slug(row, f"{row.title} {strategy.participation.unit.name}", "glosowanie")
    audit.record(by=by, deed="strategies.prepare_vote", obj=row, on=on, new=row.state)
    return row


@action
def change_vote(*, vote: Vote, by: Actor, on: date, **card) -> Vote:
    """Correct a vote that is being prepared; what people vote by never changes under way."""
    require(by, "strategies.prepare_vote", vote)
    _check_draft(vote)
    _fill(vote, card)
    vote.save(update_fields=list(CARD))
    audit.record(by=by, deed="strategies.prepare_vote", obj=vote, on=on, fields=sorted(card))
    return vote


def _check_draft(vote: Vote) -> None:
    if vote.state != VoteState.DRAFT:
        raise Refusal(_("The vote has been opened; what people vote on and by which rule stays as it was."))


@action
def set_options(  # noqa: PLR0913 - where options come from
    *,
    vote: Vote,
    needs: Sequence[Need] = (),
    ideas: Sequence[Idea] = (),
    words: str = "",
    by: Actor,
    on: date,
) -> list[VoteOption]:
    """What people may lay dots on: needs, shown ideas, and words of one's own (one a line). Replaces the list."""
    require(by, "strategies.prepare_vote", vote)
    _check_draft(vote)
    rows = [VoteOption(vote=vote, text=need.text, need=need) for need in needs]
    rows += [VoteOption(vote=vote, text=idea.text[:300], idea=idea) for idea in ideas]
    rows += [VoteOption(vote=vote, text=line.strip()[:300]) for line in words.splitlines() if line.strip()]
    _check_options(vote, rows)
    vote.options.all().delete()
    for number, row in enumerate(rows, 1):
        row.number = number
    VoteOption.objects.bulk_create(rows)
    audit.record(by=by, deed="strategies.prepare_vote", obj=vote, on=on, fields=["options"])
    return rows


def _check_options(vote: Vote, rows: Sequence[VoteOption]) -> None:
    if not voting.LEAST_OPTIONS <= len(rows) <= voting.MOST_OPTIONS:
        raise FieldRefusal(
            _("A vote needs %(least)d to %(most)d things to choose from.")
            % {"least": voting.LEAST_OPTIONS, "most": voting.MOST_OPTIONS},
            field="words",
        )
    home = vote.strategy.participation_id
    if any(row.idea and (row.idea.participation_id != home or row.idea.state != IdeaState.PUBLISHED) for row in rows):
        raise Refusal(_("Only ideas that are shown can be voted on."))
    if any(row.need and row.need.strategy_id != vote.strategy_id for row in rows):
        raise Refusal(_("Only needs of this strategy can be voted on."))
    if len({row.text for row in rows}) < len(rows):
        raise FieldRefusal(_("The same thing stands twice on the list. Leave it once."), field="words")


@action
def open_vote(*, vote: Vote, by: Actor, on: date) -> Vote:
    """Open the vote; its rule and its list are fixed from now on."""
    require(by, "strategies.open_vote", vote)
    if on > vote.ends_on:
        raise Refusal(_("The last day is over. Set new days first."))
    workflow.move(vote, to=VoteState.OPEN, by=by, on=on)
    return vote


@action
def close_vote(*, vote: Vote, by: Actor, on: date) -> Vote:
    """End the vote, not before its last day is over; all paper ballots are keyed by then."""
    require(by, "strategies.close_vote", vote)
    if on <= vote.ends_on:
        raise Refusal(
            _("People were told they can vote until %(day)s. Close it after that day.")
            % {"day": voting.told(vote.ends_on)}
        )
    workflow.move(vote, to=VoteState.CLOSED, by=by, on=on)
    return vote


@action
def publish_vote(*, vote: Vote, by: Actor, on: date) -> Vote:
    """Publish the count with how it was made. The ballots are added up again; a difference would stop it."""
    require(by, "strategies.publish_vote", vote)
    again: dict[tuple[int, str], int] = {}
    for channel, dots in vote.ballots.order_by("pk").values_list("channel", "dots"):
        for number, count in dots.items():
            again[int(number), channel] = again.get((int(number), channel), 0) + count
    for option in vote.options.order_by("number"):
        kept = (option.dots_online, option.dots_paper)
        if kept != (again.get((option.number, "online"), 0), again.get((option.number, "paper"), 0)):
            raise Refusal(
                _("The ballots do not add up to the count of number %(number)d. Tell the administrator.")
                % {"number": option.number}
            )
    workflow.move(vote, to=VoteState.PUBLISHED, by=by, on=on)
    return vote


# Codes and ballots ---------------------------------------------------------------------------------------------------


@action
def make_vote_codes(*, vote: Vote, count: int, by: Actor, on: date) -> list[str]:
    """New one-time codes to print on ballots, returned once and kept as blind indexes. At most 5000 a vote."""
    require(by, "strategies.prepare_vote", vote)
    _check_not_over(vote)
    left = voting.MOST_CODES - vote.codes.count()
    if not 1 <= count <= left:
        raise FieldRefusal(_("Write how many codes, from 1 to %(most)d.") % {"most": left}, field="count")
    made: dict[str, str] = {}
    while len(made) < count:
        code = new_code()
        made[vote_code_index(vote, plain_code(code))] = code
    VoteCode.objects.bulk_create(VoteCode(vote=vote, code_index=index) for index in made)
    audit.record(by=by, deed="strategies.prepare_vote", obj=vote, on=on, fields=["codes"])
    return list(made.values())


def _check_not_over(vote: Vote) -> None:
    if vote.state not in {VoteState.DRAFT, VoteState.OPEN}:
        raise Refusal(_("The vote has ended; a new code would open nothing."))


@action
def send_vote_code(*, vote: Vote, email: str, link: str, address: str, by: Actor, on: date, moment: datetime) -> None:  # noqa: PLR0913 - a letter
    """Send a one-time code to an e-mail address: one code an address. The address itself is kept by the letter alone."""
    email = mail_address(email)
    if not email:
        raise FieldRefusal(_("Write your e-mail address; the code comes to it."), field="email")
    vote = Vote.objects.select_for_update().get(pk=vote.pk)
    voting.check_day_of_vote(vote.state, vote.opens_on, vote.ends_on, on)
    if not vote.by_mail:
        raise Refusal(_("For this vote codes come on paper. Ask the gmina for one."))
    check_address(address, moment)
    surveys.note_try(address=f"strategies:{address}", by=by, moment=moment)
    index = blind_index(email, f"vote-address-{vote.pk}")
    if vote.codes.filter(address_index=index).exists():
        return  # said in the same words: nobody learns whether a neighbour has asked for a code
    code = new_code()
    VoteCode.objects.create(vote=vote, code_index=vote_code_index(vote, plain_code(code)), address_index=index)
    words = {"code": code, "title": vote.title, "link": f"{link}?kod={code}", "day": voting.told(vote.ends_on)}
    outbox.write(
        subject=_("Your code for the vote “%(title)s”") % words,
        body=_("Your code: %(code)s\n\nVote here until %(day)s: %(link)s\n\nThe code opens one ballot.") % words,
        on=on,
        address=email,
    )
    audit.record(by=by, deed="strategies.ask_vote_code", obj=vote, on=on)


@action
def cast_ballot(  # noqa: PLR0913 - a ballot and what lets it in
    *, vote: Vote, code: str, dots: Mapping[int, int], address: str, by: Actor, on: date, moment: datetime
) -> None:
    """Vote online with a code. Nothing joins code and ballot. Refused: outside the days, a used or wrong code, too many dots."""
    check_address(address, moment)
    vote = Vote.objects.select_for_update().get(pk=vote.pk)
    voting.check_day_of_vote(vote.state, vote.opens_on, vote.ends_on, on)
    _cast(vote, code, dots, Channel.ONLINE, None, on)
    audit.record(by=by, deed="strategies.cast_ballot", obj=vote, on=on)


@action
def key_ballot(*, vote: Vote, code: str, dots: Mapping[int, int], by: Actor, on: date) -> None:
    """Key a paper ballot by the code printed on it: it counts like one cast online, and only one of the two counts."""
    require(by, "strategies.key_ballot", vote)
    vote = Vote.objects.select_for_update().get(pk=vote.pk)
    _cast(vote, code, dots, Channel.PAPER, by.person_id, on)
    audit.record(by=by, deed="strategies.key_ballot", obj=vote, on=on)


def _cast(vote: Vote, code: str, dots: Mapping[int, int], channel: str, keyed_by: int | None, on: date) -> None:  # noqa: PLR0913, PLR0917 - a ballot
    options = {row.number: row for row in vote.options.order_by("number")}
    laid = voting.check_ballot(dots, list(options), vote.dots, vote.most_on_one)
    _use_code(vote, code, channel, on)
    person = User.objects.filter(pk=keyed_by).first() if keyed_by else None
    Ballot.objects.create(
        vote=vote, channel=channel, dots={str(number): count for number, count in laid.items()}, keyed_by=person
    )
    for number, count in laid.items():
        VoteOption.objects.filter(pk=options[number].pk).update(**{f"dots_{channel}": F(f"dots_{channel}") + count})
    Vote.objects.filter(pk=vote.pk).update(**{f"ballots_{channel}": F(f"ballots_{channel}") + 1})


def _use_code(vote: Vote, code: str, channel: str, on: date) -> None:
    plain = plain_code(code)
    row = vote.codes.select_for_update().filter(code_index=vote_code_index(vote, plain)).first() if plain else None
    if row is None:
        raise FieldRefusal(
            _("This code does not open the vote: a letter is wrong. Check it with the paper."), field="code"
        )
    if row.used_on:
        channels = {"online": _("online"), "paper": _("on paper")}
        raise FieldRefusal(
            _("This code was used already, %(channel)s on %(day)s. One code is one ballot, online or on paper.")
            % {"channel": channels[row.used_for], "day": voting.told(row.used_on)},
            field="code",
        )
    row.used_on, row.used_for = on, channel
    row.save(update_fields=["used_on", "used_for"])


@action
def note_wrong_code(*, address: str, by: Actor, moment: datetime) -> None:
    """Count a wrong code from an address, so that codes cannot be guessed; forgotten after an hour."""
    surveys.note_try(address=f"strategies:{address}", by=by, moment=moment)
