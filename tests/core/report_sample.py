"""A gmina's report as the report machine would hand it over: invented organisations, figures that add up."""

from gromada.core import charts

GROUPS = {"g1": "Osoby starsze", "g2": "Dzieci i młodzież", "g3": "Rodziny", "g5": "Szkolenia i wsparcie eksperckie"}
NBSP = "\N{NO-BREAK SPACE}"


def _zl(cents: int) -> str:
    whole, rest = divmod(cents, 100)
    return f"{whole:,}".replace(",", NBSP) + f",{rest:02d}"


# key, code, service, need, provider, recipients, planned, contracted, paid (grosze)
SERVICES = [
    (
        "g1",
        "I.1",
        "Pomoc sąsiedzka i opiekunki środowiskowe",
        "P2",
        "Fundacja „Dobry Sąsiad”",
        24,
        4056000,
        4056000,
        2028000,
    ),
    ("g1", "I.2", "Klub seniora „Przy Piecu”", "P1", "Koło Gospodyń Wiejskich w Łasku", 40, 1848000, 1848000, 756000),
    ("g1", "I.3", "Punkt porad i drobnych napraw", "P3", "", 60, 816000, 0, 0),
    ("g1", "I.6", "Bank wymiany opieki", "P2", "", 30, 540000, 0, 0),
    ("g2", "II.1", "Świetlica „Pod Kasztanem”", "P4", "Stowarzyszenie „Źródło”", 35, 5115000, 5115000, 3038000),
    ("g2", "II.2", "Półkolonie letnie", "P4", "Stowarzyszenie „Źródło”", 60, 2520000, 1260000, 630000),
    ("g2", "II.3", "Korepetycje i doradztwo zawodowe", "P5", "Zespół Szkół", 25, 1080000, 810000, 405000),
    ("g2", "II.6", "Młodzi wolontariusze", "P6", "", 18, 380000, 0, 0),
    (
        "g3",
        "III.1",
        "Asystent dziecka z niepełnosprawnością",
        "P7",
        "Fundacja „Dobry Sąsiad”",
        9,
        2112000,
        2112000,
        528000,
    ),
    ("g3", "III.3", "Porady psychologa i mediacje", "P8", "Poradnia „Most”", 45, 1440000, 1440000, 486000),
    ("g3", "III.6", "Grupa wsparcia rodziców", "P8", "", 16, 504000, 0, 0),
    ("g5", "V", "Szkolenie zespołu ośrodka i partnerów", "P9", "", 14, 760000, 0, 0),
]
ROMAN = {"g1": "I", "g2": "II", "g3": "III", "g5": "V"}


def _mark() -> str:
    return charts.mark([(ROMAN[row[0]], row[6]) for row in SERVICES], seed="3202012", palette="print")


def _line() -> str:
    points = " ".join(f"{40 + 90 * month},{150 - value}" for month, value in enumerate([8, 21, 34, 62, 80, 118, 126]))
    months = "".join(
        f'<text x="{40 + 90 * number}" y="176" font-family="Source Sans Pro" text-anchor="middle">{name}</text>'
        for number, name in enumerate(["I", "II", "III", "IV", "V", "VI", "VII"])
    )
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 620 184"><path d="M20 150h580" stroke="#7d7765"/>'
        f'<polyline points="{points}" fill="none" stroke="#17493f" stroke-width="3"/>{months}'
        '<text x="588" y="18" font-family="Manrope" font-weight="700" text-anchor="end">78 710 zł</text></svg>'
    )


def _service_rows() -> list:
    rows, number = [], 0
    for key, name in GROUPS.items():
        mine = [row for row in SERVICES if row[0] == key]
        sums = [_zl(sum(row[column] for row in mine)) for column in (6, 7, 8)]
        rows.append({"kind": "group", "key": key, "span": 4, "cells": [f"{ROMAN[key]}. {name}", "", *sums]})
        for row in mine:
            number += 1
            rows.append(
                {
                    "cells": [
                        str(number),
                        row[2],
                        row[3],
                        row[4] or "jeszcze nie wybrano",
                        str(row[5]),
                        *map(_zl, row[6:]),
                    ]
                }
            )
    totals = [_zl(sum(row[column] for row in SERVICES)) for column in (6, 7, 8)]
    rows.append({"kind": "total", "span": 4, "cells": ["Razem", str(sum(row[5] for row in SERVICES)), *totals]})
    return rows


def _bars() -> list:
    most = max(sum(row[6] for row in SERVICES if row[0] == key) for key in GROUPS)
    rows = []
    for key, label in GROUPS.items():
        planned = sum(row[6] for row in SERVICES if row[0] == key)
        paid = sum(row[8] for row in SERVICES if row[0] == key)
        value = f"{_zl(paid)[:-3]} z {_zl(planned)[:-3]} zł"
        rows.append({"label": label, "value": value, "key": key, "share": paid / most, "limit": planned / most})
    return rows


def _payments() -> list:
    rows = []
    for number in range(1, 37):
        service = SERVICES[(0, 1, 4, 5, 6, 8, 9)[number % 7]]
        rows.append(
            {
                "cells": [
                    str(number),
                    f"{number % 28 + 1:02d}.0{number // 7 + 1}.2009",
                    f"FV {number}/2009",
                    f"{service[3]}: {service[2]}",
                    _zl(78710_00 // 36),
                    "4,2906\n136/A/NBP/2009",
                    _zl(18344_67 // 36),
                ]
            }
        )
    rows.append(
        {"kind": "total", "span": 4, "cells": ["Razem", _zl(78710_00 // 36 * 36), "", _zl(18344_67 // 36 * 36)]}
    )
    return rows


def _ledger() -> dict:
    rows = []
    for row in SERVICES:
        euros = [round(cents / 4.2906) for cents in row[6:]]
        rows.append({"cells": [row[2], *[f"{_zl(pln)}\n{_zl(eur)}" for pln, eur in zip(row[6:], euros, strict=True)]]})
    rows.append(
        {
            "kind": "total",
            "cells": [
                "Razem",
                *[
                    f"{_zl(sum(row[at] for row in SERVICES))}\n{_zl(sum(round(row[at] / 4.2906) for row in SERVICES))}"
                    for at in (6, 7, 8)
                ],
            ],
        }
    )
    return {
        "kind": "table",
        "title": "Tabela 3. Księga: etapy pieniędzy, złote i pod nimi euro",
        "rows": rows,
        "columns": [{"label": "Usługa", "width": 1, "strong": True}]
        + [{"label": label, "align": "right"} for label in ("Zaplanowano", "W umowach", "Wypłacono")],
        "note": "Euro po kursie średnim NBP 4,2906 z 15 lipca 2009, tabela 136/A/NBP/2009 (dzień przed czynnością).",
    }


PARTICIPANTS = {
    "kind": "table",
    "title": "Tabela 2. Uczestnicy",
    "columns": [
        {"label": "Grupa", "width": 1, "strong": True},
        {"label": "Kobiety", "align": "right"},
        {"label": "Mężczyźni", "align": "right"},
        {"label": "Razem", "align": "right"},
    ],
    "rows": [
        {"cells": ["Osoby starsze", "58", "31", "89"], "key": "g1"},
        {"cells": ["Dzieci i młodzież", "71", "69", "140"], "key": "g2"},
        {"cells": ["Rodziny", "38", "17", "55"], "key": "g3"},
        {"kind": "total", "cells": ["Razem, każda osoba raz", "167", "117", "284"]},
    ],
    "note": "Liczby mniejsze niż 5 podajemy jako „poniżej 5”. Źródło: listy obecności od 5 stycznia do 15 lipca 2009.",
}

SUMMARY = [
    {
        "kind": "lead",
        "text": "Z 12 zaplanowanych usług 7 już działa. Skorzystały z nich 284 osoby. Wydaliśmy 56% przydziału "
        "i nie przekroczyliśmy żadnej umowy.",
    },
    {
        "kind": "stats",
        "items": [
            {"figure": "284", "label": "osoby, każda policzona raz"},
            {"figure": "7", "label": "działających usług"},
            {"figure": f"78{NBSP}710{NBSP}zł", "label": "wypłacono w 2009"},
        ],
    },
    {
        "kind": "bars",
        "title": "Wydatki według grup, styczeń–lipiec 2009",
        "rows": _bars(),
        "note": "Pełny pasek: plan na rok. Wypełniony: wypłacono do 16 lipca 2009. Źródło: księga programu, tabela 1.",
    },
    {
        "kind": "strip",
        "title": "Od przydziału do wypłaty, EUR",
        "parts": [
            {"label": "wypłacono", "value": f"39{NBSP}714,46", "key": "m1", "share": 0.5633},
            {"label": "w umowach", "value": f"23{NBSP}418,64", "key": "m2", "share": 0.3322},
            {"label": "w planie", "value": f"6{NBSP}992,03", "key": "m3", "share": 0.0992},
            {"label": "wolne", "value": "374,87", "key": "m4", "share": 0.0053},
        ],
    },
    {
        "kind": "asks",
        "title": "O co prosimy Radę",
        "items": [
            "Przyjąć sprawozdanie do wiadomości.",
            "Wyrazić zgodę na świetlicę w Łasku od września: 11 dzieci czeka na miejsce.",
        ],
    },
]

DATA = {
    "head": {"left": "Gmina Bierzwnik", "right": "Sprawozdanie, stan na 16 lipca 2009"},
    "folio": {"left": "Wydruk z systemu Gromada, suma kontrolna {checksum}", "page": "{n} z {total}"},
    "cover": {
        "head": {"left": "Gmina Bierzwnik", "right": "Program Integracji Społecznej 2007–2009"},
        "kicker": "Sprawozdanie dla Rady Gminy, stan na 16 lipca",
        "title": ["Co zrobiliśmy", "razem w 2009"],
        "mark": {"svg": _mark(), "alt": "Znak gminy: każdy pas to jedna usługa z planu, kolor to grupa odbiorców"},
        "legend": [{"key": key, "label": label} for key, label in GROUPS.items()],
        "note": "Znak gminy podzielony na 12 pasów, po jednym na usługę. Pole pasa odpowiada jej kosztowi w planie.",
        "folio": {"left": "Bierzwnik, 16 lipca 2009", "right": "Znak sprawy: GOPS.5020.4.2009"},
    },
    "sections": [
        {
            "title": "Najważniejsze na jednej stronie",
            "new_page": True,
            "blocks": SUMMARY,
            "folio": "Kwoty w EUR: umowy i plan po kursie 4,2906, NBP 136/A/NBP/2009",
        },
        {
            "title": "Usługi i pieniądze",
            "wide": True,
            "blocks": [
                {
                    "kind": "text",
                    "paragraphs": ["Każda usługa odpowiada na potrzebę ze strategii. Pięć usług rusza od sierpnia."],
                },
                {
                    "kind": "table",
                    "title": "Tabela 1. Plan, umowy i wypłaty, złote",
                    "columns": [
                        {"label": "Nr", "align": "right"},
                        {"label": "Usługa", "width": 3, "strong": True},
                        {"label": "Potrzeba"},
                        {"label": "Wykonawca", "width": 2},
                        {"label": "Osoby", "align": "right"},
                        {"label": "Plan 2009", "align": "right"},
                        {"label": "W umowach", "align": "right"},
                        {"label": "Wypłacono", "align": "right"},
                    ],
                    "rows": _service_rows(),
                    "note": "Plan: wersja 3 z 16.07.2009, przed akceptacją. Wypłaty: 36 dokumentów od 2.01. Osoby: "
                    "liczba miejsc; jedna osoba może korzystać z kilku usług.",
                },
            ],
        },
        {
            "title": "Kto skorzystał",
            "new_page": True,
            "blocks": [
                PARTICIPANTS,
                {
                    "kind": "chart",
                    "title": "Wypłaty narastająco, złote",
                    "svg": _line(),
                    "note": "Źródło: księga programu.",
                    "alt": "Wypłaty rosły co miesiąc i 16 lipca doszły do 78 710 zł",
                },
            ],
        },
        {"title": "Księga", "blocks": [_ledger()]},
        {
            "title": "Płatności",
            "blocks": [
                {
                    "kind": "table",
                    "title": "Tabela 4. Płatności od początku roku",
                    "columns": [
                        {"label": "Nr", "align": "right"},
                        {"label": "Dzień"},
                        {"label": "Dokument"},
                        {"label": "Za co", "width": 1},
                        {"label": "Złote", "align": "right"},
                        {"label": "Kurs i tabela", "align": "right"},
                        {"label": "Euro", "align": "right"},
                    ],
                    "rows": _payments(),
                }
            ],
        },
        {
            "title": "Rezultaty",
            "blocks": [
                {
                    "kind": "table",
                    "title": "Tabela 5. Oczekiwane rezultaty",
                    "columns": [{"label": "Rezultat", "width": 1}],
                    "rows": [],
                    "empty": "Program nie wyznacza liczbowych rezultatów dla gminy.",
                }
            ],
        },
        {
            "title": "Jak liczyliśmy",
            "blocks": [
                {
                    "kind": "facts",
                    "items": [
                        {"label": "Osoby", "value": "Każda raz, według obecności"},
                        {"label": "Kwoty", "value": "Wypłacone do 16 lipca"},
                    ],
                },
                {
                    "kind": "text",
                    "paragraphs": ["Kwoty pochodzą z księgi programu. Części są zaokrąglone tak, że dają całość."],
                },
                {
                    "kind": "signatures",
                    "people": [{"role": "Koordynator gminny"}, {"role": "Skarbnik"}, {"role": "Wójt"}],
                },
            ],
        },
    ],
}
