"""What the office is told: on its first screen, in both languages, and never at the cost of the run."""

import json
import re
import socketserver
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from dagster_project import summary
from dagster_project.nightly import NightResult


def disclosure(department, *findings):
    rows = [{"severity": s, "message_zh": m, "message_en": m, "waived": w} for s, m, w in findings]
    severities = {s: sum(f["severity"] == s and not f["waived"] for f in rows) for s, _, _ in findings}
    return {"department_name": department, "fiscal_year": 2023, "stage": "budget", "level": "department",
            "findings": rows, "severities": severities}  # fmt: skip


def late(department, is_new):
    return {"department_id": department, "department_name": department, "fiscal_year": 2024, "stage": "budget",
            "due_on": "2024-03-01", "days": 9, "is_new": is_new}  # fmt: skip


def unlike(department, differing):
    return {"kind": "differs", "department_name": department, "fiscal_year": 2023, "stage": "budget", "level": "department",
            "differing": differing, "only_in_one": 0, "first": ["合计", "1", "2"]}  # fmt: skip


def of_page(kind, detail):
    return {"kind": kind, "department": "水利局", "url": "http://127.0.0.1/a.pdf", "detail": detail}


BEFORE = {
    "disclosures": [disclosure("水利局", ("error", "一", False), ("warning", "二", False))],
    "online": [unlike("财政局", 3)],
}
NOW = {
    "disclosures": [
        disclosure("水利局", ("error", "一", False), ("error", "三", False), ("error", "四", True)),
        disclosure("财政局", ("notice", "五", False)),
        disclosure("档案馆"),
    ],
    "refused": [{"file_name": f"{n}.txt", "reason": "文件是空的"} for n in range(9)],
    "online": [unlike("财政局", 3), unlike("水利局", 4), {**unlike("档案馆", 0), "kind": "not_online"}],
    "unregistered": ["某局", "某馆", "某所"],
}
PAGES = [of_page("replaced", "预算"), of_page("dead_link", "决算")]
OVERDUE = [late("档案馆", True), late("气象局", False)]
RESULT = NightResult("published", "20260101T000000Z-aaaaaaaa", None, {"new": 3, "pages": PAGES}, NOW, overdue=OVERDUE)
QUIET = NightResult(
    "unchanged",
    "20260101T000000Z-aaaaaaaa",
    None,
    {"new": 0, "pages": []},
    BEFORE | {"refused": [], "unregistered": []},
)
# what is counted -> how it is said, with RESULT's count, in each language
COUNTED = {
    "received": (3, "新收文件 {} 份", "{} received"),
    "refused": (9, "拒收 {} 份", "{} refused"),
    "unregistered": (3, "未登记的部门和单位 {} 个", "{} departments and units not in the registry"),
    "newly wrong": (2, "新增问题 {} 项", "{} new findings"),  # 三 and 五: one that is waived is none
    "closed": (1, "已消除 {} 项", "{} closed"),  # 二
    "newly overdue": (1, "新逾期未公开 {} 项", "{} newly overdue"),
    "overdue": (2, "共逾期 {} 项", "({} overdue in all)"),
    "replaced": (1, "网上悄悄替换 {} 份", "{} silently replaced online"),
    "differing": (1, "新出现的网上与报送不一致 {} 份", "{} newly unlike what was sent"),
}


@pytest.mark.parametrize("count", COUNTED)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_each_count_is_on_the_first_screen_and_is_nought_in_a_quiet_night(count, lang):
    number, *said = COUNTED[count]
    pattern = said[("zh", "en").index(lang)]
    for result, expected in ((RESULT, number), (QUIET, 0)):
        first = summary.text(result, BEFORE, lang)[1].splitlines()[:5]
        words = re.escape(pattern).replace(r"\{\}", rf"(?<!\d){expected}(?!\d)")
        assert re.search(words, "\n".join(first)), first


def test_what_is_counted_is_named_a_few_of_each_kind():
    lines = summary.text(RESULT, BEFORE, "zh")[1].splitlines()
    assert "新逾期 档案馆 2024 年预算：应于 2024-03-01 前公开" in lines
    assert "网上替换 水利局：预算" in lines
    assert "未登记 某馆" in lines
    assert [line for line in lines if line.startswith("网上与报送不一致")] == [
        "网上与报送不一致 水利局 2023 年预算：4 个数字不同，0 个只在其中一份"
    ]
    assert not any("气象局" in line for line in lines)  # told before
    assert sum(line.startswith("拒收") for line in lines) == 5
    assert "……另有 4 项，见运行报告" in lines


def test_a_difference_with_other_figures_is_new_again():
    changed = {**NOW, "online": [unlike("财政局", 5)]}
    result = NightResult("published", "p", None, {"new": 1}, changed)
    assert "新出现的网上与报送不一致 1 份" in summary.text(result, BEFORE, "zh")[1]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_one_line_a_department_the_gravest_first(lang):
    lines = summary.text(RESULT, BEFORE, lang)[1].splitlines()
    assert [line[:3] for line in lines[-2:]] == ["水利局", "财政局"]


def test_a_refusal_is_said_in_english_where_that_is_asked_for():
    assert "Refused 0.txt: the file is empty" in summary.text(RESULT, BEFORE, "en")[1].splitlines()


def test_a_night_that_failed_says_why_and_that_the_old_publication_stands():
    failed = NightResult("failed", "20260101T000000Z-aaaaaaaa", "磁盘已满")
    subject, body = summary.text(failed, BEFORE, "zh")
    assert "上一次发布保持不变" in subject
    assert "磁盘已满" in body
    assert "新增问题 0 项；已消除 0 项" in body  # it judged nothing: nothing is closed by that


@pytest.fixture
def hook():
    """A web hook on loopback that answers with a status and keeps what it got."""

    class Hook(BaseHTTPRequestHandler):
        got, status = [], 200

        def do_POST(self):
            self.got.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            self.send_response(self.status)
            self.end_headers()

        def log_message(self, *_):
            pass

    with HTTPServer(("127.0.0.1", 0), Hook) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield Hook, f"http://127.0.0.1:{server.server_port}/x?token=geheim"
        server.shutdown()


def test_a_hook_gets_the_text(hook):
    taken, url = hook
    assert summary.send(RESULT, BEFORE, "zh", {summary.WEBHOOK: url}) == []
    assert "水利局：整改 2" in taken.got[0]["text"]


def test_a_hook_that_refuses_is_a_note_that_tells_no_secret(hook):
    taken, url = hook
    taken.status = 500
    (note,) = summary.send(RESULT, BEFORE, "zh", {summary.WEBHOOK: url})
    assert "500" in note
    assert "geheim" not in note


@pytest.mark.parametrize(
    "target",
    ["http://127.0.0.1:9/", "file:///etc/passwd", "smtp://127.0.0.1:9/a@b.example/c@d.example", "x", "http://["],
)
def test_no_target_fails_the_run(target):
    for name in (summary.WEBHOOK, summary.MAIL):
        assert len(summary.send(RESULT, BEFORE, "zh", {name: target})) == 1


def test_mail_goes_to_all_it_names():
    said = []

    class Server(socketserver.StreamRequestHandler):
        def handle(self):
            self.wfile.write(b"220 x\r\n")
            data = False
            for raw in self.rfile:
                line = raw.decode().rstrip("\r\n")
                said.append(line)
                if data and line != ".":
                    continue
                data = line.upper() == "DATA"
                self.wfile.write(b"354 go\r\n" if data else b"221 bye\r\n" if line.upper() == "QUIT" else b"250 ok\r\n")
                if line.upper() == "QUIT":
                    return

    with socketserver.TCPServer(("127.0.0.1", 0), Server) as server:
        threading.Thread(target=server.handle_request, daemon=True).start()
        target = f"smtp://127.0.0.1:{server.server_address[1]}/from@a.example/one@b.example,two@b.example"
        assert summary.send(RESULT, BEFORE, "en", {summary.MAIL: target}) == []
    assert [line.split(":", 1)[1] for line in said if line.startswith("rcpt TO")] == [
        "<one@b.example>",
        "<two@b.example>",
    ]
