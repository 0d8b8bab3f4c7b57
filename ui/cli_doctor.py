"""guanwen doctor: whether everything that is set can be used, one line each."""

from __future__ import annotations

import argparse

from ui.cli_parser import Commands, add_common
from ui.cli_store import print_json, settings_of
from ui.columns import printable


def add_parser(commands: Commands) -> None:
    """Add the command to the parser."""
    parser = commands.add_parser("doctor", help="检查语料、模型、索引和语言模型服务能不能用")
    add_common(parser, corpus=True)
    parser.set_defaults(run=_doctor)


def _doctor(args: argparse.Namespace) -> int:
    from ui.doctor import examine, finding_line, findings_json

    findings = []
    for finding in examine(settings_of(args)):
        findings.append(finding)
        if not args.json:
            print(printable(finding_line(finding)), flush=True)
    if args.json:
        print_json(findings_json(findings))
    return 1 if any(finding.ok is False for finding in findings) else 0
