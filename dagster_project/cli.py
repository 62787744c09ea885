"""The console script `citybudget`: which module answers each command, and the exit codes. Imports nothing heavy.

Exit codes (contract, section 1). nightly: 0 published, 1 not published, 2 the call or set-up is wrong, 3 another run
holds the home. check: 0 no error, 1 findings of severity error, 2 a file cannot be read or the call is wrong.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from dagster_project import telemetry
from dagster_project.cli_arguments import parser
from dagster_project.console import complain

if TYPE_CHECKING:
    from dagster_project.home import Home

BROKEN, WRONG_CALL, LOCKED = 1, 2, 3


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one command and returns its exit code; no traceback reaches a user."""
    telemetry.silence()
    options = parser().parse_args(arguments)
    try:
        return _ANSWERS[options.command](options)
    except KeyboardInterrupt:
        complain("中断；上一次发布保持不变", options.lang)
        return BROKEN
    except BrokenPipeError:  # the reader of a pipe has read enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Exception as error:  # a mistake of ours is one line too
        if (code := _expected(error, options.lang)) is not None:
            return code
        if os.environ.get("CITYBUDGET_TRACEBACK"):
            raise
        complain(
            f"{options.command}：程序出错（{type(error).__name__}：{error}）；设 CITYBUDGET_TRACEBACK=1 重试并报告维护者",
            options.lang,
        )
        return WRONG_CALL if options.command == "check" else BROKEN


def _expected(error: Exception, lang: str) -> int | None:
    """Says in one line what a user can mend, and returns its exit code; null where the mistake is ours."""
    from dagster_project.home import SetupError
    from dagster_project.lock import HomeLockedError
    from dagster_project.receipts import ReceiptError

    if isinstance(error, HomeLockedError):
        holder = error.holder
        complain(
            f"{error.path}：另一次作业正在使用该数据目录（进程 {holder['pid']}，主机 {holder['host']}，"
            f"开始于 {holder['started']}）；请等它结束后再运行",
            lang,
        )
        return LOCKED
    if isinstance(error, SetupError | ReceiptError):
        complain(str(error), lang)
        return WRONG_CALL if isinstance(error, SetupError) else BROKEN
    return None


def _home(options: argparse.Namespace) -> Home:
    from dagster_project.home import Home

    return Home(Path(options.home or os.environ.get("CITYBUDGET_HOME") or "warehouse"))


def _nightly(options: argparse.Namespace) -> int:
    from dagster_project.nightly_command import answer
    from dagster_project.places import place_of
    from dagster_project.web.sources import load

    inbox = options.inbox or os.environ.get("CITYBUDGET_INBOX")
    if not inbox:
        complain("没有指定收件目录；请用 --inbox DIR 或环境变量 CITYBUDGET_INBOX 指定", options.lang)
        return WRONG_CALL
    pages = options.pages or os.environ.get("CITYBUDGET_PAGES")
    sources = load(Path(pages)) if pages else None
    return answer(_home(options), place_of(inbox), sources, options.lang, options.json)


def _check(options: argparse.Namespace) -> int:
    from dagster_project.check_command import answer

    return answer([Path(f) for f in options.files], options.lang, options.json)


def _explain(options: argparse.Namespace) -> int:
    from dagster_project.explain_command import answer

    return answer(_home(options), options.id, options.lang, options.json)


def _letter(options: argparse.Namespace) -> int:
    from dagster_project.letter_command import answer

    return answer(_home(options), options.department, options.year, Path(options.out), options.lang, options.json)


def _diff(options: argparse.Namespace) -> int:
    from dagster_project.diff_command import answer

    return answer(_home(options), options.lang, options.json)


def _publish(options: argparse.Namespace) -> int:
    from dagster_project.publish_command import answer

    return answer(_home(options), options.to, options.lang, options.json)


def _revert(options: argparse.Namespace) -> int:
    from dagster_project.revert_command import answer

    return answer(_home(options), options.to, options.lang, options.json)


def _serve(options: argparse.Namespace) -> int:
    from dagster_project.serve_command import answer

    return answer(_home(options), options.port, options.orchestrator_port, options.lang, options.json)


def _identities(options: argparse.Namespace) -> int:
    from dagster_project.identities_command import answer

    return answer(_home(options), options.lang, options.json)


def _doctor(options: argparse.Namespace) -> int:
    from dagster_project.doctor_command import answer

    return answer(_home(options), options.lang, options.json)


def _verify(options: argparse.Namespace) -> int:
    from dagster_project.verify_command import answer

    return answer(Path(options.folder), options.archive and Path(options.archive), options.lang, options.json)


def _simulate(options: argparse.Namespace) -> int:
    from dagster_project.simulate_command import answer

    return answer(options)


_ANSWERS = {
    "nightly": _nightly,
    "check": _check,
    "explain": _explain,
    "letter": _letter,
    "diff": _diff,
    "publish": _publish,
    "revert": _revert,
    "serve": _serve,
    "identities": _identities,
    "doctor": _doctor,
    "verify": _verify,
    "simulate": _simulate,
}


if __name__ == "__main__":
    sys.exit(main())
