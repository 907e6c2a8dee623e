"""The furniture of every page: the programme, as whom one acts, and the tabs with what waits under each."""

from dataclasses import dataclass, field
from datetime import date

from django.conf import settings
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.text import capfirst

from gromada.accounts import queries as accounts
from gromada.core import charts, clock
from gromada.core.permissions import role_name
from gromada.core.text import _
from gromada.desk import queries

# Tab code, words, route, what the route is about: nothing, the gmina's place in its programme, or the programme.
TABS = {
    "gmina": [
        ("strategy", _("Strategy"), "strategies:strategy", "place"),
        ("plan", _("Plan"), "plans:plans", "place"),
        ("contracts", _("Contracts"), "contracts:list", "place"),
        ("sessions", _("Sessions"), "delivery:of_gmina", "place"),
        ("money", _("Money"), "finance:money", "place"),
        ("reports", _("Reports"), "reports:list", "place"),
    ],
    "council_member": [
        ("strategy", _("Strategy"), "strategies:strategy", "place"),
        ("plan", _("Plan"), "plans:plans", "place"),
        ("money", _("Money"), "finance:money", "place"),
        ("reports", _("Reports"), "reports:list", "place"),
    ],
    "region": [
        ("gminas", _("Gminas"), "programmes:board", "programme"),
        ("plan", _("Plans to review"), "plans:queue", ""),
        ("money", _("Money"), "finance:overview", ""),
        ("catalogue", _("Catalogue"), "programmes:catalogue", "programme"),
        ("indicators", _("Indicators"), "territory:indicators", ""),
    ],
    "country": [
        ("selection", _("Choice of gminas"), "programmes:selections", "programme"),
        ("gminas", _("Gminas"), "programmes:board", "programme"),
        ("money", _("Money"), "finance:overview", ""),
        ("catalogue", _("Catalogue"), "programmes:catalogue", "programme"),
        ("indicators", _("Indicators"), "territory:indicators", ""),
    ],
    "programme_office": [
        ("selection", _("Choice of gminas"), "programmes:selections", "programme"),
        ("money", _("Allocation"), "programmes:office", "programme"),
        ("gminas", _("Gminas"), "programmes:board", "programme"),
        ("spending", _("Money"), "finance:overview", ""),
        ("catalogue", _("Catalogue"), "programmes:catalogue", "programme"),
        ("indicators", _("Indicators"), "territory:indicators", ""),
        ("imports", _("Imports"), "core:imports", ""),
    ],
    "counsel": [("contracts", _("Contracts to review"), "contracts:review_queue", "")],
    "provider": [
        ("contracts", _("Contracts"), "contracts:mine", ""),
        ("sessions", _("Sessions"), "delivery:mine", ""),
        ("money", _("Invoices"), "finance:mine", ""),
    ],
}


TAB_OF_ROOM = {
    "strategies": "strategy",
    "plans": "plan",
    "contracts": "contracts",
    "participants": "sessions",
    "delivery": "sessions",
    "finance": "money",
    "reports": "reports",
    "territory": "indicators",
    "surveys": "strategy",
    "core": "imports",
}
# A room with several tabs: pages whose address does not begin like their tab's.
TAB_OF_PAGE = {
    "selection": "selection",
    "select": "selection",
    "selection_row": "selection",
    "sensitivity": "selection",
    "compare_selections": "selection",
    "decide_selection": "selection",
    "what_if": "money",
    "decide": "money",
    "division": "money",
}


@dataclass(frozen=True)
class Tab:
    label: str
    url: str
    current: bool = False
    count: int = 0


@dataclass(frozen=True)
class Acting:
    role_label: str
    scope_label: str
    mark_svg: str
    others: list[tuple[int, str]] = field(default_factory=list)
    show_day: date | None = None


class Furniture:
    """What the frame of a page asks. Everything is read only when a template asks for it, and once a request."""

    def __init__(self, request):
        self.request = request
        self.is_demo = settings.IS_DEMO
        self.is_inside = getattr(request, "grant", None) is not None

    @cached_property
    def area(self) -> queries.Area:
        return queries.Area(self.request.actor, clock.today())

    @cached_property
    def place(self):
        """The gmina the page is about: what the view set, else the actor's own."""
        return getattr(self.request, "participation", None) or self.area.own

    @cached_property
    def programme(self):
        return self.place.programme if self.place else self.area.programme

    @property
    def programme_name(self) -> str:
        return self.programme.name if self.is_inside and self.programme else ""

    @property
    def search_url(self) -> str:
        return reverse("desk:search") if self.is_inside else ""

    @cached_property
    def mark(self) -> str:
        """The mark of the gmina or the voivodeship one acts for: in the header and, larger, on the start page."""
        unit = self.request.grant.unit if self.is_inside else None
        return charts.mark(self.area.strips, seed=unit.code) if unit else ""

    @cached_property
    def acting(self) -> Acting | None:
        if not self.is_inside:
            return None
        grant = self.request.grant
        others = [(row.pk, _label(row)) for row in self.request.grants if row.pk != grant.pk]
        return Acting(
            role_label=capfirst(str(role_name(grant.role))),
            scope_label=accounts.scope_name(grant),
            mark_svg=self.mark,
            others=others,
            show_day=clock.today() if settings.IS_DEMO else None,
        )

    @cached_property
    def turns(self) -> queries.Turns:
        return queries.turns(self.request.actor, clock.today())

    @cached_property
    def tabs(self) -> list[Tab]:
        if not self.is_inside:
            return []
        actor = self.request.actor
        counts = self.turns.counts()
        here = self.request.path
        start = reverse("desk:start")
        rows = [Tab(str(_("Start")), start, current=here == start)]
        for code, label, route, about in TABS.get(actor.role) or TABS.get(actor.scope_kind, []):
            keys = {"place": self.place and self.place.pk, "programme": self.programme and self.programme.code}
            target = keys.get(about)
            if about and target is None:
                continue
            url = reverse(route, args=[target] if about else [])
            rows.append(Tab(str(label), url, current=self._is_current(code, url), count=counts.get(code, 0)))
        return rows

    def _is_current(self, code: str, url: str) -> bool:
        """A page belongs to the tab of its room; rooms with several tabs are told apart by the address."""
        match = self.request.resolver_match
        room = match.app_name if match else ""
        if room == "finance" and self.request.actor.role == "programme_office":
            return code == "spending"
        if room == "programmes" and match.url_name in TAB_OF_PAGE:
            return code == TAB_OF_PAGE[match.url_name]
        return code == TAB_OF_ROOM[room] if room in TAB_OF_ROOM else self.request.path.startswith(url)


def _label(grant) -> str:
    role, scope = capfirst(str(role_name(grant.role))), accounts.scope_name(grant)
    return f"{role}, {scope}" if scope else role


def furniture(request) -> dict:
    """The context processor. One a request, however many templates it takes: what was read stays read."""
    if not hasattr(request, "furniture"):
        request.furniture = Furniture(request)
    return {"furniture": request.furniture}
