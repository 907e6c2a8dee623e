"""What the demo is made of: services, needs, invented organisations and invented people. Names of gminas are real, of people never."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Offer:
    """A service as a gmina of the demo plans it: its cell of the catalogue, whom it is for, how much of it, in which months."""

    title: str
    cell: str
    need: str
    recipients: int
    recipients_text: str
    unit: str
    quantity: int
    months: str  # first and last month, such as "2-11"
    weight: int  # its share of the plan's money
    description: str = ""


OFFERS = [
    Offer(
        "Pomoc sąsiedzka i opiekunki środowiskowe",
        "I.1",
        "opieka",
        24,
        "osoby samotne po 70. roku życia",
        "godz.",
        1200,
        "1-12",
        24,
        "Sąsiadki po kursie opieki odwiedzają osoby samotne: zakupy, posiłek, rozmowa, pomoc w urzędzie.",
    ),
    Offer(
        "Klub seniora „Przy Piecu”",
        "I.2",
        "samotność",
        40,
        "osoby starsze",
        "spotk.",
        40,
        "2-12",
        11,
        "Cotygodniowe spotkania: rękodzieło, śpiew, wspólne gotowanie, wycieczka jesienią.",
    ),
    Offer(
        "Punkt porad i drobnych napraw",
        "I.3",
        "opieka",
        60,
        "osoby starsze",
        "dyż.",
        48,
        "3-12",
        6,
        "Dyżur raz w tygodniu: porada prawna, pismo do urzędu, cieknący kran.",
    ),
    Offer(
        "Bank wymiany opieki",
        "I.6",
        "samotność",
        30,
        "osoby starsze i ich rodziny",
        "spotk.",
        12,
        "4-12",
        4,
        "Mieszkańcy wymieniają się godzinami opieki; koordynatorka łączy potrzeby z chętnymi.",
    ),
    Offer(
        "Świetlica „Pod Kasztanem”",
        "II.1",
        "świetlica",
        35,
        "dzieci ze szkoły podstawowej",
        "dni",
        150,
        "1-12",
        25,
        "Odrabianie lekcji, zajęcia wyrównawcze, ciepły posiłek, zabawa pod opieką pedagoga.",
    ),
    Offer(
        "Półkolonie letnie",
        "II.2",
        "wakacje",
        60,
        "dzieci, które nie wyjeżdżają",
        "dni",
        18,
        "7-8",
        12,
        "Dwa turnusy w lipcu i sierpniu: sport, plastyka, wycieczki po okolicy.",
    ),
    Offer(
        "Korepetycje i doradztwo zawodowe",
        "II.3",
        "świetlica",
        25,
        "młodzież z gimnazjum",
        "godz.",
        180,
        "3-12",
        7,
        "Korepetycje w małych grupach i rozmowy o wyborze szkoły.",
    ),
    Offer(
        "Młodzi wolontariusze",
        "II.6",
        "młodzież",
        18,
        "młodzież",
        "spotk.",
        10,
        "9-12",
        3,
        "Klub wolontariatu: pomoc starszym, zbiórki, szkolenie z pierwszej pomocy.",
    ),
    Offer(
        "Asystent dziecka z niepełnosprawnością",
        "III.1",
        "niepełnosprawność",
        9,
        "rodziny z dziećmi z niepełnosprawnością",
        "godz.",
        640,
        "2-12",
        13,
        "Asystent towarzyszy dziecku w drodze do szkoły i na rehabilitację, odciąża rodziców.",
    ),
    Offer(
        "Porady psychologa i mediacje",
        "III.3",
        "kryzys",
        45,
        "rodziny w kryzysie",
        "godz.",
        140,
        "2-12",
        10,
        "Psycholog i mediator przyjmują raz w tygodniu, bez skierowania i bez kolejki.",
    ),
    Offer(
        "Grupa wsparcia rodziców",
        "III.6",
        "kryzys",
        16,
        "rodzice",
        "spotk.",
        16,
        "9-12",
        4,
        "Rodzice spotykają się z terapeutką; dzieci mają w tym czasie opiekę.",
    ),
    Offer(
        "Szkolenie zespołu GOPS i partnerów",
        "V",
        "partnerzy",
        14,
        "pracownicy i partnerzy gminy",
        "dni",
        4,
        "9-10",
        5,
        "Jak prowadzić partnerstwo, jak pisać wnioski, jak mierzyć efekty.",
    ),
]

# Every gmina calls its services a little differently.
CALLED = {
    "Klub seniora „Przy Piecu”": ["„Przy Piecu”", "„Złota Jesień”", "„Pod Lipą”", "„Pogodni”", "„Wrzos”"],
    "Świetlica „Pod Kasztanem”": [
        "„Pod Kasztanem”",
        "„Bocianie Gniazdo”",
        "„Iskierka”",
        "„Nad Stawem”",
        "„Słonecznik”",
    ],
}

NEEDS = {
    "opieka": (
        "Starsi i samotni nie mają kto im pomóc na co dzień",
        "I",
        1,
        "Wywiady pracowników socjalnych; 212 osób po 70. roku życia mieszka samo.",
    ),
    "samotność": (
        "Po przejściu na emeryturę ludzie nie mają gdzie się spotykać",
        "I",
        2,
        "Spotkania w sołectwach, ankieta wśród mieszkańców.",
    ),
    "świetlica": (
        "Dzieci po lekcjach zostają bez opieki i pomocy w nauce",
        "II",
        1,
        "Dane szkół: co trzecie dziecko dojeżdża i czeka na autobus.",
    ),
    "wakacje": ("Latem dzieci nie mają dokąd pójść", "II", 2, "Ankieta w szkołach."),
    "młodzież": ("Młodzież nie wierzy, że tu coś od niej zależy", "II", 3, "Warsztat z młodzieżą gimnazjalną."),
    "niepełnosprawność": (
        "Rodzice dzieci z niepełnosprawnością są bez wytchnienia",
        "III",
        1,
        "Rozmowy z 14 rodzinami.",
    ),
    "kryzys": (
        "Rodziny w kryzysie nie mają gdzie szukać porady",
        "III",
        1,
        "Dane GOPS i komisji rozwiązywania problemów alkoholowych.",
    ),
    "partnerzy": (
        "Urząd i organizacje nie umieją jeszcze działać razem",
        "V",
        2,
        "Samoocena zespołu GOPS i organizacji.",
    ),
}

# Invented: kind, name with the gmina's name in the right case left out on purpose, so that none is a real organisation's.
ORGANISATIONS = [
    ("foundation", "Fundacja Trzy Jabłonie"),
    ("association", "Stowarzyszenie Ciepły Piec"),
    ("parish", "Parafia pw. Świętego Izydora przy Starym Młynie"),
    ("firm", "Gabinet Rozmowa"),
    ("social_cooperative", "Spółdzielnia Socjalna Pomocna Miedza"),
    ("kgw", "Koło Gospodyń Wiejskich Zapaska"),
    ("osp", "Ochotnicza Straż Pożarna Wierzbowe Górki"),
    ("public_unit", "Gminny Ośrodek Kultury Stodoła"),
    ("school", "Zespół Szkół pod Dębami"),
    ("natural_person", "Balbina Wymyślona"),
    ("association", "Stowarzyszenie Dobra Dróżka"),
    ("foundation", "Fundacja Zielony Próg"),
    ("ordinary_association", "Stowarzyszenie Zwykłe Sobótka"),
]

SURNAMES = [
    "Zmyślna",
    "Bajkowska",
    "Pokazowa",
    "Przykładna",
    "Wymysłowska",
    "Nieprawdzic",
    "Modelska",
    "Próbna",
    "Ćwiczebna",
    "Łagodna",
    "Święcka-Zmyślna",
    "Śmiała-Pokaz",
    "Żartobliwa",
    "Źdźbło",
    "Ósemka",
    "Ąckiewicz-Bajka",
    "Dykteryjka",
    "Fantazja",
    "Gawęda",
    "Klechda",
    "Legenda",
    "Mitologia",
    "Opowiastka",
    "Powiastka",
    "Rymowanka",
]
FIRST_NAMES = [
    ("Balbina", "f"),
    ("Gryzelda", "f"),
    ("Kunegunda", "f"),
    ("Pelagia", "f"),
    ("Scholastyka", "f"),
    ("Bonifacy", "m"),
    ("Ambroży", "m"),
    ("Eustachy", "m"),
    ("Hipolit", "m"),
    ("Izydor", "m"),
    ("Łucja", "f"),
    ("Żaneta", "f"),
    ("Świętosław", "m"),
    ("Dobromir", "m"),
]
VILLAGES = ["Stary Młyn", "Wierzbowe Górki", "Nad Stawem", "Zapłocie", "Lipowa Kolonia", "Miedza"]
