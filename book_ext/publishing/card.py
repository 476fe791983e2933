"""The picture that other sites show beside a link to the book: its title and its map."""

import textwrap
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from nflsim.explorers import synthesis

SIZE = (1200, 630)
INK, PAPER, MARGIN = "#1b1b1b", "#ffffff", 60
SUBTITLE = "Two sliders, budget and breadth, and one knob that can overturn the claim"
SUMMARY = "The book's title, and a map in three colours: when one task, some or all are best."


def draw(title: str, path: Path):
    """Draw the card to a file: the same bytes whenever title and map are the same."""
    image = Image.new("RGB", SIZE, PAPER)
    pen = ImageDraw.Draw(image)
    left, top, width, height = 690, 85, 450, 400
    palette, pixels = regimes()
    image.paste(pixels.resize((width, height), Image.Resampling.NEAREST), (left, top))
    write(pen, (left, top - 42), "tasks to choose from", 28)
    write(pen, (left, top + height + 10), "budget", 28)
    for place, words in enumerate(("one task", "some", "all")):
        x, y = left + (0, 180, 310)[place], top + height + 62
        color = tuple(palette[place * (len(palette) - 1) // 2])
        pen.rectangle((x, y, x + 24, y + 24), fill=color)
        write(pen, (x + 34, y - 4), words, 28)
    y = write(pen, (MARGIN, 95), textwrap.fill(title, 18), 62)
    write(pen, (MARGIN, y + 40), textwrap.fill(SUBTITLE, 34), 32)
    image.save(path, optimize=True)


def regimes() -> tuple[np.ndarray, Image.Image]:
    """Return the map's palette, and its first state with a pixel for each cell."""
    explorer = synthesis.regime_map()
    trace = explorer.figure.data[0]
    palette = np.array(trace.meta["palette"], dtype=np.uint8)
    low, high = explorer.spans[trace.uid]
    shares = (explorer.at().arrays[trace.uid] - low) / (high - low)
    pixels = palette[np.rint(shares * (len(palette) - 1)).astype(int)][::-1]  # top row first
    return palette, Image.fromarray(pixels)


def write(pen: ImageDraw.ImageDraw, at: tuple[int, int], text: str, size: int) -> int:
    """Write text with Pillow's own font, which is the same everywhere; return where it ends."""
    font = ImageFont.load_default(size)
    pen.multiline_text(at, text, fill=INK, font=font, spacing=size // 4)
    return pen.multiline_textbbox(at, text, font=font, spacing=size // 4)[3]
