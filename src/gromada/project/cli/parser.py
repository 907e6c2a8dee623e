"""The grammar of the command line. Plain Python: it runs before Django is there."""

import argparse
from datetime import date
from decimal import Decimal, InvalidOperation
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
    serve = _command(commands, "serve", "serve this home", run="serve", json=False)
    serve.add_argument("--host", default="127.0.0.1")
    serve.add_argument("--port", type=int, default=PORT)
    serve.add_argument("--workers", type=int, default=2)
    worker = _command(commands, "worker", "do the waiting jobs and send the waiting letters", run="worker")
    worker.add_argument("--once", action="store_true", help="stop when nothing waits")
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


def _asking(commands) -> None:
    convert = _command(commands, "convert", "convert an amount by a day's NBP table A", run="convert")
    convert.add_argument("amount", type=amount)
    convert.add_argument("source", metavar="FROM", type=str.upper)
    convert.add_argument("target", metavar="TO", type=str.upper)
    convert.add_argument("--on", type=day, required=True)
    convert.add_argument("--rule", choices=["nbp_in_force", "nbp_day_before"], default="nbp_in_force")
    report = commands.add_parser("report", help="write a document").add_subparsers(required=True, metavar="KIND")
    gmina = _command(report, "gmina", "the gmina's annual report to its council", run="report")
    gmina.add_argument("--programme", required=True)
    gmina.add_argument("--gmina", required=True, metavar="TERC")
    gmina.add_argument("--year", type=int, required=True)
    gmina.add_argument("--as-of", type=day)
    gmina.add_argument("--format", choices=["pdf", "docx", "xlsx", "html", "json"], default="pdf")
    gmina.add_argument("--out", type=Path, required=True)
    gmina.add_argument("--as", dest="login", default="", help="act as this person; else the operator acts")
    audit = commands.add_parser("audit", help="the journal").add_subparsers(required=True, metavar="DEED")
    _command(audit, "verify", "check the journal's chain against its head", run="audit")
    programme = commands.add_parser("programme", help="programme files").add_subparsers(required=True, metavar="DEED")
    for name, about in (("check", "find what does not fit in a programme file"), ("load", "load a programme file")):
        deed = _command(programme, name, about, run=f"programme_{name}")
        deed.add_argument("file", help="a path, or the code of a file that comes with Gromada")
    deed.add_argument("--on", type=day, help="the day of the deed (default today)")
    deed.add_argument("--as", dest="login", default="", help="act as this person; else the operator acts")


def parse(words: list[str]) -> argparse.Namespace:
    """The command as asked; raises UsageError with the usage and what is wrong."""
    parser = Parser(prog="gromada", description="Gromada runs programmes of social integration end to end.")
    commands = parser.add_subparsers(required=True, metavar="COMMAND", parser_class=Parser)
    _running(commands)
    _people(commands)
    _asking(commands)
    return parser.parse_args(words)
