"""The grammar of the command line. Plain Python: it runs before Django is there."""

import argparse
from datetime import date
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from pathlib import Path

PORT = 8000


class UsageError(Exception):
    """The words of the command are not understood: exit status 2."""


class Parser(argparse.ArgumentParser):
    def error(self, message):
        raise UsageError(f"{self.format_usage()}{self.prog}: {message}")


def day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r}: write the day as YYYY-MM-DD, like 2008-07-31") from None


def amount(text: str) -> Decimal:
    try:
        value = Decimal(text.replace(",", ".").replace(" ", "").replace("\u00a0", ""))
    except InvalidOperation:
        raise argparse.ArgumentTypeError(f"{text!r} is not an amount; write it like 66200 or 66200.50") from None
    if not value.is_finite() or value.as_tuple().exponent < -2:
        raise argparse.ArgumentTypeError(f"{text!r}: an amount has at most two decimals")
    return value


def part(text: str) -> Fraction:
    try:
        return Fraction(text.replace(",", "."))
    except (ValueError, ZeroDivisionError):
        raise argparse.ArgumentTypeError(f"{text!r} is not a number; write it like 0.5 or 1/2") from None


def most(text: str) -> Decimal | str:
    return text if text == "none" else amount(text)


def _command(commands, name: str, about: str, *, run: str, before: str = "", json: bool = True) -> Parser:
    made = commands.add_parser(name, help=about, description=about)
    made.set_defaults(run=run, before=before)
    made.add_argument("--lang", choices=["pl", "en"], default="pl", help="language of messages and documents")
    if json:
        made.add_argument("--json", action="store_true", help="print one JSON object and nothing else")
    return made


def _running(commands) -> None:
    demo = _command(commands, "demo", "build the demo programme and serve it", run="demo", before="demo")
    demo.add_argument("--no-serve", action="store_true", help="only build")
    demo.add_argument("--rebuild", action="store_true", help="build anew, even when the demo is there")
    demo.add_argument("--port", type=int, default=PORT)
    demo.add_argument("--no-worker", action="store_true", help="serve pages only; jobs wait for `gromada worker`")
    serve = _command(commands, "serve", "serve this home", run="serve", json=False)
    serve.add_argument("--host", default="127.0.0.1")
    serve.add_argument("--port", type=int, default=PORT)
    serve.add_argument("--workers", type=int, default=2, help="processes that serve pages")
    serve.add_argument("--no-worker", action="store_true", help="serve pages only; jobs wait for `gromada worker`")
    worker = _command(commands, "worker", "do the waiting jobs and send the waiting letters", run="worker")
    worker.add_argument("--once", action="store_true", help="stop when nothing waits")
    worker.add_argument("--parent", type=int, default=0, metavar="PID", help="stop when this process has ended")
    _command(commands, "migrate", "bring the database to this version", run="migrate")
    prepare = _command(
        commands, "prepare", "compile translations, cut fonts, collect static files", run="prepare", json=False
    )
    prepare.add_argument("--quiet", action="store_true")


def _people(commands) -> None:
    grant = _command(commands, "grant", "give a person a role; a person who is new is registered", run="grant")
    grant.add_argument("person", metavar="LOGIN")
    grant.add_argument("role", metavar="ROLE", help="coordinator, treasurer, mayor, consultant, programme_office …")
    grant.add_argument("--name", default="", help="the name of a person who is new")
    grant.add_argument("--email", default="")
    place = grant.add_mutually_exclusive_group()
    place.add_argument("--gmina", metavar="TERC", default="", help="where a gmina's role holds")
    place.add_argument("--voivodeship", metavar="CODE", default="", help="where a regional role holds")
    place.add_argument("--provider", metavar="NIP", default="", help="for whom a provider's role holds")
    grant.add_argument("--on", type=day, help="from which day (default today)")
    grant.add_argument("--end", action="store_true", help="end the role with that day instead")
    grant.add_argument("--password", action="store_true", help="ask for a first password (or read it from a pipe)")
    grant.add_argument("--as", dest="login", default="", help="act as this person; else the operator acts")


def _importing(commands) -> None:
    files = _command(
        commands, "import", "read files of others: check them first, write whole or not at all", run="import_files"
    )
    files.add_argument("kind", metavar="KIND", help="territory, boundaries, indicators, rates …")
    files.add_argument("files", metavar="FILE", nargs="+")
    files.add_argument("--dry-run", action="store_true", help="only say what it would do")
    files.add_argument(
        "--option", action="append", default=[], metavar="NAME=VALUE", help="a choice of this kind of import"
    )
    files.add_argument(
        "--answer", action="append", default=[], metavar="KEY=VALUE", help="the answer to a question it asked"
    )
    files.add_argument("--year", default="", help="short for --option year=…")
    files.add_argument("--indicator", default="", help="short for --option indicator=…")
    files.add_argument("--on", type=day, help="the day of the deed (default today)")
    files.add_argument("--as", dest="login", default="", help="act as this person; else the operator acts")


def _choosing(commands) -> None:
    select = _command(commands, "select", "choose gminas by a recipe; explain one of them", run="select")
    select.add_argument("--programme", default="", metavar="CODE", help="default: the only one loaded that has a recipe")
    select.add_argument("--recipe", metavar="FILE", help="another recipe than the programme's own")
    select.add_argument("--explain", metavar="TERC", default="", help="every step of one gmina, by code or name")
    select.add_argument("--sensitivity", type=int, default=0, metavar="DRAWS", help="vary the weights so many times")
    select.add_argument("--seed", type=int, default=7, help="where the drawing begins (default 7)")
    select.add_argument("--spread", choices=["near", "usual", "wide", "random"], default="usual",
                        help="how far the weights move")  # fmt: skip
    select.add_argument("--save", action="store_true", help="keep the list as a trial")
    select.add_argument("--decide", action="store_true", help="keep the list and decide it")
    select.add_argument("--on", type=day, help="the day of the deed (default today)")
    select.add_argument("--as", dest="login", default="", help="act as this person; else the operator acts")


def _dividing(commands) -> None:
    divide = _command(
        commands, "allocate", "divide the money of a programme; explain the amount of one gmina", run="allocate"
    )
    divide.add_argument("--programme", default="", metavar="CODE", help="default: the only one with a sum to divide")
    divide.add_argument("--scope", default="", choices=["", "waiting", "selection", "table", "all"], metavar="AMONG",
                        help="gminas that wait, of the selection, of the imported table, all (only to compare)")  # fmt: skip
    divide.add_argument("--region", default="", metavar="CODE", help="one voivodeship, by the two digits of its code")
    divide.add_argument("--envelope", type=amount, help="how much is divided (default: what is left)")
    divide.add_argument("--rule", choices=["formula", "per_head", "equal"])
    divide.add_argument("--base", type=amount, help="what every gmina gets first")
    divide.add_argument("--a", "--people-power", dest="people_power", type=part, help="power of the number of people")
    divide.add_argument("--b", "--need-power", dest="need_power", type=part, help="power of the need")
    divide.add_argument("--need", metavar="INDICATOR", help="code of an indicator, or “score” of the selection")
    divide.add_argument("--need-direction", choices=["higher", "lower"], help="which values mean more need")
    divide.add_argument("--floor", type=amount, help="least for a gmina")
    divide.add_argument("--ceiling", type=most, help="most for a gmina, or “none”")
    divide.add_argument("--step", type=amount, help="what amounts are rounded to")
    divide.add_argument("--explain", metavar="TERC", default="", help="why one gmina gets what it gets, by code or name")
    divide.add_argument("--decide", action="store_true", help="decide these amounts; nothing else writes anything")
    divide.add_argument("--document", default="", help="number of the document that the decision rests on")
    divide.add_argument("--on", type=day, help="the day of the decision (default today)")
    divide.add_argument("--as", dest="login", default="", help="act as this person; else the operator acts")


def _strategies(report) -> None:
    said = _command(report, "consultation", "the report of a public consultation", run="consultation")
    said.add_argument("--consultation", metavar="NAME", required=True, help="the end of its public address")
    said.add_argument("--format", choices=["pdf", "docx", "json"], default="pdf")
    said.add_argument("--out", type=Path, required=True)
    said.add_argument("--as", dest="login", default="", help="act as this person; else the operator acts")
    strategy = _command(report, "strategy", "the strategy of a gmina as a document", run="strategy")
    strategy.add_argument("--programme", required=True)
    strategy.add_argument("--gmina", required=True, metavar="TERC")
    strategy.add_argument("--version", type=int, metavar="N", help="default: the newest one that was made")
    strategy.add_argument("--format", choices=["pdf", "docx", "json"], default="pdf")
    strategy.add_argument("--out", type=Path, required=True)
    strategy.add_argument("--as", dest="login", default="", help="act as this person; else the operator acts")


def _asking(commands) -> None:
    convert = _command(commands, "convert", "convert an amount by a day's NBP table A", run="convert")
    convert.add_argument("amount", type=amount)
    convert.add_argument("source", metavar="FROM", type=str.upper)
    convert.add_argument("target", metavar="TO", type=str.upper)
    convert.add_argument("--on", type=day, required=True)
    convert.add_argument("--rule", choices=["nbp_in_force", "nbp_day_before"], default="nbp_in_force")
    path = _command(commands, "path", "where the gminas of a programme stand, and whose turn it is", run="path")
    path.add_argument("--programme", required=True, metavar="CODE")
    path.add_argument("--region", metavar="CODE", default="", help="one voivodeship, by the two digits of its code")
    path.add_argument("--step", metavar="STEP", default="", help="qualified, informed, joined, assessed …")
    path.add_argument("--late", action="store_true", help="only those after their term")
    path.add_argument("--on", type=day, help="as of this day (default today)")
    path.add_argument("--as", dest="login", default="", help="as this person sees it; else the operator")
    plan = commands.add_parser("plan", help="plans of gminas").add_subparsers(required=True, metavar="DEED")
    check = _command(plan, "check", "what the plan check says of a plan in a spreadsheet", run="plan_check")
    check.add_argument("file", metavar="FILE", type=Path, help="XLSX, ODS or CSV")
    check.add_argument("--programme", required=True, metavar="CODE")
    check.add_argument("--gmina", required=True, metavar="TERC")
    check.add_argument("--year", type=int, help="of the plan (default: the one the file names)")
    check.add_argument("--map", action="append", default=[], metavar="HEADING=FIELD", help="a heading we do not know")
    check.add_argument("--on", type=day, help="at the rate and the rules of this day")
    check.add_argument("--as", dest="login", default="", help="as this person sees it; else the operator")
    report = commands.add_parser("report", help="write a document").add_subparsers(required=True, metavar="KIND")
    gmina = _command(report, "gmina", "the gmina's annual report to its council", run="report")
    gmina.add_argument("--programme", required=True)
    gmina.add_argument("--gmina", required=True, metavar="TERC")
    gmina.add_argument("--year", type=int, required=True)
    gmina.add_argument("--as-of", type=day)
    gmina.add_argument("--format", choices=["pdf", "docx", "xlsx", "html", "json"], default="pdf")
    gmina.add_argument("--out", type=Path, required=True)
    gmina.add_argument("--as", dest="login", default="", help="act as this person; else the operator acts")
    letter = _command(report, "letter", "the allocation letter of a gmina", run="letter")
    letter.add_argument("--programme", required=True)
    letter.add_argument("--gmina", default="", metavar="TERC")
    letter.add_argument("--format", choices=["pdf", "docx"], default="pdf")
    letter.add_argument("--out", type=Path)
    letter.add_argument("--all", type=Path, metavar="DIR", help="instead: the letter of every gmina into a directory")
    letter.add_argument("--as", dest="login", default="", help="act as this person; else the operator acts")
    _strategies(report)
    audit = commands.add_parser("audit", help="the journal").add_subparsers(required=True, metavar="DEED")
    _command(audit, "verify", "check the journal's chain against its head", run="audit")
    programme = commands.add_parser("programme", help="programme files").add_subparsers(required=True, metavar="DEED")
    for name, about in (("check", "find what does not fit in a programme file"), ("load", "load a programme file")):
        deed = _command(programme, name, about, run=f"programme_{name}")
        deed.add_argument("file", help="a path, or the code of a file that comes with Gromada")
    deed.add_argument("--on", type=day, help="the day of the deed (default today)")
    deed.add_argument("--as", dest="login", default="", help="act as this person; else the operator acts")


def _surveys(commands) -> None:
    survey = commands.add_parser("survey", help="surveys of residents").add_subparsers(required=True, metavar="DEED")
    taken = _command(survey, "import", "take a questionnaire over from an XLSForm workbook", run="survey_import")
    taken.add_argument("file", metavar="FILE.xlsx", type=Path)
    where = taken.add_mutually_exclusive_group(required=True)
    where.add_argument("--gmina", metavar="TERC", default="", help="begin a new survey of this gmina")
    where.add_argument("--survey", metavar="NAME", default="", help="put it into this survey (the end of its address)")
    taken.add_argument("--title", default="", help="title of a new survey; else that of the workbook")
    taken.add_argument("--on", type=day, help="the day of the deed (default today)")
    written = _command(survey, "export", "write a questionnaire as an XLSForm workbook", run="survey_export")
    written.add_argument("file", metavar="FILE.xlsx", type=Path)
    written.add_argument("--survey", metavar="NAME", required=True, help="the end of its public address")
    for deed in (taken, written):
        deed.add_argument("--as", dest="login", default="", help="act as this person; else the operator acts")


def parse(words: list[str]) -> argparse.Namespace:
    """The command as asked; raises UsageError with the usage and what is wrong."""
    parser = Parser(prog="gromada", description="Gromada runs programmes of social integration end to end.")
    commands = parser.add_subparsers(required=True, metavar="COMMAND", parser_class=Parser)
    _running(commands)
    _people(commands)
    _importing(commands)
    _choosing(commands)
    _dividing(commands)
    _asking(commands)
    _surveys(commands)
    return parser.parse_args(words)
