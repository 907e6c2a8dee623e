"""Voting with dots, through actions: one code one ballot, paper and online alike, the count."""

from datetime import timedelta

import pytest

from gromada.core import permissions
from gromada.core.models import AuditEvent, OutboxMessage
from gromada.core.permissions import PUBLIC, Refusal
from gromada.strategies import actions, queries
from gromada.strategies.models import Ballot, VoteCode
from gromada.strategies.rules.commenting import TooMany
from gromada.strategies.states import VOTE
from tests.strategies import together
from tests.strategies.together import AFTER, DURING, MOMENT, cast, dots_of, voting
from tests.strategies.walk import actor, allocated, draft_strategy

pytestmark = pytest.mark.django_db
ROLES = [
    "programme_office", "counsel", "lender", "auditor", "consultant", "rops", "coordinator", "gops_manager",
    "social_worker", "treasurer", "mayor", "council_member", "provider",
]  # fmt: skip


@pytest.fixture
def strategy():
    return draft_strategy(allocated())


@pytest.fixture
def coordinator(strategy):
    return actor("coordinator", strategy.participation)


def published(strategy, by):
    row, codes = voting(strategy)
    cast(row, codes[0], {1: 3, 2: 2})
    row.refresh_from_db()
    actions.close_vote(vote=row, by=by, on=AFTER)
    return actions.publish_vote(vote=row, by=by, on=AFTER)


@pytest.mark.parametrize("state", ["draft", "open", "closed", "published"])
def test_each_role_in_each_state(strategy, coordinator, state):
    row = together.prepared(strategy) if state == "draft" else voting(strategy)[0] if state == "open" else None
    if state == "closed":
        row = actions.close_vote(vote=voting(strategy)[0], by=coordinator, on=AFTER)
    row = row or published(strategy, coordinator)
    assert row.state == state
    wanted = {"draft": "open_vote", "open": "close_vote", "closed": "publish_vote"}.get(state)
    steps = [str(step.deed).removeprefix("strategies.") for step in VOTE.transitions]
    for role in ROLES:
        who = actor(role, strategy.participation)
        may = {step for step in steps if permissions.may(who, f"strategies.{step}", row)}
        assert may == ({wanted} if wanted and role in {"coordinator", "gops_manager"} else set()), role
        is_keyer = role in {"coordinator", "gops_manager", "social_worker"} and state == "open"
        assert permissions.may(who, "strategies.key_ballot", row) == is_keyer


def test_paper_and_online_are_counted_alike(strategy, coordinator):
    row, codes = voting(strategy)
    cast(row, codes[0].lower().replace("-", " "), {1: 3, 3: 2})
    actions.key_ballot(vote=row, code=codes[1], dots={1: 1, 4: 3}, by=coordinator, on=DURING)
    row.refresh_from_db()
    assert (row.ballots_online, row.ballots_paper) == (1, 1)
    assert dots_of(row) == {1: (3, 1), 2: (0, 0), 3: (2, 0), 4: (0, 3)}
    actions.close_vote(vote=row, by=coordinator, on=AFTER)
    actions.publish_vote(vote=row, by=coordinator, on=AFTER)
    assert [(one.rank, one.number, one.together) for one in queries.vote_page(row).counted] == [
        (1, 1, 4), (2, 4, 3), (3, 3, 2), (4, 2, 0),
    ]  # fmt: skip
    assert [(one.kind, one.count) for one in queries.participation_evidence(strategy)] == [("vote", 2)]


@pytest.mark.parametrize("online_first", [True, False])
def test_a_vote_cast_twice_online_and_on_paper_counts_once(strategy, coordinator, online_first, en):
    row, codes = voting(strategy)
    ways = [
        lambda: cast(row, codes[0], {1: 1}),
        lambda: actions.key_ballot(vote=row, code=codes[0], dots={2: 1}, by=coordinator, on=DURING),
    ]
    first, second = ways if online_first else ways[::-1]
    first()
    events = AuditEvent.objects.count()
    with pytest.raises(Refusal, match="used already, online" if online_first else "used already, on paper"):
        second()
    row.refresh_from_db()
    assert (row.ballots_together, Ballot.objects.count(), AuditEvent.objects.count()) == (1, 1, events)
    assert sum(map(sum, dots_of(row).values())) == 1


@pytest.mark.parametrize("wrong", [{"code": "AAAA-AAAA"}, {"code": ""}, {"dots": {1: 4}}, {"dots": {}}, {"on": AFTER}])
def test_a_refused_ballot_leaves_nothing_and_its_code_is_still_good(strategy, wrong):
    row, codes = voting(strategy)
    given = {"code": codes[0], "dots": {1: 1}} | wrong
    with pytest.raises(Refusal):
        cast(row, given.pop("code"), given.pop("dots"), **given)
    assert (Ballot.objects.count(), VoteCode.objects.exclude(used_on=None).count()) == (0, 0)
    cast(row, codes[0], {1: 1})


def test_a_code_of_another_vote_opens_nothing(strategy):
    (one, _codes), (_other, codes) = voting(strategy), voting(strategy)
    with pytest.raises(Refusal):
        cast(one, codes[0], {1: 1})


def test_wrong_codes_are_stopped_after_twenty(strategy):
    row, codes = voting(strategy)
    for _turn in range(20):
        actions.note_wrong_code(address="10.0.0.1", by=PUBLIC, moment=MOMENT)
    with pytest.raises(TooMany):
        cast(row, codes[0], {1: 1})
    cast(row, codes[0], {1: 1}, address="10.0.0.2")


def test_a_code_by_mail_is_one_an_address(strategy):
    row, _codes = voting(strategy, codes=0, by_mail=True)
    sent = {"link": "http://x/", "address": "10.0.0.1", "by": PUBLIC, "on": DURING, "moment": MOMENT}
    actions.send_vote_code(vote=row, email="Ania@example.org", **sent)
    actions.send_vote_code(vote=row, email="ania@example.org", **sent)
    letter = OutboxMessage.objects.get()
    code = letter.body.split("kod=")[1].split()[0]
    cast(row, code, {1: 2})
    row.refresh_from_db()
    assert row.ballots_online == 1
    with pytest.raises(Refusal):
        actions.send_vote_code(vote=row, email="nie adres", **sent)


def test_codes_by_mail_only_where_the_vote_says_so(strategy):
    row, _codes = voting(strategy)
    sent = {"link": "http://x/", "address": "10.0.0.1", "by": PUBLIC, "on": DURING, "moment": MOMENT}
    with pytest.raises(Refusal):
        actions.send_vote_code(vote=row, email="ania@example.org", **sent)
    assert not OutboxMessage.objects.exists()


def test_the_rule_and_the_list_stay_once_it_is_open(strategy, coordinator):
    row, _codes = voting(strategy)
    with pytest.raises(Refusal):
        actions.change_vote(vote=row, dots=9, by=coordinator, on=DURING)
    with pytest.raises(Refusal):
        actions.set_options(vote=row, words="a\nb", by=coordinator, on=DURING)


@pytest.mark.parametrize("words", ["jedno", "", "to samo\nto samo", "\n".join(f"o{n}" for n in range(41))])
def test_a_list_that_is_no_choice_is_refused(strategy, coordinator, words):
    row = together.prepared(strategy)
    with pytest.raises(Refusal):
        actions.set_options(vote=row, words=words, by=coordinator, on=DURING)
    assert row.options.count() == 4


def test_ballots_that_do_not_add_up_stop_the_count(strategy, coordinator):
    row, codes = voting(strategy)
    cast(row, codes[0], {1: 1})
    row.options.filter(number=2).update(dots_paper=7)
    row.refresh_from_db()
    actions.close_vote(vote=row, by=coordinator, on=AFTER)
    with pytest.raises(Refusal, match="2"):
        actions.publish_vote(vote=row, by=coordinator, on=AFTER)


def test_nothing_joins_code_and_ballot():
    assert {field.name for field in Ballot._meta.get_fields()} == {"id", "vote", "channel", "dots", "keyed_by"}
    assert {field.name for field in VoteCode._meta.get_fields()} == {
        "id", "vote", "code_index", "address_index", "used_on", "used_for",
    }  # fmt: skip


def test_it_does_not_close_before_its_last_day(strategy, coordinator):
    row, _codes = voting(strategy)
    with pytest.raises(Refusal):
        actions.close_vote(vote=row, by=coordinator, on=together.ENDS)
    actions.close_vote(vote=row, by=coordinator, on=together.ENDS + timedelta(days=1))
