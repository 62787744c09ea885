"""Picture files opened within bounds: each page as grey pixels, the right way up, with its size on paper.

Reading what is on them belongs to `page`.
"""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator

import numpy as np
from PIL import Image, ImageOps, UnidentifiedImageError

from dagster_project.formats.document import UnreadableError

MOST_PIXELS = 120_000_000  # of one picture as it is stored: A3 at 600 dots an inch, in full
LONGEST_SIDE = 3600  # pixels on which a page is read; what is larger is made smaller
A4_SIDE, A3_SIDE = 842.0, 1191.0  # points of the longer side
WHOLE_FILE = "文件"


def pages_of(content: bytes, most: int) -> Iterator[tuple[np.ndarray, float, int]]:
    """Grey pixels of each page of a picture file, up to `most`, the points of its longer side, and how many pages the
    file has. Raises `UnreadableError` where it cannot be opened or is enormous."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", Image.DecompressionBombWarning)  # bounded here, before a pixel is decoded
        try:
            with Image.open(io.BytesIO(content)) as picture:
                count = getattr(picture, "n_frames", 1)
                for number in range(min(count, most)):
                    picture.seek(number)
                    _bound(picture.size, number + 1)
                    yield _grey(picture), _long_side(picture), count
        except UnidentifiedImageError as error:
            raise UnreadableError(WHOLE_FILE, "图像无法识别其格式", "请重新扫描或导出后放入") from error
        except (OSError, SyntaxError, ValueError, EOFError, Image.DecompressionBombError) as error:
            raise UnreadableError(WHOLE_FILE, "图像已损坏或不完整，无法打开", "请重新扫描或导出后放入") from error


def _bound(size: tuple[int, int], page: int) -> None:
    wide, high = size
    if wide * high > MOST_PIXELS:
        raise UnreadableError(
            f"第{page}页", f"图像过大（{wide}×{high} 像素），没有读取", "请以 200 至 300 dpi 重新扫描后放入"
        )


def _grey(picture: Image.Image) -> np.ndarray:
    """Grey pixels the right way up, on white where the picture lets something through."""
    if max(picture.size) > LONGEST_SIDE:
        picture.draft("L", (LONGEST_SIDE, LONGEST_SIDE))
    upright = ImageOps.exif_transpose(picture)
    if upright.mode in ("RGBA", "LA", "PA") or "transparency" in upright.info:
        layered = upright.convert("RGBA")
        upright = Image.new("RGBA", layered.size, "white")
        upright.alpha_composite(layered)
    grey = _eight_bits(upright)
    if max(grey.size) > LONGEST_SIDE:
        grey.thumbnail((LONGEST_SIDE, LONGEST_SIDE), Image.Resampling.BOX)
    return np.asarray(grey)


def _eight_bits(picture: Image.Image) -> Image.Image:
    """Sixteen bits a pixel as eight; Pillow would cut them off."""
    if not picture.mode.startswith("I"):
        return picture.convert("L")
    return Image.fromarray((np.asarray(picture).astype(np.uint32) >> 8).clip(0, 255).astype(np.uint8))


def _long_side(picture: Image.Image) -> float:
    """Points of the longer side as the scanner noted them, where that is the size of a page; else that of A4."""
    dots = picture.info.get("dpi", (0, 0))[0]
    side = 72.0 * max(picture.size) / float(dots) if dots else 0.0
    return side if 0.5 * A4_SIDE < side < 1.05 * A3_SIDE else A4_SIDE
