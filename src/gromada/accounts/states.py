"""Roles, scopes and kinds of organisations. Roles are the plain codes that permission tables use."""

from django.db import models

from gromada.core.text import _


class Role(models.TextChoices):
    PROGRAMME_OFFICE = "programme_office", _("programme office")
    COUNSEL = "counsel", _("programme's legal counsel")
    LENDER = "lender", _("lender")
    AUDITOR = "auditor", _("auditor")
    CONSULTANT = "consultant", _("regional consultant")
    ROPS = "rops", _("regional social policy centre")
    COORDINATOR = "coordinator", _("gmina coordinator")
    GOPS_MANAGER = "gops_manager", _("GOPS manager")
    SOCIAL_WORKER = "social_worker", _("social worker")
    TREASURER = "treasurer", _("treasurer")
    MAYOR = "mayor", _("mayor")
    COUNCIL_MEMBER = "council_member", _("council member")
    PROVIDER = "provider", _("provider")


# What a newcomer reads under a role on the sign-in page of a demo.
WORK_OF_ROLE = {
    Role.PROGRAMME_OFFICE: _("Divides the money and follows the whole programme"),
    Role.COUNSEL: _("Reviews contracts above the threshold"),
    Role.LENDER: _("Reads what the money was spent on"),
    Role.AUDITOR: _("Reads everything and changes nothing"),
    Role.CONSULTANT: _("Reviews the plans of gminas and returns or accepts them"),
    Role.ROPS: _("Follows the gminas of the voivodeship"),
    Role.COORDINATOR: _("Writes the plan, prepares contracts, takes in invoices"),
    Role.GOPS_MANAGER: _("Answers for services and the people in them"),
    Role.SOCIAL_WORKER: _("Enrols people and marks attendance"),
    Role.TREASURER: _("Checks and pays invoices"),
    Role.MAYOR: _("Signs contracts and presents the report"),
    Role.COUNCIL_MEMBER: _("Reads the strategy, the plan and the report"),
    Role.PROVIDER: _("Gives services, marks attendance, sends invoices"),
}


class Tier(models.TextChoices):
    """Where a persona stands on the sign-in page of a demo."""

    MINISTRY = "ministry", _("Ministry")
    REGION = "region", _("Voivodeship")
    GMINA = "gmina", _("Gmina")
    PROVIDER = "provider", _("Providers")
    CONTROL = "control", _("Control and lender")
    ELSEWHERE = "elsewhere", _("Another programme")


class ScopeKind(models.TextChoices):
    COUNTRY = "country", _("country")
    REGION = "region", _("voivodeship")
    GMINA = "gmina", _("gmina")
    PROVIDER = "provider", _("provider")


# Which scope a role is granted with; a grant with another scope is refused.
SCOPE_OF_ROLE = {
    Role.PROGRAMME_OFFICE: ScopeKind.COUNTRY,
    Role.COUNSEL: ScopeKind.COUNTRY,
    Role.LENDER: ScopeKind.COUNTRY,
    Role.AUDITOR: ScopeKind.COUNTRY,
    Role.CONSULTANT: ScopeKind.REGION,
    Role.ROPS: ScopeKind.REGION,
    Role.COORDINATOR: ScopeKind.GMINA,
    Role.GOPS_MANAGER: ScopeKind.GMINA,
    Role.SOCIAL_WORKER: ScopeKind.GMINA,
    Role.TREASURER: ScopeKind.GMINA,
    Role.MAYOR: ScopeKind.GMINA,
    Role.COUNCIL_MEMBER: ScopeKind.GMINA,
    Role.PROVIDER: ScopeKind.PROVIDER,
}


class OrganisationKind(models.TextChoices):
    """Offices first, then the kinds that can be providers (R50, R51; domain.md 3.2)."""

    MINISTRY = "ministry", _("ministry")
    REGIONAL_CENTRE = "regional_centre", _("regional social policy centre")
    GMINA_OFFICE = "gmina_office", _("gmina office")
    SOCIAL_CENTRE = "social_centre", _("social assistance centre")
    FOUNDATION = "foundation", _("foundation")
    ASSOCIATION = "association", _("association")
    ORDINARY_ASSOCIATION = "ordinary_association", _("ordinary association")
    PARISH = "parish", _("parish")
    CHURCH_LEGAL_PERSON = "church_legal_person", _("church legal person")
    FIRM = "firm", _("firm")
    NATURAL_PERSON = "natural_person", _("private person")
    PUBLIC_UNIT = "public_unit", _("public unit")
    SCHOOL = "school", _("school")
    KGW = "kgw", _("countrywomen's circle")
    OSP = "osp", _("volunteer fire brigade")
    SOCIAL_COOPERATIVE = "social_cooperative", _("social co-operative")
    INFORMAL_GROUP = "informal_group", _("informal group")


OFFICES = (
    OrganisationKind.MINISTRY,
    OrganisationKind.REGIONAL_CENTRE,
    OrganisationKind.GMINA_OFFICE,
    OrganisationKind.SOCIAL_CENTRE,
)

# What the session remembers: the grant one acts in, and in a demo home the day that is taken for today.
GRANT, SHOW_DAY = "grant", "show_day"
