"""What the console script takes: every command with its arguments and one line of help. Knows no answers (`cli`)."""

from __future__ import annotations

import argparse

from dagster_project.words import LANGUAGES

_HOME = "数据目录 folder of all state (CITYBUDGET_HOME, warehouse/)"
# command: (one line of help, whether it works on a home)
_COMMANDS = {
    "nightly": ("夜间作业：收件、读取、核对、发布 (run the nightly job)", True),
    "check": ("公开之前自查文件 (check disclosures, no warehouse)", False),
    "explain": ("从数字或疑点回到原文 (from a figure to its print)", True),
    "letter": ("给一个部门的核对函 (the findings as a letter)", True),
    "diff": ("与上一次发布相比的变化 (changes since the previous one)", True),
    "publish": ("把当前发布复制到别处 (copy the publication to another store)", True),
    "revert": ("回退到上一次发布 (make the previous publication current again)", True),
    "serve": ("本机的数据页面和作业页面 (dashboard and job runs, on loopback)", True),
    "identities": ("各项勾稽关系历来的不符合率和无法判断率 (how each identity has fared)", True),
    "doctor": ("体检数据目录 (what is wrong and how to mend it)", True),
    "verify": ("按清单重做一次发布并比对 (re-run a publication from its manifest)", False),
    "simulate": ("生成模拟城市的公开文件及正确答案 (a synthetic city with its truth)", False),
}


def parser() -> argparse.ArgumentParser:
    """The parser; what it parses has `command`, `lang`, `json` and the arguments of the command."""
    whole = argparse.ArgumentParser(
        prog="citybudget", description="城市部门预算与决算公开数据：收取、核对、发布 (city budget warehouse)"
    )
    commands = whole.add_subparsers(dest="command", required=True, metavar="COMMAND")
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument("--lang", choices=LANGUAGES, default="zh", help="输出语言 language of the output (zh)")
    common.add_argument("--json", action="store_true", help="供程序读取的 JSON for programs")
    made = {}
    for name, (said, works_on_home) in _COMMANDS.items():
        made[name] = commands.add_parser(name, parents=[common], help=said)
        if works_on_home:
            made[name].add_argument("--home", metavar="DIR", help=_HOME)
    _nightly(made["nightly"])
    _reading(made)
    _publications(made)
    _serve(made["serve"])
    _simulate(made["simulate"])
    return whole


def _nightly(nightly: argparse.ArgumentParser) -> None:
    nightly.add_argument(
        "--inbox",
        metavar="DIR_OR_URL",
        help="收件目录，或 sftp://、s3://、webdav:// 等地址 folder or address of disclosures (CITYBUDGET_INBOX)",
    )
    nightly.add_argument(
        "--pages", metavar="FILE", help="各部门公开页面的清单 departments' pages, a YAML of sources (CITYBUDGET_PAGES)"
    )


def _reading(made: dict[str, argparse.ArgumentParser]) -> None:
    made["check"].add_argument("files", nargs="+", metavar="FILE", help="预算或决算公开文件 a disclosure")
    made["explain"].add_argument(
        "id", metavar="ID", help="任一数据行、疑点或差错组的标识 id of a row, finding or fault group"
    )
    letter = made["letter"]
    letter.add_argument("department", metavar="DEPARTMENT", help="部门编码、标识或名称 code, id or name")
    letter.add_argument("--year", type=int, metavar="Y", help="只写该年度 one fiscal year (全部 all)")
    letter.add_argument(
        "--out", default=".", metavar="DIR", help="函件写在哪个目录 folder of the letter (当前目录 here)"
    )


def _publications(made: dict[str, argparse.ArgumentParser]) -> None:
    made["publish"].add_argument(
        "--to",
        required=True,
        metavar="TARGET",
        help="postgresql://… 或任何 fsspec 目录 a database, folder or object store",
    )
    made["revert"].add_argument("--to", metavar="PUBLICATION", help="指定发布标识 another one that is kept, by its id")
    made["verify"].add_argument("folder", metavar="DIR", help="发布目录 folder of a publication")
    made["verify"].add_argument(
        "--archive", metavar="DIR", help="原件档案 where the inputs lie by hash (archive/ of its home)"
    )


def _serve(serve: argparse.ArgumentParser) -> None:
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


def _port(text: str) -> int:
    if not (text.isdecimal() and int(text) < 65536):
        raise argparse.ArgumentTypeError(f"{text}：应为 0 至 65535 (a port is 0 to 65535)")
    return int(text)


def _simulate(simulate: argparse.ArgumentParser) -> None:
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
