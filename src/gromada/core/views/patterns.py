"""The patterns page (every part in every state), and the word to a load balancer that we live."""

import base64
from datetime import date, datetime
from decimal import Decimal
from types import SimpleNamespace

from django import forms
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import connection
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from gromada.core import charts, clock
from gromada.core.money import AmountField, format_number
from gromada.core.templatetags.fields import DayField

TODAY = date(2009, 7, 16)
STRIPS = [
    ("I", 26),
    ("I", 6),
    ("I", 3),
    ("II", 18),
    ("II", 9),
    ("II", 4),
    ("III", 9.4),
    ("III", 9.5),
    ("III", 4),
    ("V", 8),
]
OUTLINE = [
    [
        (3, 28),
        (1, 31),
        (11, 39),
        (6, 47),
        (12, 59),
        (10, 78),
        (19, 93),
        (25, 91),
        (38, 91),
        (46, 91),
        (50, 81),
        (64, 88),
        (76, 84),
        (82, 92),
        (99, 70),
        (83, 66),
        (87, 56),
        (77, 52),
        (82, 45),
        (70, 32),
        (62, 16),
        (43, 20),
        (28, 9),
        (9, 15),
    ]
]
RATES = [3.58, 3.6, 3.55, 3.52, 3.44, 3.38, 3.21, 3.35, 3.4, 3.62, 3.75, 3.98, 4.31, 4.89, 4.7, 4.52, 4.42, 4.47, 4.29]


@login_not_required
@require_safe
def health(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 - Django's signature
    """200 and "ok" while the process answers and its database does; anything else is for the balancer to act on."""
    connection.ensure_connection()
    return JsonResponse({"status": "ok"}, headers={"Cache-Control": "no-store"})


class SampleForm(forms.Form):
    """One field of every kind, for the patterns page."""

    number = forms.CharField(
        label="Tax number of the issuer", help_text="10 digits, hyphens may be left out", min_length=10
    )
    amount = AmountField(label="Amount to pay", currency="PLN", max_value=Decimal(6000))
    on = DayField(label="Day of the invoice")
    kind = forms.ChoiceField(
        label="Kind of service", choices=[("", "Choose"), ("II.1", "II.1 Day room")], required=False
    )
    way = forms.ChoiceField(
        label="How do we pay?", choices=[("bank", "By transfer"), ("cash", "In cash")], widget=forms.RadioSelect
    )
    groups = forms.MultipleChoiceField(
        label="For whom",
        choices=[("1", "Older people"), ("2", "Children")],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    complete = forms.BooleanField(label="The list of attendance is complete", required=False)
    scan = forms.FileField(label="Scan of the invoice", required=False, help_text="PDF or JPEG, up to 20 MB")
    remarks = forms.CharField(label="Remarks", required=False, widget=forms.Textarea(attrs={"rows": 3}))


def _button(
    label: str, deed: str, *, method: str = "post", why_not: str = "", primary: bool = False
) -> SimpleNamespace:
    return SimpleNamespace(label=label, deed=deed, url="#", method=method, why_not=why_not, primary=primary)


def _turns() -> list[dict]:
    return [
        {
            "title": "Mend the plan and send it back to the consultant",
            "url": "#",
            "button": "Mend the plan",
            "due_on": TODAY,
            "detail": "Version 3 came back with one remark: the summer camp, line 6.",
        },
        {
            "title": "Check invoice F 20/2009 for the summer camp",
            "url": "#",
            "button": "Check the invoice",
            "due_on": date(2009, 7, 17),
            "detail": "Fundacja Trzy Jabłonie. The list of attendance is complete.",
        },
        {
            "title": "Confirm the sessions of June in „Pod Kasztanem”",
            "url": "#",
            "button": "Look through",
            "unit_name": "Bierzwnik",
            "due_on": date(2009, 7, 9),
        },
        {"title": "Read the answer of the council", "url": "#", "button": "Read", "since": date(2009, 7, 8)},
    ]


def _findings() -> list[dict]:
    return [
        {
            "kind": "bad",
            "title": "The plan exceeds the allocation by EUR 212.46",
            "source": "Rule L1: no more than the allocation",
            "text": "Shorten the summer camp by one day or make another line smaller.",
            "mends": [("Go to line 6", "#line-6")],
        },
        {
            "kind": "warn",
            "title": "85 zł an hour is much for this kind",
            "source": "Rule K4: cost of a unit; 23 similar lines",
            "text": "In similar gminas 52–70 zł. You may leave it and say why.",
            "mends": [("Say why", "#")],
        },
        {"kind": "note", "title": "Remark of the consultant to line 6", "text": "“Why 20 days? The contract says 18.”"},
        {"kind": "ok", "title": "Every line answers a need of the strategy"},
    ]


def _pictures() -> dict:
    last = len(RATES) - 1
    line = charts.line(
        list(enumerate(RATES)),
        annotations=[(6, "3.2100 lowest"), (13, "4.8900 highest"), (last, "4.2900")],
        x_labels=[(1, "Jan 2008"), (7, "Jul 2008"), (13, "Jan 2009")],
        written=lambda value: format_number(Decimal(str(value)), 2),
        title="The euro from January 2008 to July 2009: lowest 3.21, highest 4.89, last 4.29 zł",
    )
    heads = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
    spans = [("Day room", 0, 6, "II"), ("Seniors' club", 2, 12, "I"), ("Parents' group", 8, 12, "III")]
    stacks = [("Bierzwnik", [39, 23, 7, 1]), ("Dolice", [80, 15, 10, 5])]
    return {
        "line": line,
        "gantt": charts.gantt(spans, heads=heads, today=6.5, title="Three services over the months of 2009"),
        "stacked": charts.stacked(
            stacks, ["p1", "p2", "p3", "p4"], title="Money of two gminas by stage, thousands of EUR"
        ),
        "plot": charts.bars(
            [("Older people", 28, 73, "I"), ("Children", 41, 91, "II")], title="Spent of planned, by group"
        ),
        "trend": charts.trend([22, 24, 23, 27, 29, 31], title="From January to June: 22, 24, 23, 27, 29, 31"),
        "mark": charts.mark(STRIPS, outline=OUTLINE, seed="3202012"),
        "cloth": charts.mark(STRIPS, seed="3202012", title="The mark of a gmina without a border: a woven patch"),
        "path": charts.path_furrows(9, 11, mine=True, title="Stage 9 of 11: services"),
        "lost": charts.difference(-3, most=10),
        "won": charts.difference(7, most=10),
    }


def _maps() -> dict:
    """Maps and plots: borders and squares, as a part of the page and as a picture of its own (here inside its address)."""
    shapes = {str(turn): f"M{turn % 4 * 25} {turn // 4 * 25}h25v25h-25z" for turn in range(12)}
    paints = {
        "1": "in",
        "2": "in3",
        "5": "d1",
        "6": "d5",
        "8": "none",
        "10": "mine",
        **{str(one): f"q{one}" for one in (3, 4)},
    }
    box = charts.Box(-2, -2, 104, 79)
    own = charts.choropleth(shapes, paints, box=box, labels=[charts.Label("Bierzwnik", 37, 12)], palette="image")
    groups = [
        charts.Tiles("north", 0, 0, list("012345")),
        charts.Tiles("south", 2, 1, ["6", "7", "8", "9", "10", "11"]),
    ]
    own_years, above = (
        [(2016, 4.7), (2017, 4.8), (2018, 4.5), (2019, 4.9)],
        [[(2016, 4.2), (2019, 4.4)], [(2016, 5), (2019, 5.1)]],
    )
    return {
        "map_url": "data:image/svg+xml;base64," + base64.b64encode(own.encode()).decode(),
        "map_legend": [("in", "in the programme"), ("d1", "loses"), ("d5", "gains"), ("none", "no value"), ("mine", "your turn")],
        "tiles": charts.tiles(groups, paints, title="Twelve gminas in two groups, schematic"),
        "histogram": charts.histogram(
            [50, 52, 55, 61, 70, 72, 78, 88, 95, 96, 101, 110], before=[50, 50, 60, 90], bins=6, unit="thousand EUR",
            title="Twelve amounts from 50 to 110 thousand EUR; dashed: as it was",
        ),
        "lorenz": charts.lorenz(
            [(10, 4), (20, 15), (30, 30), (40, 60)], across="share of people", up="share of money",
            title="The poorer half of the people has two fifths of the money",
        ),
        "multiples": charts.multiples([("From 4.7 in 2016 to 4.9 in 2019", own_years, above)]),
    }  # fmt: skip


def _sample() -> dict:
    half = Decimal("35250.00")
    return {
        "furniture": SimpleNamespace(
            programme_name="A programme of social integration",
            search_url="#",
            is_demo=True,
            tabs=[
                SimpleNamespace(label=label, url="#", current=label == "Plan", count=count)
                for label, count in (
                    ("Start", 0),
                    ("Strategy", 0),
                    ("Plan", 1),
                    ("Contracts", 0),
                    ("Sessions", 1),
                    ("Money", 2),
                )
            ],
            acting=SimpleNamespace(
                role_label="Coordinator",
                scope_label="Bierzwnik",
                show_day=TODAY,
                others=[(1, "Social worker")],
                mark_svg=charts.mark(STRIPS, outline=OUTLINE, seed="3202012"),
            ),
        ),
        "today": TODAY,
        "turns": _turns(),
        "waits": [
            ("Legal opinion on contract U/8/2009", "The ministry", date(2009, 7, 8)),
            ("Bill R 18", "The treasurer", TODAY),
        ],
        "tags": [
            ("mine", "Your turn: mend"),
            ("others", "With the consultant"),
            ("draft", "Draft"),
            ("ok", "Accepted"),
            ("bad", "Late"),
        ],
        "buttons": [
            _button("Send to the consultant", "send", primary=True),
            _button("Download XLSX", "xlsx", method="get"),
            _button("Send to the ministry", "ministry", why_not="First mend the 2 errors that the check found."),
        ],
        "months": [False] * 6 + [True, True, False, False, True, True],
        "findings": _findings(),
        "money": {
            "paid": Decimal("39714.46"),
            "committed": Decimal("23418.64"),
            "planned": Decimal("6992.03"),
            "free": Decimal("374.87"),
            "zero": Decimal(),
            "half": half,
            "over": Decimal("2120.46"),
            "limit": Decimal(23500),
        },
        "stages": [
            ("Allocated", Decimal(70500), 1, "p0", "decision of 12.2007"),
            ("Planned", Decimal("70125.13"), 0.9947, "p3", "version 2"),
            ("Contracted", Decimal("63133.10"), 0.8955, "p2", "7 contracts"),
            ("Paid", Decimal("39714.46"), 0.5633, "p1", "17 payments"),
        ],
        "rows": [
            ("Older people", "72 600 zł", 0.798, "I"),
            ("Children", "90 950 zł", 1, "II"),
            ("Families", "40 560 zł", 0.446, "III", 0.8),
        ],
        "groups": [
            ("f1", "Older people"),
            ("f2", "Children"),
            ("f3", "Families"),
            ("f5", "Training"),
            ("p3", "planned"),
        ],
        "facts": [
            ("For whom", "people from 65"),
            ("Paid", "39 714.46", "num"),
            ("Together, EUR", "70 500.00", "num sum"),
        ],
        "dates": [
            (date(2009, 7, 24), "The call for advances ends", "ROPS"),
            (date(2009, 8, 15), "Report on the quarter"),
        ],
        "events": [
            (
                datetime(2009, 7, 14, 9, 5, tzinfo=clock.WARSAW),
                "The consultant sent back the plan, version 3.",
                "In review → sent back.",
            ),
            (date(2009, 7, 6), "The coordinator sent the plan.", "", "entry 4 118, hash 9f3a 77c1, the chain is whole"),
        ],
        "page": SimpleNamespace(rows=[1] * 50, next_token="x"),  # noqa: S106 - a place in a list, no secret
        "computed": Decimal("1468.33"),
        "none": (),
        "chips": [("All 13", "#", True), ("Your turn 3", "#"), ("Longer than 14 days 1", "#")],
    }


@login_not_required
@require_safe
def patterns(request: HttpRequest) -> HttpResponse:
    """Every part in every state; there only in development and tests, so that no public home shows invented matters."""
    if not (settings.DEBUG or getattr(settings, "PATTERNS_PAGE", False)):
        raise Http404
    faulty = SampleForm({"number": "123-456", "amount": "6300", "on": "the day after", "way": ""}, auto_id="bad_%s")
    blank = SampleForm(initial={"amount": Decimal(6300), "on": TODAY}, auto_id="new_%s")
    return render(request, "core/patterns.html", _sample() | _pictures() | _maps() | {"faulty": faulty, "blank": blank})
