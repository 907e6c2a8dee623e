"""The import frame: looked at first, written whole or not at all, the same file twice, taken back only when nothing hangs on it."""

from datetime import date

import pytest
from django.utils.translation import override

from gromada.core import documents, imports
from gromada.core.imports import Asked, Change, File, Importer, Option, Plan, Problem, Question, jobs, progress, undoing
from gromada.core.models import AuditEvent, Document, ImportRun, ImportTrace, OutboxMessage
from gromada.core.permissions import OPERATOR, Actor, NotAllowed, Refusal
from gromada.core.tables import rows_of_csv
from gromada.ledger.models import Account

pytestmark = pytest.mark.django_db
DAY = date(2009, 7, 16)
OFFICE = Actor(kind="person", person_id=1, name="Anna", role="programme_office", scope_kind="country")


def read(asked: Asked) -> Plan:
    """A toy: `reference;currency`. “?” in the currency is a question, an empty one a problem."""
    plan = Plan(payload=[])
    known = {row.reference: row for row in Account.objects.all()}
    for file in asked.files:
        for number, (reference, given) in enumerate(rows_of_csv(file.content), start=1):
            currency = asked.answers.get(reference, "") if given == "?" else given
            if not currency and given == "?":
                plan.questions.append(Question(reference, f"{reference}?", (("EUR", "euro"), ("PLN", "złoty"))))
            elif not currency:
                plan.problems.append(Problem("no currency", file.name, "", number, "currency"))
            else:
                row = known.get(reference)
                act = "add" if row is None else "skip" if row.currency == currency else "update"
                note = f"{row.currency} → {currency}" if act == "update" else currency
                plan.changes.append(Change(act, reference, note, file.name, number))
                plan.payload.append((act, reference, currency, row))
    plan.facts = {"accounts": len(plan.payload)}
    return plan


def write(plan, run, *, by, on, undo, tell):
    for number, (act, reference, currency, row) in enumerate(plan.payload, start=1):
        if act == "add":
            undo.note_added([Account.objects.create(reference=reference, currency=currency, path="/")])
        elif act == "update":
            undo.note_before(row, ["currency"])
            Account.objects.filter(pk=row.pk).update(currency=currency)
        tell(number, len(plan.payload))


@pytest.fixture(autouse=True)
def toy(monkeypatch):
    kinds = dict(imports.frame._importers)
    monkeypatch.setattr(imports.frame, "_importers", kinds)
    options = (Option("size", "Size", (("", "any"), ("big", "big"))),)
    row = Importer("toy", "Toy", "", "ledger.load_rates", ("csv",), read, write, options)
    with override("en"):
        yield imports.register(row)


def file(text, name="a.csv"):
    return File(name, text.encode())


def now(text, **more):
    return imports.run_now(kind="toy", files=[file(text)], by=OFFICE, on=DAY, **more)


def checked(text, **more):
    return imports.check(kind="toy", files=[file(text)], by=OFFICE, on=DAY, **more)


def here():
    return dict(Account.objects.filter(path="/").order_by("pk").values_list("reference", "currency"))


def test_a_check_writes_nothing_but_itself():
    run = checked("a;EUR\nb;PLN\n")
    assert run.state == "checked"
    assert run.counts == {"add": 2, "update": 0, "skip": 0, "problems": 0, "questions": 0, "remarks": 0}
    assert run.facts == {"accounts": 2}
    assert here() == {}
    (kept,) = documents.documents_of(run.reference)
    assert documents.content(kept) == b"a;EUR\nb;PLN\n"


def test_what_was_shown_is_written_and_audited():
    run = imports.apply(run=checked("a;EUR\nb;PLN\n"), by=OFFICE, on=DAY)
    assert here() == {"a": "EUR", "b": "PLN"}
    assert (run.state, run.applied_on) == ("applied", DAY)
    event = AuditEvent.objects.latest("seq")
    assert (event.object_type, event.object_id, event.old_state, event.new_state) == (
        "core.importrun", str(run.pk), "checked", "applied",
    )  # fmt: skip
    assert event.why == "2 added, 0 changed, 0 left as they were"


def test_the_same_file_twice_changes_nothing():
    assert now("a;EUR\n").written == 1
    before = ImportRun.objects.count()
    again = now("a;EUR\n")
    assert (again.written, again.run, again.plan.count("skip")) == (0, None, 1)
    assert ImportRun.objects.count() == before
    run = checked("a;EUR\n")
    with pytest.raises(Refusal, match="changes nothing"):
        imports.apply(run=run, by=OFFICE, on=DAY)


@pytest.mark.parametrize("text", ["a;EUR\nb;\n", "a;EUR\nb;?\n"])
def test_a_problem_or_a_question_stops_everything(text):
    assert not now(text).plan.may_be_written
    run = checked(text)
    for deed in (imports.apply, jobs.ask_to_apply):
        with pytest.raises(Refusal, match=r"(?i)nothing was written"):
            deed(run=run, by=OFFICE, on=DAY)
    assert here() == {}


def test_an_answer_lets_it_be_written():
    run = checked("b;?\n")
    run = imports.check_again(run=run, answers={"b": "PLN"}, by=OFFICE)
    assert run.counts["questions"] == 0
    imports.apply(run=run, by=OFFICE, on=DAY)
    assert here() == {"b": "PLN"}
    assert now("c;?\n", answers={"c": "EUR"}).written == 1


def test_a_dry_run_writes_nothing():
    outcome = now("a;EUR\n", dry_run=True)
    assert (outcome.plan.count("add"), outcome.written) == (1, 0)
    assert not ImportRun.objects.exists()
    assert not Document.objects.filter(retention_class="import").exists()


def test_a_plan_that_is_no_longer_the_one_shown_is_refused():
    run = checked("a;EUR\n")
    now("a;PLN\n")
    with pytest.raises(Refusal, match="Something changed"):
        imports.apply(run=run, by=OFFICE, on=DAY)
    assert here() == {"a": "PLN"}
    run = imports.check_again(run=run, by=OFFICE)
    imports.apply(run=run, by=OFFICE, on=DAY)
    assert here() == {"a": "EUR"}


def test_a_writer_that_fails_leaves_nothing(toy, monkeypatch):
    def broken(plan, run, **more):
        write(plan, run, **more)
        raise RuntimeError("on purpose")

    run = checked("a;EUR\n")
    imports.register(Importer("toy", "Toy", "", toy.deed, ("csv",), read, broken))
    with pytest.raises(RuntimeError):
        imports.apply(run=run, by=OFFICE, on=DAY)
    assert here() == {}
    assert ImportRun.objects.get().state == "checked"


@pytest.mark.parametrize(
    ("files", "options", "sentence"),
    [
        ([], {}, "Choose a file"),
        ([file("a;EUR", "a.pdf")], {}, "CSV"),
        ([File("a.csv", b"")], {}, "empty"),
        ([File("a.csv", b"%PDF-1.7")], {}, "a.csv|kind"),
        ([file('a;"open')], {}, "Line 1"),
        ([file("a;EUR")], {"size": "small"}, "none of the choices"),
        ([file("a;EUR")], {"colour": "red"}, "no option"),
    ],
)
def test_what_cannot_be_read_is_a_problem_with_a_sentence(files, options, sentence):
    outcome = imports.run_now(kind="toy", files=files, options=options, by=OFFICE, on=DAY)
    assert not outcome.plan.may_be_written
    assert any(word in str(outcome.plan.problems[0].message) for word in sentence.split("|"))


def test_it_is_the_importers_deed():
    stranger = Actor(kind="person", role="coordinator", scope_kind="gmina", unit_id=1)
    for deed in (imports.run_now, imports.check):
        with pytest.raises(NotAllowed):
            deed(kind="toy", files=[file("a;EUR")], by=stranger, on=DAY)
    run = checked("a;EUR\n")
    for deed in (imports.apply, imports.undo, jobs.ask_to_apply):
        with pytest.raises(NotAllowed):
            deed(run=run, by=stranger, on=DAY)
    with pytest.raises(Refusal, match="rates"):
        imports.run_now(kind="nothing", files=[], by=OPERATOR, on=DAY)


# --- taking back


def test_an_import_is_taken_back_to_what_was_there():
    now("a;EUR\n")
    run = now("a;PLN\nb;EUR\n").run
    done = imports.undo(run=run, by=OFFICE, on=DAY)
    assert (done.state, here()) == ("undone", {"a": "EUR"})
    with pytest.raises(Refusal, match="nothing to take back"):
        imports.undo(run=run, by=OFFICE, on=DAY)


def test_the_later_one_first():
    first, second = now("a;EUR\n").run, now("a;PLN\n").run
    with pytest.raises(Refusal, match=rf"no\. {second.pk}, a\.csv"):
        imports.undo(run=first, by=OFFICE, on=DAY)
    imports.undo(run=second, by=OFFICE, on=DAY)
    imports.undo(run=first, by=OFFICE, on=DAY)
    assert here() == {}


def test_what_something_points_to_stays():
    run = now("a;EUR\n").run
    Account.objects.create(reference="child", currency="EUR", path="/x/", parent=Account.objects.get(reference="a"))
    with pytest.raises(Refusal, match="child"):
        imports.undo(run=run, by=OFFICE, on=DAY)
    assert here() == {"a": "EUR"}
    assert ImportRun.objects.get(pk=run.pk).state == "applied"


def test_what_a_later_hand_changed_stays():
    now("a;EUR\n")
    run = now("a;PLN\n").run
    Account.objects.filter(reference="a").update(currency="CHF")
    with pytest.raises(Refusal, match="Somebody changed"):
        imports.undo(run=run, by=OFFICE, on=DAY)
    assert here() == {"a": "CHF"}


def test_days_and_empty_values_come_back_as_they_were():
    letter = OutboxMessage.objects.create(
        to_address="a@example.com", subject="s", body="b", language="pl", written_at="2009-07-16T08:00Z", due_on=DAY,
        next_attempt_at="2009-07-16T08:00Z",
    )  # fmt: skip
    letter.refresh_from_db()
    undo = imports.Undo()
    undo.note_before(letter, ["due_on", "sent_at", "written_at"])
    OutboxMessage.objects.filter(pk=letter.pk).update(due_on=date(2010, 1, 1), sent_at="2010-01-01T00:00Z")
    run = checked("a;EUR\n")
    kept = imports.packing.packed_undo(undo, undoing.fingerprints(undo.before))
    ImportTrace.objects.filter(run=run).update(undo=kept)
    undoing.take_back(ImportTrace.objects.get(run=run))
    again = OutboxMessage.objects.get(pk=letter.pk)
    assert (again.due_on, again.sent_at, again.written_at) == (DAY, None, letter.written_at)


# --- in the worker


def test_the_worker_notes_why_it_was_not_written():
    run = checked("a;EUR\n")
    jobs.ask_to_apply(run=run, by=OFFICE, on=DAY)
    assert ImportRun.objects.get().state == "applying"
    now("a;PLN\n")
    jobs.write_import.func(
        run.pk, {"kind": "person", "role": "programme_office", "scope_kind": "country"}, "2009-07-16"
    )
    failed = ImportRun.objects.get(pk=run.pk)
    assert failed.state == "failed"
    assert "Something changed" in failed.refusal
    assert imports.check_again(run=failed, by=OFFICE).state == "checked"


def test_the_worker_writes_it():
    run = checked("a;EUR\n")
    jobs.ask_to_apply(run=run, by=OFFICE, on=DAY)
    with pytest.raises(Refusal, match="not waiting"):
        jobs.ask_to_apply(run=run, by=OFFICE, on=DAY)
    actor = {"kind": "person", "role": "programme_office", "scope_kind": "country"}
    jobs.write_import.func(run.pk, actor, "2009-07-16")
    jobs.write_import.func(run.pk, actor, "2009-07-16")  # delivered twice: done once
    assert ImportRun.objects.get().state == "applied"
    assert here() == {"a": "EUR"}


def test_progress_is_told_and_forgotten():
    tell = progress.teller(7)
    tell(1, 4)
    assert progress.of(7) == progress.Progress(1, 4)
    assert progress.of(7).share == 25
    tell(4, 4)
    assert progress.of(7).done == 4
    progress.forget(7)
    assert progress.of(7) == progress.Progress()


def test_what_was_built_on_an_import_is_named():
    """Rows that would go with the added ones stop the undoing, and the import that brought them is named."""
    run = now("a;EUR\n").run
    later = now("b;EUR\n").run
    ImportTrace.objects.filter(run=later).update(tables=["core.OutboxMessage"])
    assert f"no. {later.pk}" in undoing._built_on(["core.OutboxMessage"])
    assert "built on" in undoing._built_on(["core.ReadEvent"])
    assert imports.undo(run=run, by=OFFICE, on=DAY).state == "undone"
