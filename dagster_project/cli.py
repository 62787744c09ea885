"""The console script `citybudget`: what it takes, which module answers, and the exit codes. Imports nothing heavy.

Exit codes (contract, section 1). nightly: 0 published, 1 not published, 2 the call or set-up is wrong, 3 another run
holds the home. check: 0 no error, 1 findings of severity error, 2 a file cannot be read or the call is wrong.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from dagster_project import telemetry
from dagster_project.console import complain
from dagster_project.words import LANGUAGES

BROKEN, WRONG_CALL, LOCKED = 1, 2, 3


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one command and returns its exit code; no traceback reaches a user."""
    telemetry.silence()
    options = _parser().parse_args(arguments)
    try:
        return options.answer(options)
    except KeyboardInterrupt:
        complain("中断；上一次发布保持不变" if options.lang == "zh" else "interrupted; the last publication stands")
        return BROKEN
    except BrokenPipeError:  # the reader of a pipe has read enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Exception as error:  # a mistake of ours is one line too
        if os.environ.get("CITYBUDGET_TRACEBACK"):
            raise
        complain(
            f"{options.command}：程序出错（{type(error).__name__}：{error}）；设 CITYBUDGET_TRACEBACK=1 重试并报告维护者"
        )
        return WRONG_CALL if options.command == "check" else BROKEN


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="citybudget", description="城市部门预算与决算公开数据：收取、核对、发布 (city budget warehouse)"
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument("--lang", choices=LANGUAGES, default="zh", help="输出语言 language of the output (zh)")
    common.add_argument("--json", action="store_true", help="供程序读取的 JSON for programs")

    nightly = commands.add_parser(
        "nightly", parents=[common], help="夜间作业：收件、读取、核对、发布 (run the nightly job)"
    )
    nightly.add_argument(
        "--inbox",
        metavar="DIR_OR_URL",
        help="收件目录，或 sftp://、s3://、webdav:// 等地址 folder or address of disclosures (CITYBUDGET_INBOX)",
    )
    nightly.add_argument(
        "--pages", metavar="FILE", help="各部门公开页面的清单 departments' pages, a YAML of sources (CITYBUDGET_PAGES)"
    )
    nightly.add_argument("--home", metavar="DIR", help="数据目录 folder of all state (CITYBUDGET_HOME, warehouse/)")
    nightly.set_defaults(answer=_nightly)

    check = commands.add_parser("check", parents=[common], help="公开之前自查文件 (check disclosures, no warehouse)")
    check.add_argument("files", nargs="+", metavar="FILE", help="预算或决算公开文件 a disclosure")
    check.set_defaults(answer=_check)

    explain = commands.add_parser("explain", parents=[common], help="从数字或疑点回到原文 (from a figure to its print)")
    explain.add_argument("id", metavar="ID", help="任一数据行、疑点或差错组的标识 id of a row, finding or fault group")
    explain.add_argument("--home", metavar="DIR", help="数据目录 folder of all state (CITYBUDGET_HOME, warehouse/)")
    explain.set_defaults(answer=_explain)

    publish = commands.add_parser(
        "publish", parents=[common], help="把当前发布复制到别处 (copy the publication to another store)"
    )
    publish.add_argument(
        "--to",
        required=True,
        metavar="TARGET",
        help="postgresql://… 或任何 fsspec 目录 a database, folder or object store",
    )
    publish.add_argument("--home", metavar="DIR", help="数据目录 folder of all state (CITYBUDGET_HOME, warehouse/)")
    publish.set_defaults(answer=_publish)

    revert = commands.add_parser(
        "revert", parents=[common], help="回退到上一次发布 (make the previous publication current again)"
    )
    revert.add_argument("--to", metavar="PUBLICATION", help="指定发布标识 another one that is kept, by its id")
    revert.add_argument("--home", metavar="DIR", help="数据目录 folder of all state (CITYBUDGET_HOME, warehouse/)")
    revert.set_defaults(answer=_revert)

    diff = commands.add_parser("diff", parents=[common], help="与上一次发布相比的变化 (changes since the previous one)")
    diff.add_argument("--home", metavar="DIR", help="数据目录 folder of all state (CITYBUDGET_HOME, warehouse/)")
    diff.set_defaults(answer=_diff)
    _add_simulate(commands, common)

    letter = commands.add_parser("letter", parents=[common], help="给一个部门的核对函 (the findings as a letter)")
    letter.add_argument("department", metavar="DEPARTMENT", help="部门编码、标识或名称 code, id or name")
    letter.add_argument("--year", type=int, metavar="Y", help="只写该年度 one fiscal year (全部 all)")
    letter.add_argument(
        "--out", default=".", metavar="DIR", help="函件写在哪个目录 folder of the letter (当前目录 here)"
    )
    letter.add_argument("--home", metavar="DIR", help="数据目录 folder of all state (CITYBUDGET_HOME, warehouse/)")
    letter.set_defaults(answer=_letter)

    serve = commands.add_parser(
        "serve", parents=[common], help="本机的数据页面和作业页面 (dashboard and job runs, on loopback)"
    )
    serve.add_argument("--home", metavar="DIR", help="数据目录 folder of all state (CITYBUDGET_HOME, warehouse/)")
    serve.add_argument(
        "--port", type=_port, default=8321, metavar="N", help="数据页面的端口 of the dashboard (8321; 0 任意 any)"
    )
    serve.add_argument(
        "--orchestrator-port",
        type=_port,
        default=3000,
        metavar="N",
        help="作业页面的端口 of the orchestrator's page (3000; 0 任意 any)",
    )
    serve.set_defaults(answer=_serve)

    identities = commands.add_parser(
        "identities", parents=[common], help="各项勾稽关系历来的不符合率和无法判断率 (how each identity has fared)"
    )
    identities.add_argument("--home", metavar="DIR", help="数据目录 folder of all state (CITYBUDGET_HOME, warehouse/)")
    identities.set_defaults(answer=_identities)

    doctor = commands.add_parser("doctor", parents=[common], help="体检数据目录 (what is wrong and how to mend it)")
    doctor.add_argument("--home", metavar="DIR", help="数据目录 folder of all state (CITYBUDGET_HOME, warehouse/)")
    doctor.set_defaults(answer=_doctor)

    verify = commands.add_parser(
        "verify", parents=[common], help="按清单重做一次发布并比对 (re-run a publication from its manifest)"
    )
    verify.add_argument("folder", metavar="DIR", help="发布目录 folder of a publication")
    verify.add_argument("--archive", metavar="DIR", help="原件档案 where the inputs lie by hash (archive/ of its home)")
    verify.set_defaults(answer=_verify)
    return parser


def _add_simulate(commands: argparse._SubParsersAction, common: argparse.ArgumentParser) -> None:
    simulate = commands.add_parser(
        "simulate", parents=[common], help="生成模拟城市的公开文件及正确答案 (a synthetic city with its truth)"
    )
    simulate.add_argument("--out", required=True, metavar="DIR", help="输出目录，须为空 an empty folder")
    simulate.add_argument("--departments", type=int, default=5, metavar="N", help="部门数 how many departments (5)")
    simulate.add_argument(
        "--bodies", default="", metavar="LIST", help="只生成这些部门（不含市名） only these departments, by name"
    )
    simulate.add_argument("--city", default="", metavar="NAME", help="虚构的市名 name of the invented city (澄岚市)")
    simulate.add_argument("--units", type=int, default=1, metavar="M", help="每个部门的预算单位数 units of each (1)")
    simulate.add_argument(
        "--years", default="2021-2023", metavar="A-B", help="起止年度 first and last year (2021-2023)"
    )
    simulate.add_argument(
        "--families",
        default="henan,jiangsu,national,shanghai,city_budget,city_final",
        metavar="LIST",
        help="表样 templates: henan, jiangsu, national, shanghai; city_budget, city_final 政府预决算 (全部 all)",
    )
    simulate.add_argument(
        "--formats",
        default="txt,html,xlsx,docx,pdf",
        metavar="LIST",
        help="格式，各文件轮流使用 formats, used in turn: txt, html, xlsx, docx, pdf, scan",
    )
    simulate.add_argument(
        "--faults",
        type=float,
        default=0.0,
        metavar="RATE",
        help="植入差错的文件比例 share of documents with faults (0)",
    )
    simulate.add_argument(
        "--fault", action="append", metavar="KIND", help="只植入该种差错，可重复 plant only this kind, repeatable"
    )
    simulate.add_argument("--seed", type=int, default=1, metavar="S", help="随机种子 same seed, same bytes (1)")
    simulate.set_defaults(answer=_simulate)


def _port(text: str) -> int:
    if not (text.isdecimal() and int(text) < 65536):
        raise argparse.ArgumentTypeError(f"{text}：应为 0 至 65535 (a port is 0 to 65535)")
    return int(text)


def _home(options: argparse.Namespace) -> Path:
    return Path(options.home or os.environ.get("CITYBUDGET_HOME") or "warehouse")


def _nightly(options: argparse.Namespace) -> int:
    from dagster_project.home import Home, SetupError
    from dagster_project.lock import HomeLockedError
    from dagster_project.nightly_command import answer
    from dagster_project.places import place_of
    from dagster_project.receipts import ReceiptError
    from dagster_project.web.sources import load

    inbox = options.inbox or os.environ.get("CITYBUDGET_INBOX")
    if not inbox:
        complain("没有指定收件目录；请用 --inbox DIR 或环境变量 CITYBUDGET_INBOX 指定 (no inbox given)")
        return WRONG_CALL
    try:
        pages = options.pages or os.environ.get("CITYBUDGET_PAGES")
        sources = load(Path(pages)) if pages else None
        return answer(Home(_home(options)), place_of(inbox), sources, options.lang, options.json)
    except SetupError as error:
        complain(str(error))
        return WRONG_CALL
    except ReceiptError as error:
        complain(str(error))
        return BROKEN
    except HomeLockedError as error:
        return _locked(error)


def _locked(error) -> int:
    holder = error.holder
    complain(
        f"{error.path}：另一次作业正在使用该数据目录（进程 {holder['pid']}，主机 {holder['host']}，"
        f"开始于 {holder['started']}）；请等它结束后再运行 (another run holds the home)"
    )
    return LOCKED


def _check(options: argparse.Namespace) -> int:
    from dagster_project.check_command import answer

    return answer([Path(f) for f in options.files], options.lang, options.json)


def _explain(options: argparse.Namespace) -> int:
    from dagster_project.explain_command import answer
    from dagster_project.home import Home, SetupError

    try:
        return answer(Home(_home(options)), options.id, options.lang, options.json)
    except SetupError as error:
        complain(str(error))
        return WRONG_CALL


def _publish(options: argparse.Namespace) -> int:
    from dagster_project.home import Home, SetupError
    from dagster_project.publish_command import answer

    try:
        return answer(Home(_home(options)), options.to, options.lang, options.json)
    except SetupError as error:
        complain(str(error))
        return WRONG_CALL


def _revert(options: argparse.Namespace) -> int:
    from dagster_project.home import Home, SetupError
    from dagster_project.lock import HomeLockedError
    from dagster_project.revert_command import answer

    try:
        return answer(Home(_home(options)), options.to, options.lang, options.json)
    except SetupError as error:
        complain(str(error))
        return WRONG_CALL
    except HomeLockedError as error:
        return _locked(error)


def _doctor(options: argparse.Namespace) -> int:
    from dagster_project.doctor_command import answer
    from dagster_project.home import Home, SetupError

    try:
        return answer(Home(_home(options)), options.lang, options.json)
    except SetupError as error:
        complain(str(error))
        return WRONG_CALL


def _verify(options: argparse.Namespace) -> int:
    from dagster_project.home import SetupError
    from dagster_project.verify_command import answer

    try:
        return answer(Path(options.folder), options.archive and Path(options.archive), options.lang, options.json)
    except SetupError as error:
        complain(str(error))
        return WRONG_CALL


def _diff(options: argparse.Namespace) -> int:
    from dagster_project.diff_command import answer
    from dagster_project.home import Home, SetupError

    try:
        return answer(Home(_home(options)), options.lang, options.json)
    except SetupError as error:
        complain(str(error))
        return WRONG_CALL


def _letter(options: argparse.Namespace) -> int:
    from dagster_project.home import Home, SetupError
    from dagster_project.letter_command import answer

    out, home = Path(options.out), Home(_home(options))
    try:
        return answer(home, options.department, options.year, out, options.lang, options.json)
    except SetupError as error:
        complain(str(error))
        return WRONG_CALL


def _serve(options: argparse.Namespace) -> int:
    from dagster_project.home import Home, SetupError
    from dagster_project.serve_command import answer

    try:
        return answer(Home(_home(options)), options.port, options.orchestrator_port, options.lang, options.json)
    except SetupError as error:
        complain(str(error))
        return WRONG_CALL


def _identities(options: argparse.Namespace) -> int:
    from dagster_project.home import Home, SetupError
    from dagster_project.identities_command import answer

    try:
        return answer(Home(_home(options)), options.lang, options.json)
    except SetupError as error:
        complain(str(error))
        return WRONG_CALL


def _simulate(options: argparse.Namespace) -> int:
    from dagster_project.simulate_command import answer

    return answer(options)


if __name__ == "__main__":
    sys.exit(main())
