"""What the office is told: on its first screen, in both languages, and never at the cost of the run."""

import json
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


BEFORE = {"disclosures": [disclosure("水利局", ("error", "一", False), ("warning", "二", False))]}
NOW = {
    "disclosures": [
        disclosure("水利局", ("error", "一", False), ("error", "三", False), ("error", "四", True)),
        disclosure("财政局", ("notice", "五", False)),
        disclosure("档案馆"),
    ],
    "refused": [{"file_name": f"{n}.txt", "reason": "空文件"} for n in range(9)],
}
RESULT = NightResult("published", "20260101T000000Z-aaaaaaaa", None, {"new": 3}, NOW)


def test_what_is_new_and_what_is_closed_is_counted_and_a_waived_finding_is_neither():
    subject, body = summary.text(RESULT, BEFORE, "zh")
    assert "新增问题 2 项" in body  # 三 and 五
    assert "已消除 1 项" in body  # 二
    assert "新收 3，拒收 9" in subject


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_one_line_a_department_the_gravest_first_within_a_screen(lang):
    lines = summary.text(RESULT, BEFORE, lang)[1].splitlines()
    assert [line[:3] for line in lines[-2:]] == ["水利局", "财政局"]
    assert len(lines) == 2 + 5 + 2  # refused files beyond five are in the report


def test_a_night_that_failed_says_why_and_that_the_old_publication_stands():
    failed = NightResult("failed", "20260101T000000Z-aaaaaaaa", "磁盘已满")
    subject, body = summary.text(failed, BEFORE, "zh")
    assert "上一次发布保持不变" in subject
    assert "磁盘已满" in body


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
