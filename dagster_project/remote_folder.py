"""A folder on another machine or in an object store as a place that files come from: whatever fsspec has a name for.

Files are listed every time and fetched only where size or mark of change (entity tag, time of change) differ. A store that
falters is asked again after a while; what cannot be had then is left for the next night.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable
from typing import Any, TypeVar
from urllib.parse import unquote, urlsplit

from dagster_project.home import SetupError
from dagster_project.inbox import Inbox, is_beside
from dagster_project.places import Archived, Had, Remembered, shown

_T = TypeVar("_T")
_PAUSES = (1.0, 4.0)  # seconds before the second and the third attempt
_MARKS = ("ETag", "etag", "md5", "mtime", "LastModified", "last_modified", "modified", "updated", "created")


class RemoteFolder:
    """An address with all below it. Raises `SetupError` where fsspec does not know it or lacks a package for it."""

    def __init__(self, address: str, sleep: Callable[[float], None] = time.sleep) -> None:
        self.name, self._sleep = shown(address), sleep
        self._marks: dict[str, list[Any] | None] = {}
        try:
            self._store, root = _opened(address)
        except ImportError as error:
            raise SetupError(f"{self.name}：缺少读取它所需的软件包；{_missing(address, error)}") from None
        except Exception as error:  # noqa: BLE001 - each backend has errors of its own
            raise SetupError(f"{self.name}：不能连接（{_reason(error)}）；请检查地址、账号和网络") from None
        self._root = root.rstrip("/")

    def __str__(self) -> str:
        return self.name

    def look(self) -> Inbox:
        try:
            self._store.invalidate_cache()
            if not self._patiently(lambda: self._store.isdir(self._root or "/")):
                raise SetupError(f"{self.name}：收件目录不存在；请检查 --inbox 或环境变量 CITYBUDGET_INBOX")
            found = self._patiently(lambda: self._store.find(self._root, detail=True))
        except SetupError:
            raise
        except Exception as error:  # noqa: BLE001
            raise SetupError(f"{self.name}：不能列出目录（{_reason(error)}）；请检查地址、账号和网络") from None
        inbox = Inbox()
        for full, info in found.items():
            path = full.removeprefix(self._root).lstrip("/")
            if any(is_beside(part) for part in path.split("/")):
                inbox.ignored += 1
            elif info.get("type") == "file":
                inbox.files.append(path)
                mark = next((str(info[name]) for name in _MARKS if info.get(name)), None)
                self._marks[path] = [info.get("size"), mark] if mark else None
        inbox.files.sort()
        return inbox

    def get(self, path: str, remembered: Remembered, archived: Archived, now_ns: int) -> Had | str:
        stamp = self._marks.get(path)
        if stamp and remembered and remembered[:-1] == stamp and archived(str(remembered[-1])):
            return Had(str(remembered[-1]), stamp[0] or 0, stamp, None)
        try:
            content = self._patiently(lambda: self._store.cat_file(f"{self._root}/{path}"))
        except Exception as error:  # noqa: BLE001 - one file that cannot be had costs itself alone
            return _reason(error)
        if stamp and stamp[0] is not None and stamp[0] != len(content):
            return "文件正在写入，读取时发生了变化"
        return Had(hashlib.sha256(content).hexdigest(), len(content), stamp, content)

    def _patiently(self, ask: Callable[[], _T]) -> _T:
        for pause in _PAUSES:
            try:
                return ask()
            except (FileNotFoundError, PermissionError, NotImplementedError):
                raise
            except Exception:  # noqa: BLE001 - each backend has errors of its own; the last one is said
                self._sleep(pause)
        return ask()


def _opened(address: str) -> tuple[Any, str]:
    """The store and the path in it. WebDAV is spoken over https, or over http where the address says `webdav+http`."""
    import fsspec

    parts = urlsplit(address)
    scheme = parts.scheme.lower()
    if scheme not in ("webdav", "webdav+http", "webdav+https"):
        return fsspec.core.url_to_fs(address)
    base = f"{'http' if scheme == 'webdav+http' else 'https'}://{parts.netloc.rpartition('@')[2]}"
    auth = (unquote(parts.username), unquote(parts.password or "")) if parts.username else None
    return fsspec.filesystem("webdav", base_url=base, auth=auth), unquote(parts.path).strip("/")


def _missing(address: str, error: ImportError) -> str:
    """Which package a backend lacks: fsspec's own advice where it gives one, else the module that was not found."""
    from fsspec.registry import known_implementations

    scheme = address.split(":", 1)[0].split("+")[0].lower()
    known = known_implementations.get(scheme, {})
    module = known.get("class", "").split(".")[0]
    package = error.name if module in ("fsspec", "") else module
    return f"请安装 {package}（.venv/bin/pip install {package}）" if package else _reason(error)


def _reason(error: BaseException) -> str:
    return shown(" ".join(str(error).split())) or type(error).__name__
