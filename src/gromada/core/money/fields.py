"""Columns of whole minor units that speak Decimal, and the form fields that read what people type."""

from decimal import Decimal, InvalidOperation
from typing import ClassVar

from django import forms
from django.core import checks
from django.core.exceptions import FieldError, ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models.expressions import BaseExpression, Combinable, Expression, Value, register_combinable_fields

from gromada.core.money.arithmetic import from_minor, to_minor
from gromada.core.money.writing import CURRENCIES, format_number, parse_amount
from gromada.core.text import _

_BIGGEST = 2**63 - 1


class AmountField(forms.Field):
    """Reads ``1 234,50``, ``1234.50`` or ``1 234,50 zł`` into a Decimal with two decimals; never rounds."""

    widget = forms.TextInput
    places = 2

    def __init__(
        self,
        *,
        currency: str | None = None,
        min_value: Decimal | None = None,
        max_value: Decimal | None = None,
        **kwargs,
    ) -> None:
        self.currency, self.min_value, self.max_value = currency, min_value, max_value
        super().__init__(**kwargs)
        if min_value is not None:
            self.validators.append(MinValueValidator(min_value))
        if max_value is not None:
            self.validators.append(MaxValueValidator(max_value))

    def to_python(self, value: object) -> Decimal | None:
        if value in self.empty_values or (isinstance(value, str) and not value.strip()):
            return None
        try:
            if isinstance(value, str):
                return parse_amount(value, self.currency, self.places)
            return from_minor(to_minor(value, self.places), self.places)
        except ValueError as error:
            raise ValidationError(str(error), code="unreadable") from error

    def prepare_value(self, value: object) -> object:
        return format_number(value, self.places) if isinstance(value, Decimal) else value

    def widget_attrs(self, widget: forms.Widget) -> dict:  # noqa: ARG002 - Django's signature
        return {"inputmode": "decimal", "autocomplete": "off"}


class RateFormField(AmountField):
    """Reads an exchange rate: four decimals at most, comma or dot."""

    places = 4


class _ScaledField(models.Field):
    """A BIGINT that holds a Decimal as whole units of ``places`` decimals.

    Not a subclass of BigIntegerField on purpose: Django would then let an amount be added to a bare Decimal or to a
    count in SQL, and five złotys would be added as five grosze. Here that is refused, and sums of two amounts stay
    amounts.
    """

    empty_strings_allowed = False
    places = 2
    default_error_messages: ClassVar[dict] = {
        "unreadable": _("“%(value)s” is not a number."),
        "too_big": _("%(value)s is too big to keep."),
    }

    def get_internal_type(self) -> str:
        return "BigIntegerField"

    def to_python(self, value: object) -> Decimal | None:
        """Decimal with exactly ``places`` decimals. TypeError for a float, ValidationError for more decimals or no
        number.
        """
        if value is None:
            return None
        if isinstance(value, str):
            try:
                value = Decimal(value)
            except InvalidOperation as error:
                raise ValidationError(
                    self.error_messages["unreadable"], code="unreadable", params={"value": value}
                ) from error
        try:
            whole = to_minor(value, self.places)
        except ValueError as error:
            raise ValidationError(str(error), code="decimals") from error
        if abs(whole) > _BIGGEST:
            raise ValidationError(self.error_messages["too_big"], code="too_big", params={"value": value})
        return from_minor(whole, self.places)

    def get_prep_value(self, value: object) -> Decimal | None:
        return self.to_python(super().get_prep_value(value))

    def get_db_prep_value(self, value: object, connection, prepared: bool = False) -> int | None:  # noqa: ARG002 - Django's signature
        value = self.get_prep_value(value)
        return None if value is None else to_minor(value, self.places)

    def get_placeholder(self, value: object, compiler, connection) -> str:  # noqa: ARG002 - Django's signature
        """Refuses to store an expression of another kind, such as a rate or a bare number: see ``constant``."""
        if isinstance(value, BaseExpression) and not isinstance(value.output_field, type(self)):
            raise FieldError(f"{self} cannot take a {type(value.output_field).__name__}; see core.money.constant.")
        return "%s"

    def from_db_value(self, value: int | None, expression: Expression, connection) -> Decimal | None:  # noqa: ARG002 - Django's signature
        if isinstance(expression, models.Avg | models.StdDev | models.Variance):
            raise FieldError(
                f"{type(expression).__name__} of {self} would lose cents: ask Sum and Count and use round_half_up."
            )
        return None if value is None else from_minor(int(value), self.places)

    def get_default(self) -> Decimal | None:
        default = super().get_default()
        return default if hasattr(default, "resolve_expression") else self.to_python(default)

    def value_to_string(self, obj: models.Model) -> str:
        value = self.to_python(self.value_from_object(obj))
        return "" if value is None else str(value)


class CentsField(_ScaledField):
    """An amount of money as whole cents or grosze; Python sees a Decimal with two decimals.

    ``currency`` is "EUR", "PLN" or None where the row names its currency in a column of its own. Sum, Min and Max give
    Decimals.
    """

    description = "Amount of money"

    def __init__(self, *args, currency: str | None = None, **kwargs) -> None:
        self.currency = currency
        super().__init__(*args, **kwargs)

    def deconstruct(self):
        name, _path, args, kwargs = super().deconstruct()
        if self.currency is not None:
            kwargs["currency"] = self.currency
        return name, "gromada.core.money.CentsField", args, kwargs

    def check(self, **kwargs) -> list:
        problems = super().check(**kwargs)
        if self.currency not in (None, *CURRENCIES):
            problems.append(
                checks.Error(f"currency is {self.currency!r}, not EUR, PLN or None.", obj=self, id="gromada.E001")
            )
        return problems

    def formfield(self, **kwargs) -> forms.Field:
        return super().formfield(**{"form_class": AmountField, "currency": self.currency} | kwargs)


class RateField(_ScaledField):
    """An exchange rate (PLN for one EUR) as whole ten-thousandths; Python sees a Decimal with four decimals."""

    description = "Exchange rate"
    places = 4

    def deconstruct(self):
        name, _path, args, kwargs = super().deconstruct()
        return name, "gromada.core.money.RateField", args, kwargs

    def formfield(self, **kwargs) -> forms.Field:
        return super().formfield(**{"form_class": RateFormField} | kwargs)


def constant(amount: Decimal | int) -> Value:
    """An amount inside a database expression: ``F("amount") + constant(Decimal("5.00"))``."""
    return Value(amount, output_field=CentsField())


for _sign in (Combinable.ADD, Combinable.SUB):
    register_combinable_fields(CentsField, _sign, CentsField, CentsField)
register_combinable_fields(CentsField, Combinable.MUL, models.IntegerField, CentsField)
register_combinable_fields(models.IntegerField, Combinable.MUL, CentsField, CentsField)
