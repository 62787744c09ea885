"""A folder of this machine as a place that files come from."""

from __future__ import annotations

import hashlib
import time
from dataclasses import dataclass
from pathlib import Path

from dagster_project.inbox import Inbox, look
from dagster_project.places import Archived, Had, Remembered

_SETTLED_NS = 2_000_000_000  # a file changed within two seconds of being seen may change again under the same times
_WATCHED_SECONDS = 0.2  # how long such a file is watched for growing


@dataclass(frozen=True, slots=True)
class LocalFolder:
    """A folder with all below it."""

    folder: Path

    @property
    def name(self) -> str:
        return str(self.folder.resolve())

    def look(self) -> Inbox:
        return look(self.folder)

    def get(self, path: str, remembered: Remembered, archived: Archived, now_ns: int) -> Had | str:
        """The file, unless its size, times and inode are as they were. A file that changes while it is read is somebody's
        half copy: it is left for the next night."""
        file = self.folder / path
        try:
            stamp = _stamp(file)
            settled = now_ns - max(stamp[1], stamp[2]) > _SETTLED_NS
            if remembered and remembered[:-1] == stamp and archived(str(remembered[-1])):
                return Had(str(remembered[-1]), stamp[0], stamp if settled else None, None)
            if 0 <= now_ns - max(stamp[1:3]) < _SETTLED_NS:
                time.sleep(_WATCHED_SECONDS)
            content = file.read_bytes()
            if _stamp(file) != stamp or len(content) != stamp[0]:
                return "文件正在写入，读取时发生了变化"
        except OSError as error:
            return error.strerror or str(error)
        return Had(hashlib.sha256(content).hexdigest(), len(content), stamp if settled else None, content)


def _stamp(path: Path) -> list[int]:
    status = path.stat()
    return [status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino]
