"""The language of XLSForm and ours: types of questions, conditions (`relevant`), bounds (`constraint`), languages of columns.

XLSForm is described at xlsform.org; what our questionnaires do not have (repeats, calculations, places on a map, files) is
refused in words.
"""

import re
from dataclasses import dataclass
from decimal import Decimal

from gromada.core.permissions import Refusal
from gromada.core.text import _
from gromada.surveys.rules.form import Comparison, Condition, Form, Question

PLAIN = {"text": "text", "string": "text", "integer": "number", "int": "number", "decimal": "number"}
PLAIN |= {"date": "date", "note": "note"}
# About the device and the person who asks; a resident is asked none of this.
LEFT_OUT = {
    "start", "end", "today", "deviceid", "subscriberid", "simserial", "phonenumber", "username", "email", "audit",
    "start-geopoint", "background-audio",
}  # fmt: skip
OPEN_GROUP, CLOSE_GROUP = {"begin group", "group"}, {"end group"}
LOOPS = {"begin repeat", "repeat", "begin loop", "loop"}
CHOOSING = re.compile(
    r"(?:select[_ ]one|select1|select[_ ]multiple|select[_ ]all[_ ]that[_ ]apply(?:[_ ]from)?)(?P<rest>[\s_].*|)\Z",
    re.IGNORECASE,
)
PLACES = {"geopoint", "geotrace", "geoshape", "location"}
FILES = {"image", "photo", "audio", "video", "file"}


@dataclass(frozen=True)
class Asked:
    """What the column `type` says: our kind and the list of answers; or a group, an end, nothing for us."""

    kind: str
    list_name: str = ""
    whole: bool = True


def asked_type(cell: str) -> Asked:
    """The type of a row of the sheet `survey`. Refusal for what our questionnaires do not have, in words."""
    plain = " ".join(cell.replace("_", " ").split())
    lowered = plain.lower()
    if lowered in OPEN_GROUP:
        return Asked("group")
    if lowered in CLOSE_GROUP:
        return Asked("end")
    if lowered in LOOPS or lowered.startswith(("begin repeat", "end repeat")):
        raise Refusal(
            _(
                "This is a loop (a group of questions that repeats). Our surveys ask each question once: "
                "write the questions out, or leave the group away."
            )
        )
    if lowered in LEFT_OUT:
        return Asked("left out")
    choosing = CHOOSING.match(cell.strip())
    if choosing:
        kind = "many" if re.match("select.(multiple|all)", lowered) else "one"
        return _choosing(kind, choosing.group("rest"))
    if lowered == "range":
        return Asked("range")
    if lowered in PLAIN:
        return Asked(PLAIN[lowered], whole=lowered != "decimal")
    raise Refusal(_why_not(plain, lowered))


def _choosing(kind: str, rest: str) -> Asked:
    if rest.startswith("_"):
        raise Refusal(_("Answers from another file are not supported. Write them in the sheet “choices”."))
    names = rest.split()
    if len(names) > 1:
        raise Refusal(
            _("“or_other” is not supported. Add the answer “Other” and a question with a few words that it leads to.")
        )
    return Asked(kind, names[0] if names else "")


def _why_not(plain: str, lowered: str):
    if lowered in PLACES:
        return _(
            "A place on the map (%(type)s) is not supported: it would show where somebody lives. Leave it away."
        ) % {"type": plain}
    if lowered in FILES:
        return _("Files and recordings (%(type)s) are not supported. Leave the question away.") % {"type": plain}
    if lowered == "calculate":
        return _("A calculation (%(type)s) is not supported. Leave it away.") % {"type": plain}
    return _(
        "The type “%(type)s” is not known here. Known: text, integer, decimal, date, note, range, select_one, "
        "select_multiple, begin_group."
    ) % {"type": plain}


# Conditions ----------------------------------------------------------------------------------------------------------

_LITERAL = r"(?:'([^']*)'|\"([^\"]*)\"|(-?[0-9]+(?:\.[0-9]+)?))"
_FIELD = r"\$\{\s*([A-Za-z_][A-Za-z0-9_.-]*)\s*\}"
_COMPARED = re.compile(rf"{_FIELD}\s*(!=|>=|<=|=|>|<)\s*{_LITERAL}\Z")
_SELECTED = re.compile(rf"(not\s*\(\s*)?selected\s*\(\s*{_FIELD}\s*,\s*{_LITERAL}\s*\)\s*(\)?)\Z")
_JOINS = re.compile(r"\s+(and|or)\s+")


TYPED = str.maketrans("‘’“”„", '\'\'"""')  # spreadsheets turn straight quotation marks into curly ones


def condition_of(text: str) -> Condition | None:
    """The condition of a cell `relevant`. Refusal when it says more than ours can."""
    plain = _bare(" ".join(text.translate(TYPED).split()))
    if not plain:
        return None
    joins = set(_JOINS.findall(_without_texts(plain)))
    if len(joins) > 1:
        raise Refusal(_("This condition mixes “and” with “or”. Use one of them, or split the question."))
    join = joins.pop() if joins else "and"
    return Condition(tuple(_test_of(part) for part in _split(plain, join)), join)


def _bare(text: str) -> str:
    """Without brackets around the whole."""
    text = text.strip()
    while text.startswith("(") and text.endswith(")"):
        depth = 0
        for place, sign in enumerate(text):
            depth += (sign == "(") - (sign == ")")
            if depth == 0 and place < len(text) - 1:
                return text
        text = text[1:-1].strip()
    return text


def _without_texts(text: str) -> str:
    return re.sub(r"'[^']*'|\"[^\"]*\"", "''", text)


def _split(text: str, join: str) -> list[str]:
    """The parts between the joins, but for those inside quotation marks."""
    kept: list[str] = []
    hidden = re.sub(
        r"'[^']*'|\"[^\"]*\"", lambda match: kept.append(match.group(0)) or f"\x00{len(kept) - 1}\x00", text
    )
    parts = re.split(rf"\s+{join}\s+", hidden)
    return [re.sub(r"\x00(\d+)\x00", lambda match: kept[int(match.group(1))], part) for part in parts]


def _test_of(part: str) -> Comparison:
    part = _bare(part)
    found = _COMPARED.match(part)
    if found:
        field, sign, *literals = found.groups()
        return Comparison(field, sign, _literal(literals))
    found = _SELECTED.match(part)
    if found and bool(found.group(1)) == bool(found.group(6)):
        return Comparison(found.group(2), "lacks" if found.group(1) else "has", _literal(found.groups()[2:5]))
    raise Refusal(
        _(
            "The condition “%(text)s” is not supported. Supported: ${question} = 'answer', selected(${question}, "
            "'answer'), greater and less, joined by “and” or by “or”."
        )
        % {"text": part[:80]}
    )


def _literal(found) -> str:
    return next((text for text in found if text is not None), "")


def fitted(condition: Condition | None, form: Form) -> Condition | None:
    """`selected` of a question with one answer says the same as `=`."""
    if condition is None:
        return None
    tests = []
    for test in condition.tests:
        question = form.question(test.question)
        if question and question.kind in {"one", "scale"} and test.sign in {"has", "lacks"}:
            tests.append(Comparison(test.question, "=" if test.sign == "has" else "!=", test.value))
        else:
            tests.append(test)
    return Condition(tuple(tests), condition.join)


def both(above: Condition | None, own: Condition | None) -> Condition | None:
    """The condition of a group inside a group and that of its question, as one. Refusal when they cannot be joined."""
    if above is None or own is None:
        return own or above
    joins = {condition.join for condition in (above, own) if len(condition.tests) > 1}
    if "or" in joins:
        raise Refusal(
            _("Two conditions meet here and one of them has “or”. Put the questions into a group of their own.")
        )
    return Condition(above.tests + own.tests)


def relevant_of(condition: Condition | None, form: Form) -> str:
    """A condition as XLSForm writes it."""
    if condition is None:
        return ""
    return f" {condition.join} ".join(_written(test, form.question(test.question)) for test in condition.tests)


def _written(test: Comparison, question: Question | None) -> str:
    if test.sign in {"has", "lacks"}:
        told = f"selected(${{{test.question}}}, '{test.value}')"
        return told if test.sign == "has" else f"not({told})"
    is_number = test.value != "" and (test.sign not in {"=", "!="} or (question and question.kind == "number"))
    mark = '"' if "'" in test.value else "'"
    return f"${{{test.question}}} {test.sign} " + (test.value if is_number else f"{mark}{test.value}{mark}")


# Bounds and ranges ---------------------------------------------------------------------------------------------------

_BOUND = re.compile(r"\.\s*(>=|<=|>|<)\s*(-?[0-9]+(?:\.[0-9]+)?)\Z")


def bounds_of(text: str, *, whole: bool) -> tuple[Decimal | None, Decimal | None]:
    """The least and the greatest number that a cell `constraint` lets pass. Refusal when it says anything else."""
    low = high = None
    plain = _bare(" ".join(text.split()))
    for part in re.split(r"\s+and\s+", plain) if plain else ():
        found = _BOUND.match(_bare(part))
        if not found or (found.group(1) in {">", "<"} and not whole):
            raise Refusal(
                _("The rule “%(text)s” for the answer is not supported. Supported: . >= 0 and . <= 120.")
                % {"text": plain[:80]}
            )
        value = Decimal(found.group(2)) + {">": 1, "<": -1}.get(found.group(1), 0)
        if found.group(1) in {">", ">="}:
            low = value
        else:
            high = value
    return low, high


def constraint_of(question: Question) -> str:
    """The bounds of a number as XLSForm writes them."""
    parts = [f". {sign} {bound}" for sign, bound in ((">=", question.low), ("<=", question.high)) if bound is not None]
    return " and ".join(parts)


def points_of(parameters: str) -> tuple[int, int]:
    """First and last point of a `range`. Refusal when it does not go by whole steps of one."""
    given = dict(part.split("=", 1) for part in re.split(r"[\s,;]+", parameters.strip().lower()) if "=" in part)
    try:
        start, end, step = (Decimal(given.get(name, usual)) for name, usual in (("start", 1), ("end", 10), ("step", 1)))
    except ArithmeticError as error:
        raise Refusal(
            _("The parameters of the range cannot be read. Write for example: start=1 end=5 step=1.")
        ) from error
    if step != 1 or start != int(start) or end != int(end) or not 1 <= end - start <= 20:
        raise Refusal(
            _("A range becomes a scale of 2 to 21 points, one apart. Write for example: start=1 end=5 step=1.")
        )
    return int(start), int(end)


# Languages -----------------------------------------------------------------------------------------------------------

POLISH, ENGLISH = "Polski (pl)", "English (en)"


def language_of(name: str) -> str:
    """Ours for the language of a column: "pl", "en", or "" for another."""
    plain = name.strip().lower()
    if "(pl)" in plain or plain in {"pl", "polski", "polish"}:
        return "pl"
    if "(en)" in plain or plain in {"en", "english", "angielski"}:
        return "en"
    return ""
