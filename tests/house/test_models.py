"""What holds of every model: keys point down, rows of another room are protected, each table is open or sealed."""

import inspect

import pytest
from django.apps import apps
from django.db import connection, models, transaction
from django.db.utils import DatabaseError

from tests.house.layout import ROOT, level_of, rooms

SEALED = {
    "core.AuditEvent",
    "core.ReadEvent",
    "ledger.ExchangeRate",
    "ledger.Entry",
    "programmes.DefinitionVersion",
    "programmes.Allocation",
    "programmes.Unlocking",
    "programmes.PathRecord",
    "programmes.SelectionDecision",
    "finance.Payment",
    "finance.PaymentShare",
    "surveys.SurveyVersion",
    "strategies.StrategyVersion",
}
OPEN = {
    "core.AuditHead",
    "core.Document",
    "core.ImportRun",
    "core.ImportTrace",
    "core.OutboxMessage",
    "territory.Unit",
    "territory.UnitVersion",
    "territory.UnitFigure",
    "territory.Edition",
    "territory.Indicator",
    "territory.Boundary",
    "territory.Place",
    "accounts.User",
    "accounts.Organisation",
    "accounts.Grant",
    "accounts.Persona",
    "accounts.FailedSignIn",
    "ledger.Account",
    "programmes.Programme",
    "programmes.RuleSet",
    "programmes.Component",
    "programmes.Goal",
    "programmes.TaskLine",
    "programmes.FundingSource",
    "programmes.ServiceGroup",
    "programmes.ServiceKind",
    "programmes.CatalogueCell",
    "programmes.CatalogueExample",
    "programmes.Participation",
    "programmes.SelectionRun",
    "programmes.SelectionRow",
    "programmes.Sensitivity",
    "programmes.AllocationRun",
    "programmes.FixedAmount",
    "surveys.Survey",
    "surveys.SurveyCode",
    "surveys.Response",
    "surveys.Tally",
    "surveys.AnswerTry",
    "strategies.Strategy",
    "strategies.AttendanceNames",
    "strategies.Ballot",
    "strategies.Consultation",
    "strategies.ConsultationComment",
    "strategies.HelpRequest",
    "strategies.Idea",
    "strategies.Leader",
    "strategies.ParticipationEvent",
    "strategies.Partnership",
    "strategies.StrategySurvey",
    "strategies.Vote",
    "strategies.VoteCode",
    "strategies.VoteOption",
    "strategies.Need",
    "strategies.Assessment",
    "strategies.Direction",
    "strategies.FrameLine",
    "strategies.NeedFate",
    "strategies.OwnFigure",
    "strategies.Paragraph",
    "strategies.PickedIndicator",
    "strategies.ProblemNode",
    "strategies.StrategyGoal",
    "strategies.StrategyIndicator",
    "plans.Plan",
    "plans.PlanLine",
    "plans.LineNeed",
    "plans.Remark",
    "plans.FindingAnswer",
    "plans.ReturnedRule",
    "plans.Service",
    "contracts.Contract",
    "participants.Person",
    "participants.Enrolment",
    "delivery.Session",
    "delivery.Attendance",
    "finance.Invoice",
    "reports.Report",
    "reports.PublishedFigure",
}


def ours():
    return [model for model in apps.get_models() if model.__module__.startswith("gromada.")]


def room_of(model) -> str:
    return model.__module__.split(".")[1]


def foreign_keys():
    for model in ours():
        for field in model._meta.get_fields():
            if isinstance(field, models.ForeignKey) and field.related_model.__module__.startswith("gromada."):
                yield model, field


def test_every_model_is_open_or_sealed():
    assert {model._meta.label for model in ours()} == SEALED | OPEN


@pytest.mark.parametrize(("model", "field"), list(foreign_keys()), ids=str)
def test_a_foreign_key_points_down_the_path(model, field):
    assert level_of(room_of(field.related_model)) <= level_of(room_of(model))
    if room_of(field.related_model) != room_of(model):
        assert field.remote_field.on_delete is models.PROTECT


@pytest.mark.django_db
@pytest.mark.parametrize("label", sorted(SEALED))
def test_a_sealed_table_refuses_update_and_delete(label):
    """The triggers are there and named after the table, on whichever database this is."""
    table = apps.get_model(label)._meta.db_table
    catalogue = (
        "SELECT name FROM sqlite_master WHERE type = 'trigger'"
        if connection.vendor == "sqlite"
        else "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal"
    )
    with connection.cursor() as cursor:
        cursor.execute(catalogue)
        names = {row[0].lower() for row in cursor.fetchall()}
    assert {f"seal_{table}_update", f"seal_{table}_delete"} <= names


@pytest.mark.django_db
def test_a_seal_holds_against_the_row_itself():
    rate = apps.get_model("ledger.ExchangeRate").objects.order_by("pk").first() or _a_rate()
    with pytest.raises(DatabaseError, match="sealed"), transaction.atomic():
        type(rate).objects.filter(pk=rate.pk).update(table_no="x")
    with pytest.raises(DatabaseError, match="sealed"), transaction.atomic():
        type(rate).objects.filter(pk=rate.pk).delete()


def _a_rate():
    return apps.get_model("ledger.ExchangeRate").objects.create(
        currency="CHF", effective_on="2001-01-01", table_no="001/A/NBP/2001", rate="2.5000"
    )


@pytest.mark.parametrize("model", ours(), ids=lambda model: model._meta.label)
def test_a_model_has_no_default_order_and_no_save_of_its_own(model):
    assert not model._meta.ordering
    assert "save" not in vars(model)


@pytest.mark.parametrize("model", ours(), ids=lambda model: model._meta.label)
def test_a_model_stands_in_the_glossary(model):
    glossary = (ROOT / "docs" / "reference" / "glossary.md").read_text(encoding="utf-8")
    assert f"`{model.__name__}`" in glossary


def test_every_room_with_tables_is_on_the_path():
    assert {room_of(model) for model in ours()} <= set(rooms())


@pytest.mark.parametrize("model", ours(), ids=lambda model: model._meta.label)
def test_a_model_says_what_it_is(model):
    assert inspect.getdoc(model) is not None
