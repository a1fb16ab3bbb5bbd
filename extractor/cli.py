"""The command line: arguments and exit codes. What the commands do stands in `commands`, imported once arguments are
right.

Exit codes: 0 fine; 1 an example or an input failed; 2 usage or rule error, nothing extracted; 3 our bug; 130
interrupted.
"""

import argparse
import os
import sys
from collections.abc import Sequence
from datetime import date as Day

from . import __version__

FINE, INTERRUPTED = 0, 130
ON_RECORDS = ("link", "score")
COMMANDS = ("test", "check", "tokens", *ON_RECORDS)

DESCRIPTION = """\
Turn Russian and English news into records: meetings, agreements, threats.

  extract article.txt                     records as JSON Lines on standard output
  extract --rules rules/ seeds/           with your own rules; packs stack: --rules a/ --rules b/
  extract --format table seeds/           a table for reading
  extract news.jsonl --date-field when    one document a line

  extract test rules/ [-k meet]           run the examples that stand in the rules
  extract check rules/                    every error and warning of the rules
  extract tokens "Путин прибыл в Минск"   what the engine sees: lemmas, grammemes

  extract link a.jsonl b.jsonl            the same events over documents and languages
  extract score gold.jsonl a.jsonl        how good records are against annotated ones
"""
EPILOG = "Exit codes: 0 fine; 1 an example or an input failed; 2 usage or rule error; 3 a bug in extract. Documentation: docs/."


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line; the exit code."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    command = arguments[0] if arguments and arguments[0] in COMMANDS else "extract"
    rest = arguments[1:] if command != "extract" else arguments
    options = PARSERS[command]().parse_args(rest)
    try:
        if command in ON_RECORDS:  # imported only now: --help and usage errors are instant
            from .record_commands import RUN
        else:
            from .commands import RUN
        return RUN[command](options)
    except KeyboardInterrupt:
        print("extract: interrupted", file=sys.stderr)
        return INTERRUPTED
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FINE


def _parser(prog: str, description: str, epilog: str = "") -> argparse.ArgumentParser:
    return argparse.ArgumentParser(
        prog=prog, description=description, epilog=epilog, formatter_class=argparse.RawDescriptionHelpFormatter
    )


def extract_parser() -> argparse.ArgumentParser:
    """Arguments of `extract`."""
    parser = _parser("extract", DESCRIPTION, EPILOG)
    parser.add_argument(
        "paths", nargs="+", metavar="PATH", help="text files, folders of them, .jsonl files, or - for standard input"
    )
    parser.add_argument(
        "--rules",
        action="append",
        default=[],
        metavar="DIR",
        help="a rule pack; repeat to stack; 'shipped' is the one that comes with extract (default)",
    )
    parser.add_argument(
        "--format", choices=("jsonl", "table"), default="jsonl", help="JSON Lines (default) or a table for reading"
    )
    parser.add_argument(
        "--type", action="append", default=[], metavar="TYPE", help="only records of this type; repeatable"
    )
    parser.add_argument("--lang", choices=("ru", "en"), help="the documents' language (default: found for each)")
    parser.add_argument(
        "--date", type=_day, metavar="YYYY-MM-DD", help="the day of documents that do not say their own"
    )
    parser.add_argument(
        "--annotator",
        metavar="NAME",
        help="names from outside beside those of the rules: slovnet, spacy:MODEL, or files beside the texts: brat, conllu",
    )
    for name, default in (("text", "text"), ("id", "id, doc"), ("date", "date, published")):
        parser.add_argument(
            f"--{name}-field", metavar="NAME", help=f"field of a JSON line that holds the {name} (default: {default})"
        )
    parser.add_argument("--version", action="version", version=f"extract {__version__}")
    return parser


def test_parser() -> argparse.ArgumentParser:
    """Arguments of `extract test`."""
    parser = _parser("extract test", "Run the examples that stand in the rules.", EPILOG)
    parser.add_argument("rules", nargs="*", metavar="DIR", help="rule packs (default: the shipped pack)")
    parser.add_argument("-k", default="", metavar="WORD", help="only rules whose id contains this")
    parser.add_argument("-v", "--verbose", action="store_true", help="name every example")
    return parser


def check_parser() -> argparse.ArgumentParser:
    """Arguments of `extract check`."""
    parser = _parser("extract check", "Show every error and warning of the rules; nothing is extracted.", EPILOG)
    parser.add_argument("rules", nargs="*", metavar="DIR", help="rule packs (default: the shipped pack)")
    return parser


def tokens_parser() -> argparse.ArgumentParser:
    """Arguments of `extract tokens`."""
    parser = _parser(
        "extract tokens", "Show a text as the engine sees it: tokens with lemma, grammemes and readings.", EPILOG
    )
    parser.add_argument("text", help="the text")
    parser.add_argument("--lang", choices=("ru", "en"), help="its language (default: found)")
    return parser


def link_parser() -> argparse.ArgumentParser:
    """Arguments of `extract link`."""
    parser = _parser(
        "extract link",
        "Find records that tell of the same event in different documents, in Russian or English.",
        EPILOG,
    )
    parser.add_argument(
        "paths", nargs="+", metavar="RECORDS", help="JSON Lines as extract prints them, or - for standard input"
    )
    parser.add_argument(
        "--format",
        choices=("groups", "records"),
        default="groups",
        help="a group a line, with the reasons (default); or the records again with links added",
    )
    return parser


def score_parser() -> argparse.ArgumentParser:
    """Arguments of `extract score`."""
    parser = _parser(
        "extract score",
        "Compare records with annotated ones: precision, recall, F1 and right slots by type.",
        EPILOG,
    )
    parser.add_argument(
        "gold",
        metavar="GOLD",
        help='JSON Lines: {"doc": …, "records": […]} for each document, or records that are right',
    )
    parser.add_argument("records", nargs="+", metavar="RECORDS", help="JSON Lines as extract prints them, or -")
    parser.add_argument("-v", "--verbose", action="store_true", help="show every error beside its text")
    return parser


def _day(text: str) -> Day:
    try:
        return Day.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"'{text}' is no date; write 2024-02-01") from None


PARSERS = {
    "extract": extract_parser,
    "test": test_parser,
    "check": check_parser,
    "tokens": tokens_parser,
    "link": link_parser,
    "score": score_parser,
}
