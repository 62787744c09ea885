"""Pictures of single lines of text to characters, each with its place and the certainty with which it was recognised.

The model is the one that comes in the wheel of `rapidocr`; it is run directly, on one core, and never fetched. It is
loaded once a process, when the first line is recognised. Where lines are found on a page does not belong here.
"""

from __future__ import annotations

import importlib.util
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import cv2
import numpy as np

from dagster_project.formats.document import UnreadableError

HEIGHT = 48  # pixels: what the model was taught on
NARROWEST, WIDEST = 64, 3200  # pixels of a line at that height
STEP = 32  # widths are rounded up, so that lines of about one width go through together
BATCH_PIXELS = 1024  # width of all lines of one batch together
MODEL_PATTERN = "*_rec_*.onnx"


class Character(NamedTuple):
    """One recognised character: `place` is the middle of it as a share of the line's width, `certainty` 0…1."""

    text: str
    place: float
    certainty: float


class _Model(NamedTuple):
    session: Any
    input_name: str
    characters: list[str]


def recognise(pictures: Sequence[np.ndarray]) -> list[list[Character]]:
    """The characters of each picture, a grey line of text (rows × columns, 0 = ink). Raises `UnreadableError` where
    the model is not installed."""
    model = _model()
    sized = [_fit(picture) for picture in pictures]
    order = sorted(range(len(sized)), key=lambda n: (sized[n].shape[1], n))
    found: list[list[Character]] = [[] for _ in pictures]
    start = 0
    while start < len(order):
        end = start + 1
        while end < len(order) and (end + 1 - start) * _room(sized[order[end]]) <= BATCH_PIXELS:
            end += 1
        batch = order[start:end]
        wide = _room(sized[batch[-1]])
        lines = np.zeros((len(batch), 3, HEIGHT, wide), np.float32)  # 0 is the grey between paper and ink
        for n, index in enumerate(batch):
            lines[n, :, :, : sized[index].shape[1]] = sized[index].astype(np.float32) / 127.5 - 1.0
        likely = model.session.run(None, {model.input_name: lines})[0]
        for n, index in enumerate(batch):
            found[index] = _read_off(likely[n], sized[index].shape[1] / wide, model.characters)
        start = end
    return found


def _room(line: np.ndarray) -> int:
    return max(NARROWEST, -(-line.shape[1] // STEP) * STEP)


def _fit(picture: np.ndarray) -> np.ndarray:
    high, wide = picture.shape
    width = min(max(round(wide * HEIGHT / high), 8), WIDEST)
    return cv2.resize(picture, (width, HEIGHT), interpolation=cv2.INTER_AREA if high > HEIGHT else cv2.INTER_CUBIC)


def _read_off(likely: np.ndarray, share: float, characters: list[str]) -> list[Character]:
    """The best character at every step along the line, runs of the same taken once; index 0 stands between two."""
    best = likely.argmax(axis=1)
    sure = likely.max(axis=1)
    steps = len(best) * share
    found: list[Character] = []
    start = 0
    for n in range(1, len(best) + 1):
        if n < len(best) and best[n] == best[start]:
            continue
        if best[start]:
            place = min((start + n) / 2 / steps, 1.0)
            found.append(Character(characters[best[start]], place, float(sure[start:n].max())))
        start = n
    return found


@cache
def _model() -> _Model:
    try:
        import onnxruntime
    except ImportError as error:
        raise _is_missing("onnxruntime") from error
    package = importlib.util.find_spec("rapidocr")
    folder = Path(package.origin).parent / "models" if package and package.origin else None
    paths = sorted(folder.glob(MODEL_PATTERN)) if folder else []
    if not paths:
        raise _is_missing("rapidocr")
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1  # a process of the nightly pool has one core
    options.enable_cpu_mem_arena = False
    options.log_severity_level = 4
    session = onnxruntime.InferenceSession(str(paths[0]), options, providers=["CPUExecutionProvider"])
    characters = session.get_modelmeta().custom_metadata_map["character"].splitlines()
    return _Model(session, session.get_inputs()[0].name, ["", *characters, " "])


def _is_missing(package: str) -> UnreadableError:
    return UnreadableError(
        "整个文件", f"扫描件需要文字识别，没有安装 {package}", "请运行 make nightly 或 pip install 安装后重新读取"
    )
