"""Documents that only an office program reads (`.doc`, `.wps`, `.rtf`, `.odt`, `.xlsb`): converted by LibreOffice, then
read as what they were converted to.

The program runs without a window, in a private profile and folder that are gone afterwards, within bounded time, and with
no way to the network. Macros never run in a conversion. What the converted file says belongs to its own module.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
from dataclasses import replace
from pathlib import Path

from dagster_project.formats import spreadsheet, word
from dagster_project.formats.document import Document, UnreadableError
from dagster_project.formats.sniffing import kind

SECONDS = 120  # a start in a fresh profile takes 5 to 15, a long document 10 more
_TARGETS = {".xlsb": ("xlsx",), ".xls.xml": ("xlsx",), "compound": ("docx", "xlsx")}
# what is seen of a file whose kind has no suffix of its own
_SUFFIX = {".xls.xml": ".xml", ".doc.xml": ".xml", "compound": ".wps", None: ".doc"}
_NOWHERE = "http://127.0.0.1:9"  # the discard port: what asks for the network through a proxy gets nothing


def read(content: bytes) -> Document:
    """The document of these bytes. Raises `UnreadableError` where LibreOffice is not installed, cannot open the file or
    takes more than `SECONDS`."""
    found = kind(content)
    suffix = _SUFFIX.get(found) or str(found)
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program is None:
        raise UnreadableError(
            "整个文件",
            f"读取 {suffix} 类文件需要 LibreOffice，本机没有安装",
            "请安装：apt-get install libreoffice-writer libreoffice-calc；或另存为 .docx、.xlsx 后重新提供",
        )
    for target in _TARGETS.get(found or "", ("docx",)):
        with tempfile.TemporaryDirectory(prefix="citybudget-") as folder:
            converted = _convert(program, content, Path(folder), suffix, target)
        if converted is not None:
            module = spreadsheet if target == "xlsx" else word
            return replace(module.read(converted), format=suffix.lstrip("."))
    raise UnreadableError(
        "整个文件", "LibreOffice 无法打开此文件，可能已损坏或加密", "请另存为 .docx 或 .xlsx 后重新提供"
    )


def _convert(program: str, content: bytes, folder: Path, suffix: str, target: str) -> bytes | None:
    """The bytes of the converted file, none where the program made none."""
    source = folder / f"document{suffix}"
    source.write_bytes(content)
    command = [
        program,
        f"-env:UserInstallation={(folder / 'profile').as_uri()}",
        "--headless",
        "--norestore",
        "--nolockcheck",
        "--nodefault",
        "--convert-to",
        target,
        "--outdir",
        str(folder / "out"),
        str(source),
    ]
    environment = {
        "PATH": os.environ.get("PATH", os.defpath),
        "HOME": str(folder),
        "LANG": "C.UTF-8",
        "http_proxy": _NOWHERE,
        "https_proxy": _NOWHERE,
    }
    process = subprocess.Popen(
        command,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        process.wait(SECONDS)
    except subprocess.TimeoutExpired:
        raise UnreadableError(
            "整个文件", f"LibreOffice 未能在 {SECONDS} 秒内转换此文件", "请另存为 .docx 或 .xlsx 后重新提供"
        ) from None
    finally:
        _end(process)
    result = folder / "out" / f"document.{target}"
    return result.read_bytes() if result.is_file() else None


def _end(process: subprocess.Popen[bytes]) -> None:
    """End the program and what it started, so that nothing outlives its folder."""
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except ProcessLookupError:
        return
    finally:
        process.wait()
