"""A definition into rows: what pages list and plans point to. The definition itself is kept whole as its version."""

from datetime import datetime

from django.db.models import ProtectedError

from gromada.core.permissions import Actor, Refusal
from gromada.core.text import _
from gromada.ledger import actions as ledger
from gromada.programmes import definitions
from gromada.programmes.definitions import Definition
from gromada.programmes.models import (
    CatalogueCell,
    CatalogueExample,
    Component,
    DefinitionVersion,
    FundingSource,
    Goal,
    Programme,
    RuleSet,
    ServiceGroup,
    ServiceKind,
    TaskLine,
)


def check(definition: Definition) -> None:
    """Raise Refusal for a file that is only a kind, and for the first error of the file's check."""
    if definition.abstract:
        raise Refusal(
            _("“%(code)s” is a kind that programmes are based on, not a programme. Load a file that is based on it.")
            % {"code": definition.code}
        )
    errors = [finding for finding in definitions.checks(definition) if finding.severity == "error"]
    if errors:
        raise Refusal(errors[0].sentence, rule=errors[0].code, source=errors[0].source)


def write(definition: Definition, *, by: Actor, moment: datetime) -> tuple[Programme, DefinitionVersion, bool]:
    """The programme with this definition in force; the flag says whether the version is new."""
    programme = Programme.objects.select_related("version", "account").filter(code=definition.code).first()
    if programme and programme.version and programme.version.digest == definition.fingerprint:
        return programme, programme.version, False
    if programme and programme.currency != definition.currency:
        raise Refusal(_("A programme does not change its currency. Give the file another code."))
    programme = programme or _open(definition, by)
    known = programme.versions.filter(digest=definition.fingerprint).first()
    version = known or DefinitionVersion.objects.create(
        programme=programme,
        number=programme.versions.count() + 1,
        digest=definition.fingerprint,
        stored=definition.stored,
        loaded_at=moment,
    )
    Programme.objects.filter(pk=programme.pk).update(version=version, **_facts(definition))
    if known is None:
        _rule_sets(programme, version, definition)
    _lists(programme, definition)
    _catalogue(programme, definition)
    return Programme.objects.select_related("version", "account").get(pk=programme.pk), version, known is None


def _facts(definition: Definition) -> dict:
    return {
        "name_pl": definition.name("pl"),
        "name_en": definition.name("en"),
        "window_from": definition.window.since,
        "window_until": definition.window.until,
        "services_envelope": definition.envelope,
    }


def _open(definition: Definition, by: Actor) -> Programme:
    if definition.window is None:
        raise Refusal(_("The file gives no days within which money may be spent ([window])."))
    account = ledger.open_account(reference=f"programme:{definition.code}", currency=definition.currency, by=by)
    return Programme.objects.create(
        code=definition.code, currency=definition.currency, account=account, **_facts(definition)
    )


def _rule_sets(programme: Programme, version: DefinitionVersion, definition: Definition) -> None:
    RuleSet.objects.bulk_create(
        RuleSet(
            programme=programme,
            version=version,
            code=rules.version,
            name_pl=rules.label_pl,
            name_en=rules.label_en,
            valid_from=rules.valid_from,
            valid_until=rules.valid_until,
            source=rules.source,
        )
        for rules in definition.rule_sets
    )


def _gone(model, programme: Programme, codes: set[str]) -> None:
    """Take away the rows that the file no longer has. Refused where a document still points to one."""
    for row in model.objects.filter(programme=programme).exclude(code__in=codes).order_by("pk"):
        try:
            row.delete()
        except ProtectedError as error:
            raise Refusal(
                _(
                    "“%(code)s” is missing in the new file, and documents point to it. Keep it in; "
                    "a group can be closed instead."
                )
                % {"code": row.code}
            ) from error


def _keep(model, programme: Programme, code: str, **facts):
    return model.objects.update_or_create(programme=programme, code=code, defaults=facts)[0]


def _names(part) -> dict:
    return {"name_pl": part.name_pl, "name_en": part.name_en}


def _texts(part) -> dict:
    return {"text_pl": part.text_pl, "text_en": part.text_en}


def _lists(programme: Programme, definition: Definition) -> None:
    for component in definition.components:
        _keep(
            Component,
            programme,
            component.code,
            envelope=component.envelope,
            source=component.source,
            **_names(component),
        )
    for at, goal in enumerate(definition.goals, 1):
        _keep(Goal, programme, goal.code, level=goal.level, place=at, source=goal.source, **_texts(goal))
    for at, line in enumerate(definition.task_lines, 1):
        _keep(TaskLine, programme, line.code, place=at, text_pl=line.name_pl, text_en=line.name_en, source=line.source)
    for at, source in enumerate(definition.money_sources, 1):
        facts = {"in_allocation": source.counts_to_allocation, "source": source.source}
        _keep(FundingSource, programme, source.code, place=at, **facts, **_names(source))
    for model, parts in (
        (Component, definition.components),
        (Goal, definition.goals),
        (TaskLine, definition.task_lines),
        (FundingSource, definition.money_sources),
    ):
        _gone(model, programme, {part.code for part in parts})


def _catalogue(programme: Programme, definition: Definition) -> None:
    groups = {
        group.code: _keep(
            ServiceGroup,
            programme,
            group.code,
            place=at,
            colour=str(group.colour),
            has_kinds=group.has_kinds,
            is_enabled=group.enabled,
            source=group.source,
            **_names(group),
        )
        for at, group in enumerate(definition.groups, 1)
    }
    kinds = {
        kind.code: _keep(ServiceKind, programme, kind.code, place=at, **_names(kind))
        for at, kind in enumerate(definition.kinds, 1)
    }
    kept = [(cell.group, cell.kind or None) for cell in definition.cells]
    for row in CatalogueCell.objects.filter(programme=programme).select_related("group", "kind").order_by("pk"):
        if (row.group.code, row.kind and row.kind.code) not in kept:
            row.delete()
    _gone(ServiceGroup, programme, set(groups))
    _gone(ServiceKind, programme, set(kinds))
    for cell in definition.cells:
        row, _made = CatalogueCell.objects.update_or_create(
            programme=programme,
            group=groups[cell.group],
            kind=kinds.get(cell.kind),
            defaults={
                "is_enabled": cell.enabled,
                "reason_pl": cell.reason_pl,
                "reason_en": cell.reason_en,
                "source": cell.source,
            },
        )
        row.examples.all().delete()
        CatalogueExample.objects.bulk_create(
            CatalogueExample(
                cell=row, place=at, text_pl=example.pl, text_en=example.en, source=example.source or cell.source
            )
            for at, example in enumerate(cell.examples, 1)
        )
