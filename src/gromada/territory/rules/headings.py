"""What a column of somebody's table holds: the indicator and the year, told by its heading, else by the name of the file."""

import re
from dataclasses import dataclass

from gromada.core.text import fold
from gromada.territory.rules.indicators import KNOWN

_YEAR = re.compile(r"(?<![0-9])(19[89][0-9]|20[0-9]{2})(?![0-9])")
_BDL = re.compile(r"(?P<words>.+?);(?P<year>[0-9]{4});\[(?P<unit>[^]]*)\];?\Z", re.DOTALL)
_SIGNS = re.compile(r"[\W_]+")

# Folded, without signs; the first pattern that fits decides.
_PATTERNS: tuple[tuple[str, str], ...] = (
    (r"\bha\b", ""),
    (r"udzial przedprod|share of pre working", "pre_working_share"),
    (r"udzial poprod|share of post working", "post_working_share"),
    (r"przedprodukcyjn", "pre_working"),
    (r"poprodukcyjn", "post_working"),
    (r"^produkcyjn|w wieku produkcyjnym", "working"),
    (r"obciazeni", "dependency"),
    (r"gestosc|ludnosc na 1 ?km", "density"),
    (r"powierzchnia( jednostki)? km|ogolem w km2", "area"),
    (r"(ogolne saldo|saldo) (migracji )?(\w+ )*na 1000", "net_migration"),
    (r"saldo migracji .*na 1000|^saldo na 1000", "net_migration"),
    (r"na 1000|per 1000", ""),
    (r"bezroboci", "unemployment"),
    (r"dochody wlasne", "own_income_per_head"),
    (r"dochody pit|udzial w pit", "pit_per_head"),
    (r"dochody (budzetu )?(gminy )?na mieszk", "income_per_head"),
    (r"wydatki (budzetu )?(gminy )?na mieszk", "spending_per_head"),
    (r"(kobiet|kobiety) na 100|feminizacj", "women_per_100_men"),
    (r"rodziny? 500|rodzin otrzymujacych", "family_benefit"),
    (r"uczestnicy imprez", "event_participants"),
    (r"^imprezy", "cultural_events"),
    (r"wodociag", "water_supply"),
    (r"kanalizacj", "sewerage"),
    (r"\bgaz\b", "gas"),
    (r"^wyborcy$|wyborcow uprawnionych do glosowania$", "voters"),
    (r"^frekwencja", "turnout"),
    (r"^liczba kart waznych$", "ballots"),
    (r"niemowlat|infant", ""),
    (r"^urodzenia( zywe)?( live births)?$", "births"),
    (r"^zgony( deaths)?( ogolem( total)?)?$", "deaths"),
    (r"^full vaccinated amount$", "vaccinated"),
    (r"^ogolem zdarzen", "fire_brigade_events"),
    (r"^ludnosc$|^ludnosc (stan w dniu )?31 12|^population$|^ogolem ogolem$", "population"),
)
_COMPILED = [(re.compile(pattern), code) for pattern, code in _PATTERNS]
# What a file may be about as a whole, where its heading says only "total" or there is no heading.
_FILE_PATTERNS: tuple[tuple[str, str], ...] = (
    (r"bezroboci", "unemployment"),
    (r"feminizacj", "women_per_100_men"),
    (r"dochody wlasne", "own_income_per_head"),
    (r"dochody pit", "pit_per_head"),
    (r"dochody", "income_per_head"),
    (r"wydatki", "spending_per_head"),
    (r"gestosc zaludnienia", "density"),
    (r"powierzchni", "area"),
)
_VAGUE = re.compile(r"^(ogolem|gminy lacznie z miastami na prawach powiatu ogolem|)$")
_CODES = {"kod", "teryt", "teryt7", "terc", "kod teryt", "teryt code", "code", "identyfikator terytorialny", "kod gus",
          "identyfikator terytorialny code", "teryt gminy", "kod terc", "kod gminy"}  # fmt: skip
_NAMES = {"nazwa", "gmina", "nazwa jednostki", "nazwa gminy", "jednostka", "jednostka terytorialna", "community", "name",
          "wojewodztwa voivodships gminy gminas"}  # fmt: skip
_POWIATS, _REGIONS = {"powiat", "county"}, {"wojewodztwo", "voivodeship"}
BDL, GUS, PKW = "GUS BDL", "GUS", "PKW"
_SOURCES = {"voters": PKW, "turnout": PKW, "ballots": PKW, "vaccinated": "gov.pl", "fire_brigade_events": "PSP"}


@dataclass(frozen=True)
class Heading:
    """What one heading says. `is_vague`: a column of figures that only the file's name, or a person, can explain."""

    role: str = ""  # code, name, powiat, region, figure or nothing of use
    indicator: str = ""
    year: int | None = None
    is_vague: bool = False
    is_bdl: bool = False


def plain(text: object) -> str:
    """Folded, every sign a space, hyphens that break a word taken out."""
    joined = re.sub(r"(?<=\w)-\s+(?=\w)", "", str(text or ""))
    return " ".join(_SIGNS.sub(" ", fold(joined)).split())


def year_in(text: object) -> int | None:
    """The last year named in a text; a "500+" or a code is none."""
    years = _YEAR.findall(str(text or "").replace("_", " "))
    return int(years[-1]) if years else None


def read_heading(text: object) -> Heading:
    """The role of a column by its heading, in one storey or several joined by spaces."""
    bdl = _BDL.match(str(text or ""))
    if bdl:
        words = plain(bdl["words"])
        indicator = _indicator(words)
        return Heading("figure", indicator, int(bdl["year"]), is_vague=bool(_VAGUE.match(words)), is_bdl=True)
    words = plain(text)
    bare = " ".join(_YEAR.sub(" ", words).split())
    bare = re.sub(r"( rok| proc| zl| h1| sejm| w roku)+$", "", bare)
    for role, known in (("code", _CODES), ("name", _NAMES), ("powiat", _POWIATS), ("region", _REGIONS)):
        if words in known:
            return Heading(role)
    indicator = _indicator(bare)
    return Heading("figure", indicator, year_in(text)) if indicator else Heading()


def _indicator(words: str) -> str:
    return next((code for pattern, code in _COMPILED if pattern.search(words)), "")


def indicator_of_file(name: str) -> str:
    """What a file is about, by its name; "" when the name does not say."""
    words = plain(name.rpartition(".")[0])
    return next((code for pattern, code in _FILE_PATTERNS if re.search(pattern, words)), "")


def source_of(indicator: str, *, is_bdl: bool) -> str:
    """Who published a figure, where nobody said it: by the indicator, and by the form of the file."""
    return _SOURCES.get(indicator, BDL if is_bdl else GUS)


def is_known(indicator: str) -> bool:
    return indicator in KNOWN
