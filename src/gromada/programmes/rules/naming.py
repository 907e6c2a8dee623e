"""Which gmina a line of a list means: by its code, else by its name and where it lies; asked, never guessed. Plain Python."""

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from gromada.core.permissions import Refusal
from gromada.core.text import _, fold, join_and

_BEFORE = re.compile(r"\A(gmina|gm\.?|miasto i gmina|m\.|powiat|pow\.?|wojewodztwo|woj\.?)\s+")
SIX = 6


@dataclass(frozen=True)
class Gmina:
    """A gmina of the register: its code and name today, those it had, its powiat and voivodeship."""

    code: str
    name: str
    powiat: str
    region: str
    codes: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()

    @property
    def kind(self) -> str:
        return self.code[-1]

    @property
    def words(self) -> str:
        """What tells it from another of the same name."""
        return f"{self.name} ({self.code}), {self.powiat}, {self.region}"

    def is_called(self, name: str) -> bool:
        return _bare(name) in {_bare(self.name), *(_bare(other) for other in self.names)}


@dataclass(frozen=True)
class Line:
    """What a list says of a gmina; what it does not say is empty."""

    name: str = ""
    code: str = ""
    powiat: str = ""
    region: str = ""


@dataclass(frozen=True)
class Doubt:
    """A line that fits several gminas: a person chooses."""

    sentence: str
    choices: tuple[Gmina, ...]


def _bare(text: str) -> str:
    """A name as it is compared: without case, marks, and the word for what it is."""
    return _BEFORE.sub("", fold(text)).strip()


class Register:
    """The gminas a line may mean: those that may take part, and the others, so that a refusal can say which it was."""

    def __init__(self, gminas: Iterable[Gmina], *, kinds: Collection[str] = (), regions: Collection[str] = ()):
        self.gminas = list(gminas)
        self.kinds, self.regions = set(kinds), set(regions)
        self._by_code = {gmina.code: gmina for gmina in self.gminas}
        self._by_old = {code: gmina for gmina in self.gminas for code in gmina.codes if code not in self._by_code}
        self._by_six: dict[str, list[Gmina]] = {}
        self._by_name: dict[str, list[Gmina]] = {}
        for gmina in self.gminas:
            self._by_six.setdefault(gmina.code[:SIX], []).append(gmina)
            for name in {_bare(gmina.name), *(_bare(other) for other in gmina.names)}:
                self._by_name.setdefault(name, []).append(gmina)

    def is_eligible(self, gmina: Gmina) -> bool:
        return (not self.kinds or gmina.kind in self.kinds) and (not self.regions or gmina.code[:2] in self.regions)

    def find(self, line: Line) -> Gmina | Doubt:
        """The one gmina that the line means, or the few it may mean. Raises Refusal where it means none, with what to do."""
        named = self._named(line) if line.name else []
        coded = self._coded(line.code) if line.code else None
        if coded is not None and (not line.name or coded.is_called(line.name)):
            return self._checked(coded)
        if coded is not None:
            return self._doubt(
                _("The code %(code)s is %(other)s, and the line says “%(name)s”. Which is meant?")
                % {"code": line.code, "other": coded.words, "name": line.name},
                [coded, *named],
            )
        if line.code and not line.name:
            raise Refusal(
                _("The register has no gmina with the code %(code)s. Check the code, or write the name beside it.")
                % {"code": line.code}
            )
        able = [gmina for gmina in named if self.is_eligible(gmina)]
        if len(able) == 1:
            return able[0]
        if able:
            return self._doubt(_("“%(name)s” fits several gminas. Which is meant?") % {"name": line.name}, able)
        if named:
            return self._checked(named[0])
        raise Refusal(
            _("No gmina is called “%(name)s”%(where)s. Check the name and its powiat, or write the code.")
            % {"name": line.name, "where": self._where(line)}
        )

    def _coded(self, code: str) -> Gmina | None:
        six = self._by_six.get(code[:SIX], [])
        return self._by_code.get(code) or self._by_old.get(code) or (six[0] if len(six) == 1 else None)

    def _named(self, line: Line) -> list[Gmina]:
        """Gminas of that name, held to the powiat and the voivodeship that the line names, as far as that leaves any."""
        found = self._by_name.get(_bare(line.name), [])
        for told, place in ((line.region, "region"), (line.powiat, "powiat")):
            near = [gmina for gmina in found if _bare(getattr(gmina, place)) == _bare(told)] if told else []
            found = near or found
        return found

    def _checked(self, gmina: Gmina) -> Gmina:
        """Raise Refusal for a gmina that may not take part: of another kind, or of a voivodeship that is not in (R16)."""
        if self.is_eligible(gmina):
            return gmina
        if self.kinds and gmina.kind not in self.kinds:
            raise Refusal(
                _("%(gmina)s is of a kind that does not take part: its code ends with %(kind)s, allowed are %(kinds)s.")
                % {"gmina": gmina.words, "kind": gmina.kind, "kinds": ", ".join(sorted(self.kinds))},
                rule="eligibility",
                source="R16",
            )
        raise Refusal(
            _("%(gmina)s lies in a voivodeship that does not take part.") % {"gmina": gmina.words},
            rule="eligibility",
            source="R9",
        )

    def _doubt(self, sentence: str, gminas: Sequence[Gmina]) -> Gmina | Doubt:
        able = tuple(dict.fromkeys(gmina for gmina in gminas if self.is_eligible(gmina)))
        if not able:
            return self._checked(gminas[0])
        return Doubt(str(sentence), able)

    @staticmethod
    def _where(line: Line) -> str:
        told = [place for place in (line.powiat, line.region) if place]
        return f" ({join_and(told)})" if told else ""
