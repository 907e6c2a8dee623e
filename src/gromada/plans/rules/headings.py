"""The headings under which offices keep a plan, field by field; our own form uses the first of each."""

from collections.abc import Mapping
from types import MappingProxyType

OUR_NUMBER = "Nr w planie"
HEADINGS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        # The order decides: a heading that says more is looked for before one that says less ("Koszt EUR", "Koszt").
        "number": (OUR_NUMBER, "No. in the plan"),
        "cost": (
            "Koszt, EUR", "Koszt EUR", "Koszt w EUR", "Koszt (EUR)", "Koszt w euro", "Koszt euro", "Koszt (euro)",
            "Kwota EUR", "Kwota (EUR)", "Kwota w EUR", "Wartość EUR", "Planowany koszt EUR", "Planowany koszt (EUR)",
            "Cost, EUR", "Cost EUR", "EUR", "euro", "amount_eur",
        ),
        "cost_pln": (
            "Koszt, zł", "Koszt zł", "Koszt w zł", "Koszt (zł)", "Koszt PLN", "Koszt (PLN)", "Koszt w PLN", "Koszt usługi",
            "Koszt całkowity*", "Planowany koszt*", "Przewidywany koszt*", "Szacunkowy koszt*", "Koszt ogółem*", "Koszty",
            "Koszt", "Kwota*", "Wartość*", "Cena", "Budżet*", "Środki*", "Cost, zł", "Cost", "amount_pln", "amount", "zł", "PLN",
        ),
        "not_duplicating": (
            "Nie powiela usług publicznych", "Nie powiela*", "Oświadczenie o niepowielaniu*", "Niepowielanie*",
            "Oświadczenie*", "Repeats no public service",
        ),
        "insufficiency": (
            "Dlaczego publiczna nie wystarcza", "Dlaczego usługa publiczna nie wystarcza", "Powód niewystarczalności*",
            "Uzasadnienie niewystarczalności*", "Why a public one is not enough",
        ),
        "recipients": (
            "Liczba odbiorców", "Liczba osób*", "Liczba uczestników*", "Liczba beneficjentów*", "Ilość osób*",
            "Ilość odbiorców*", "Ilość uczestników*", "Liczba adresatów*", "L. osób", "Osoby", "How many people",
            "Recipients", "beneficiaries", "People",
        ),
        "recipients_text": (
            "Dla kogo", "Odbiorcy*", "Adresaci*", "Grupa docelowa", "Grupa odbiorców", "Grupy odbiorców", "Uczestnicy",
            "Beneficjenci", "For whom", "Target group", "target_group",
        ),
        "is_custom": ("Usługa własna", "Own service", "Service of our own"),
        "title": (
            "Nazwa usługi", "Nazwa i opis usługi", "Nazwa zadania", "Nazwa działania", "Nazwa", "Usługa", "Usługi",
            "Tytuł*", "Zadanie", "Działanie", "Name of the service", "Service", "Title",
        ),
        "kind": ("Rodzaj", "Rodzaj usług", "Rodzaj usługi", "Typ usługi", "Kind", "Kind of service"),
        "group": ("Grupa", "Grupa usług", "Grupa i rodzaj", "Kategoria*", "Symbol", "Kod usługi", "Kod", "Group", "Cell"),
        "needs": (
            "Potrzeby", "Potrzeba*", "Nr potrzeby*", "Kod potrzeby*", "Potrzeby ze strategii", "Need*", "Needs",
        ),
        "description": ("Opis", "Opis*", "Zakres*", "Krótki opis*", "Co będzie zrobione", "Description", "What will be done"),
        "quantity": ("Ilość", "Liczba jednostek*", "Ilość jednostek*", "Liczba godzin", "Wymiar*", "Quantity", "Liczba"),
        "unit": ("Jednostka", "Jednostka miary", "J.m.", "jm", "Miara", "Jedn.", "Unit", "Counted in"),
        "since": ("Od", "Data rozpoczęcia*", "Rozpoczęcie*", "Początek*", "Termin rozpoczęcia*", "From", "Start"),
        "until": ("Do", "Data zakończenia*", "Zakończenie*", "Koniec*", "Termin zakończenia*", "Until", "End"),
        "months": (
            "Miesiące", "Miesiące*", "Termin realizacji*", "Okres realizacji*", "Czas realizacji*", "Termin*", "Okres*",
            "Harmonogram*", "Months",
        ),
        "procedure": ("Sposób wyboru", "Sposób wyboru*", "Tryb wyboru*", "Tryb*", "Procedura*", "Procedure"),
        "provider_kind": (
            "Rodzaj usługodawcy", "Usługodawca*", "Wykonawca*", "Realizator*", "Kind of provider", "provider_kind",
            "Provider",
        ),
        "other_sources": (
            "Inne źródła", "Inne źródła*", "Wkład własny*", "Pozostałe źródła*", "Other sources",
        ),
    }
)  # fmt: skip
FIRST = {name: headings[0] for name, headings in HEADINGS.items()}
