"""Whatever the readers and commands refuse can be said in English: `english.yml` is held against the code, both ways."""

import ast
import re
import string
from pathlib import Path

import pytest
import yaml

from dagster_project import english

PACKAGE = Path(english.__file__).parent
HAN = re.compile(r"[㐀-鿿]")
KNOWN = yaml.safe_load(Path(english.__file__).with_suffix(".yml").read_text(encoding="utf-8"))
# These have both languages beside each other, or speak of one thing in one language to whoever reads their pages.
BOTH_LANGUAGES = {
    *("catalogues.py", "check_text.py", "cli_arguments.py", "console.py", "diff_command.py", "doctor_command.py"),
    *("explain_text.py", "findings.py", "identities_command.py", "letter_command.py", "online_text.py"),
    *("publish_command.py", "report_text.py", "revert_command.py", "summary.py", "verify_command.py", "words.py"),
    *("serve_command.py", "simulate_command.py", "english.py", "datapackage.py", "dictionary.py", "docs_index.py"),
    *("identity_pages.py", "content.py", "asking.py"),
}
# Words of the documents themselves: units, numerals, headings, and the pieces of patterns.
UNITS = {"元", "千元", "万元", "亿元", "人民币", "百", "千", "万", "十万", "百万", "千万", "亿", "元|千元|万元|亿元"}
NUMERALS = {"零", "〇一二三四五六七八九", "零一二三四五六七八九", "零壹贰叁肆伍陆柒捌玖", "甲乙丙丁戊己庚辛壬癸"}
PRINTED = {
    "类",
    "款",
    "项",
    "(类)",
    "收入",
    "支出",
    "小计",
    "合计",
    "表",
    "分",
    "的",
    "如",
    "作",
    "数",
    "页",
    "第",
    "鿿",
}
NOT_SAID = UNITS | NUMERALS | PRINTED | {"十", "拾", "佰", "一", "不认识的表"}


def sentences(path):
    """Every text with Chinese that the code of a file may say: `{}` for what is filled in."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    passed = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef) and isinstance(node.body[0], ast.Expr):
            passed.add(id(node.body[0].value))
        elif isinstance(node, ast.Call) and ast.unparse(node.func).startswith("re."):
            passed.update(id(inner) for inner in ast.walk(node))
        elif isinstance(node, ast.JoinedStr):
            passed.update(
                id(inner) for part in node.values for inner in ast.walk(part) if isinstance(part, ast.Constant)
            )
    for node in ast.walk(tree):
        if id(node) in passed:
            continue
        if isinstance(node, ast.JoinedStr):
            text = "".join(str(p.value) if isinstance(p, ast.Constant) else "{}" for p in node.values)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            text = node.value
        else:
            continue
        if HAN.search(text):
            yield text


def is_pattern(text):
    return any(mark in text for mark in ("\\", "[", "|", "(?", '"'))


def says(path):
    return path.name not in BOTH_LANGUAGES


SAYING = sorted(
    path
    for folder in ("formats", "extraction", "publication", "web", "letter")
    for path in (PACKAGE / folder).rglob("*.py")
    if says(path)
) + [path for path in sorted(PACKAGE.glob("*.py")) if says(path)]


@pytest.mark.parametrize("path", SAYING, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_what_is_refused_can_be_said_in_english(path):
    wanting = []
    for text in sentences(path):
        said = english.english(text.replace("{}", "7").strip("，；、"))
        left = HAN.search(re.sub("|".join(sorted(UNITS, key=len, reverse=True)), "", said))
        if left and text not in NOT_SAID and not is_pattern(text):
            wanting.append(text)
    assert not wanting, "english.yml lacks these"


def test_every_sentence_is_one_that_the_code_has():
    code = {text for path in PACKAGE.rglob("*.py") for text in sentences(path)}
    joined = "\n".join(code)
    dead = [s for s in KNOWN if not all(part.strip("，；") in joined for part in s.split("{}"))]
    assert dead == []


@pytest.mark.parametrize("sentence", KNOWN)
def test_the_english_has_the_parts_of_the_chinese(sentence):
    wanted = list(range(sentence.count("{}")))
    named = [field for _, field, _, _ in string.Formatter().parse(KNOWN[sentence]) if field is not None]
    assert (sorted(map(int, named)) if all(named) else list(range(len(named)))) == wanted


@pytest.mark.parametrize(
    ("chinese", "said"),
    [
        ("第 3 页，第 2 个表（收入）", "page 3, table 2 (收入)"),
        ("第 3 行，第 2 个表第 4 行第 5 列", "line 3, table 2, row 4, column 5"),
        ("第1、3–5页", "page 1, 3–5"),
        ("工作表“收入，支出”是隐藏的，含 2 处内容（甲、乙），未作公布内容读入",
         "sheet “收入，支出” is hidden, with 2 contents (甲, 乙), not read since a reader does not see them"),
        ("“压缩包” 不是可以识别的数：不是数字：1.2.3（小数点多于一个）",
         "“压缩包” is no figure that can be read: no number: 1.2.3 (more than one decimal point)"),
        ("没有写明年度、阶段（预算或决算），不能归入任何部门的公开",
         "it does not say its year, stage (budget or final account) and belongs to no department's disclosure"),
        ("第 1 行，第 2 张表“甲，乙”行“丙”列：一份为“1”，另一份为“2”",
         "line 1, table 2, row “甲，乙”, column “丙”: one prints “1”, the other “2”"),
    ],
)  # fmt: skip
def test_a_sentence_is_put_into_english_part_by_part_and_the_publishers_words_are_kept(chinese, said):
    assert english.english(chinese) == said


def test_a_refusal_is_one_line_in_either_language():
    refusal = ("a.pdf", "第 3 页", "本页已损坏，无法打开", "请重新下载或向发布单位索取完整文件")
    assert (
        english.refused(*refusal, "zh")
        == "a.pdf：第 3 页，本页已损坏，无法打开。办法：请重新下载或向发布单位索取完整文件"
    )
    assert english.refused(*refusal, "en") == (
        "a.pdf: page 3: the page is damaged and cannot be opened. "
        "Remedy: download it again or ask the publisher for the whole file"
    )
