"""People who sign in, organisations of every kind, and dated grants of a role with a scope."""

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models

from gromada.accounts.states import OrganisationKind, Role, ScopeKind, Tier
from gromada.core.permissions import Actor, Reach
from gromada.core.vault import VaultField, VaultId
from gromada.territory.models import Unit


class UserManager(BaseUserManager):
    def get_by_natural_key(self, login):
        return self.get(login__iexact=login)


class User(AbstractBaseUser):
    """A person who signs in. What they may do comes from their grants alone."""

    login = models.CharField(max_length=60, unique=True)
    name = models.CharField(max_length=120)
    email = models.EmailField(blank=True)
    language = models.CharField(max_length=5, default="pl")
    is_active = models.BooleanField(default=True)

    USERNAME_FIELD = "login"
    REQUIRED_FIELDS = ["name"]
    objects = UserManager()

    def __str__(self):
        return self.name


class OrganisationQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor):
        """Organisations are public bodies or registered ones; a provider sees itself, everyone inside sees all."""
        if actor.scope_kind == "provider":
            return self.filter(pk=actor.organisation_id)
        return self if actor.sees_country or actor.grant_id else self.none()


class Organisation(models.Model):
    """An office, a provider or a partner. Numbers are checked on entry; a parish needs no KRS (domain.md Q18)."""

    vault_id = VaultId()
    kind = models.CharField(max_length=20, choices=OrganisationKind.choices)
    name = models.CharField(max_length=200)
    name_key = models.CharField(max_length=600)
    name_folded = models.CharField(max_length=200)
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="organisations")
    nip = models.CharField(max_length=10, blank=True)
    regon = models.CharField(max_length=14, blank=True)
    krs = models.CharField(max_length=10, blank=True)
    other_register = models.CharField(max_length=200, blank=True)
    bank_account = VaultField(blank=True)
    founded_on = models.DateField(null=True)

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["nip"], condition=~models.Q(nip=""), name="organisation_nip_once"),
            models.UniqueConstraint(fields=["regon"], condition=~models.Q(regon=""), name="organisation_regon_once"),
        ]

    def __str__(self):
        return self.name


class Grant(models.Model):
    """From a day until a day, a person has a role in a scope: the country, a voivodeship, a gmina or a provider."""

    user = models.ForeignKey(User, models.PROTECT, related_name="grants")
    role = models.CharField(max_length=20, choices=Role.choices)
    scope_kind = models.CharField(max_length=10, choices=ScopeKind.choices)
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="grants")
    valid_from = models.DateField()
    valid_until = models.DateField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(scope_kind="country", unit=None)
                | models.Q(scope_kind__in=["region", "gmina"], unit__isnull=False)
                | models.Q(scope_kind="provider", organisation__isnull=False),
                name="grant_scope_is_named",
            ),
            models.CheckConstraint(
                condition=models.Q(valid_until=None) | models.Q(valid_until__gte=models.F("valid_from")),
                name="grant_ends_after_start",
            ),
            models.UniqueConstraint(
                fields=["user", "role", "unit", "organisation"],
                condition=models.Q(valid_until=None),
                nulls_distinct=False,
                name="grant_once",
            ),
        ]

    def __str__(self):
        return f"{self.user_id} {self.role}"

    @property
    def reach(self) -> Reach:
        """Who may hand the role out or end it: those whose area covers its scope; a country-wide one, the country."""
        unit = self.unit or (self.organisation.unit if self.organisation else None)
        if unit is None or unit.parent is None:
            return Reach(region_id=unit and unit.pk, provider_id=self.organisation_id)
        if self.scope_kind == ScopeKind.REGION:
            return Reach(region_id=unit.pk)
        return Reach(unit.pk, unit.parent.parent_id, self.organisation_id)


class Persona(models.Model):
    """A grant that the sign-in page of a demo home offers with one click, on a day of its programme."""

    grant = models.OneToOneField(Grant, models.CASCADE, related_name="persona")
    show_day = models.DateField()
    tier = models.CharField(max_length=12, choices=Tier.choices)
    place = models.PositiveSmallIntegerField()

    def __str__(self):
        return f"{self.grant_id}"


class FailedSignIn(models.Model):
    """A sign-in that failed: the login as a blind index, the address, the moment. Too many, and both must wait."""

    login_index = models.CharField(max_length=64)
    address = models.CharField(max_length=45)
    moment = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["login_index", "address", "moment"], name="failed_sign_in_of_login")]

    def __str__(self):
        return f"{self.moment}"
