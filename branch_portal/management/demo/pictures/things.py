"""Flags, banners, furniture, bicycles and tools: the props of a district's daily life."""

import math

from branch_portal.management.demo.pictures.canvas import Canvas, Colour, bend, dark, light, mix
from branch_portal.management.demo.pictures.palette import (
    DARK_WOOD,
    FLAG_RED,
    GOLD,
    INK,
    RED,
    SLATE,
    STAR,
    WOOD,
    Light,
)


def flag(
    c: Canvas, x: float, y: float, w: float, fly: float = 0.06, colour: Colour = FLAG_RED
) -> None:
    """A waving flag with a yellow star, its upper corner at the pole in (x, y)."""
    h = w * 2 / 3
    wave = [(x + w * i / 16, y + math.sin(i / 16 * math.tau) * h * fly) for i in range(17)]
    c.poly(wave + [(px, py + h) for px, py in reversed(wave)], colour)
    fold = [(px, py) for px, py in wave[9:14]]
    c.poly(fold + [(px, py + h) for px, py in reversed(fold)], dark(colour, 0.1))
    c.star(x + w * 0.48, y + h * 0.52, h * 0.3, STAR)


def flagpole(c: Canvas, x: float, y: float, height: float, size: float) -> None:
    """A pole standing on (x, y) with the flag at its top."""
    c.rect(x - size * 0.25, y - 10, size * 0.5, 12, "#cfc4ae")
    c.rect(x - size * 0.18, y - 20, size * 0.36, 12, "#ddd3bf")
    c.line([(x, y - 12), (x, y - height)], max(4, height * 0.012), "#7a6a5a")
    c.disc(x, y - height, max(4, height * 0.014), GOLD)
    flag(c, x + 2, y - height + 6, size)


def hand_flag(c: Canvas, x: float, y: float, size: float) -> None:
    """A small paper flag on a stick held in (x, y)."""
    c.line([(x, y + size * 0.1), (x + size * 0.1, y - size * 1.1)], max(2, size * 0.06), WOOD)
    flag(c, x + size * 0.1, y - size * 1.1, size * 0.8, 0.05)


def banner(
    c: Canvas, x: float, y: float, w: float, h: float, rows: int = 2, colour: Colour = RED
) -> None:
    """A cloth with bars where the words would be, edged with gold."""
    c.rect(x, y, w, h, colour)
    edge = h * 0.06
    c.rect(x, y, w, edge, GOLD)
    c.rect(x, y + h - edge, w, edge, GOLD)
    bar = h * 0.5 / (rows + rows * 0.35)
    for i in range(rows):
        share = (0.74, 0.52, 0.62)[i % 3] if rows > 1 else 0.72
        top = y + h * 0.22 + i * (h * 0.62 / rows)
        c.round_rect(x + w * (1 - share) / 2, top, w * share, bar, bar * 0.2, "#f6d77a")


def bunting(c: Canvas, x0: float, y0: float, x1: float, y1: float, sag: float, size: float) -> None:
    """A string of small flags."""
    points = bend(
        (x0, y0),
        ((x0 + x1) / 2, max(y0, y1) + sag),
        (x1, y1),
        max(6, int(abs(x1 - x0) / size / 1.2)),
    )
    c.line(points, max(2, size * 0.05), "#8a7a64", caps=False)
    colours = (FLAG_RED, "#e8b93f", "#4f8291", "#7b9a4e", "#dd8a4b")
    for i, (x, y) in enumerate(points[1:-1]):
        c.poly([(x - size * 0.4, y), (x + size * 0.4, y), (x, y + size)], colours[i % 5])


def five_colour_flag(c: Canvas, x: float, y: float, height: float) -> None:
    """The square festival flag with ragged edge on a tall pole."""
    rings = ("#4f6f9a", "#e8c04c", "#6f9a58", "#d9853f", FLAG_RED)
    c.line([(x, y), (x, y - height)], max(3, height * 0.016), DARK_WOOD)
    size = height * 0.36
    for i, colour in enumerate(rings):
        s = size * (1 - i * 0.19)
        cx, cy = x + size * 0.52, y - height + size * 0.56
        points = []
        for k in range(24):
            side, step = divmod(k, 6)
            t = -0.5 + step / 6
            px, py = ((t, -0.5), (0.5, t), (-t, 0.5), (-0.5, -t))[side]
            reach = 1.12 if k % 2 and i == 0 else 1
            points.append((cx + px * s * reach, cy + py * s * reach))
        c.poly(points, colour)


def lantern(c: Canvas, x: float, y: float, r: float, colour: Colour = FLAG_RED) -> None:
    """A round lantern hanging from (x, y)."""
    c.line([(x, y), (x, y + r * 0.6)], r * 0.08, INK, caps=False)
    c.oval(x, y + r * 1.5, r, r * 0.88, colour)
    c.oval(x, y + r * 1.5, r * 0.5, r * 0.88, light(colour, 0.18))
    c.rect(x - r * 0.42, y + r * 0.54, r * 0.84, r * 0.18, GOLD)
    c.rect(x - r * 0.42, y + r * 2.28, r * 0.84, r * 0.18, GOLD)
    for i in (-0.2, 0, 0.2):
        c.line([(x + r * i, y + r * 2.4), (x + r * i, y + r * 3.1)], r * 0.08, GOLD, caps=False)


def drum(c: Canvas, x: float, y: float, size: float) -> None:
    """A big drum on a stand, its skin towards us, standing on (x, y)."""
    r = size * 0.4
    for side in (-1, 1):
        c.line(
            [(x + side * r * 0.5, y - size * 0.6), (x + side * r * 1.1, y)], size * 0.07, DARK_WOOD
        )
    c.disc(x, y - size * 0.62, r * 1.08, "#8c2f28")
    c.disc(x, y - size * 0.62, r * 0.94, GOLD)
    c.disc(x, y - size * 0.62, r * 0.84, "#ecd9b0")
    c.disc(x, y - size * 0.62, r * 0.22, "#d9bf8c")


def plant_pot(
    c: Canvas, x: float, y: float, size: float, hour: Light, bloom: Colour | None = None
) -> None:
    """A plant in a pot standing on (x, y)."""
    for i, angle in enumerate((-160, -20, -135, -45, -112, -68, -90)):
        t = math.radians(angle)
        tip = (x + math.cos(t) * size * 0.5, y - size * 0.38 + math.sin(t) * size * 0.66)
        c.leaf((x, y - size * 0.36), tip, size * 0.13, hour.leaves[i % 3], size * 0.06)
        if bloom:
            c.disc(tip[0], tip[1], size * 0.07, bloom)
    c.poly(
        [
            (x - size * 0.22, y - size * 0.4),
            (x + size * 0.22, y - size * 0.4),
            (x + size * 0.16, y),
            (x - size * 0.16, y),
        ],
        "#a8583a",
    )
    c.rect(x - size * 0.25, y - size * 0.42, size * 0.5, size * 0.08, "#bd6a48")


def vase(c: Canvas, x: float, y: float, size: float, hour: Light) -> None:
    """Flowers on a table."""
    colours = ("#c8503c", "#e8b93f", "#b5588a", "#f3e3c3")
    c.oval(x, y - size * 0.55, size * 0.5, size * 0.28, hour.leaves[1])
    for i in range(9):
        t = math.tau * i / 9
        c.disc(
            x + math.cos(t) * size * 0.36,
            y - size * 0.62 + math.sin(t) * size * 0.2,
            size * 0.11,
            colours[i % 4],
        )
    c.disc(x, y - size * 0.66, size * 0.13, "#c8503c")
    c.poly(
        [
            (x - size * 0.2, y - size * 0.34),
            (x + size * 0.2, y - size * 0.34),
            (x + size * 0.13, y),
            (x - size * 0.13, y),
        ],
        "#f3ead6",
    )


def table(
    c: Canvas, x: float, y: float, w: float, h: float, top: float, colour: Colour = WOOD
) -> None:
    """A table seen from the front with a closed front; (x, y) is its upper left corner."""
    c.rect(x - w * 0.02, y, w * 1.04, top, light(colour, 0.12))
    c.rect(x, y + top, w, h - top, colour)
    c.rect(x, y + top, w, h * 0.07, dark(colour, 0.18))
    for i in (1, 2, 3):
        c.rect(x + w * i / 4 - 2, y + top, 4, h - top, dark(colour, 0.12))


def cloth_table(c: Canvas, x: float, y: float, w: float, h: float, colour: Colour) -> None:
    """A table under a cloth with soft folds."""
    c.rect(x, y, w, h, colour)
    for i in range(1, 9):
        fx = x + w * i / 9
        c.poly(
            [
                (fx - w * 0.012, y + h * 0.1),
                (fx + w * 0.004, y + h * 0.1),
                (fx + w * 0.02, y + h),
                (fx - w * 0.026, y + h),
            ],
            dark(colour, 0.1),
        )
    c.rect(x - w * 0.01, y, w * 1.02, h * 0.11, light(colour, 0.14))


def open_table(c: Canvas, x: float, y: float, w: float, h: float, colour: Colour = WOOD) -> None:
    """A simple table with legs; (x, y) is the middle of its feet."""
    for side in (-1, 1):
        c.rect(x + side * w * 0.42 - w * 0.02, y - h, w * 0.04, h, dark(colour, 0.22))
    c.round_rect(x - w / 2, y - h, w, max(6, h * 0.12), 3, colour)


def bench(c: Canvas, x: float, y: float, w: float, h: float, colour: Colour = WOOD) -> None:
    """A bench without a back; (x, y) is the middle of its feet."""
    for side in (-1, 1):
        c.rect(x + side * w * 0.4 - 5, y - h, 10, h, dark(colour, 0.25))
    c.round_rect(x - w / 2, y - h, w, h * 0.26, 3, colour)


def wheel(c: Canvas, x: float, y: float, r: float, tyre: float, spokes: int = 8) -> None:
    """A wheel with see-through spokes."""
    for i in range(spokes):
        t = math.pi * i / spokes
        dx, dy = math.cos(t) * r, math.sin(t) * r
        c.line([(x - dx, y - dy), (x + dx, y + dy)], max(1, r * 0.035), "#8d8a84", caps=False)
    c.ring(x, y, r, tyre, INK)
    c.disc(x, y, r * 0.13, INK)


def bicycle(
    c: Canvas, x: float, y: float, scale: float, colour: Colour, flip: bool = False
) -> None:
    """A bicycle about 170 units long at scale 1, standing on (x, y)."""
    with c.at(x, y, scale, flip):
        wheel(c, -52, -34, 32, 5)
        wheel(c, 54, -34, 32, 5)
        for line in (
            [(-52, -34), (-4, -32), (34, -74), (-20, -72), (-4, -32)],
            [(-52, -34), (-20, -72), (-24, -86)],
            [(54, -34), (36, -92)],
        ):
            c.line(line, 5, colour)
        c.line([(36, -92), (22, -98)], 4.5, INK)
        c.round_rect(-40, -92, 30, 8, 4, INK)
        c.disc(-4, -32, 7, INK)
        c.poly([(42, -90), (72, -90), (68, -66), (46, -66)], "#c9a878")


def motorbike(
    c: Canvas, x: float, y: float, scale: float, colour: Colour, flip: bool = False
) -> None:
    """A step-through motorbike about 180 units long, going right, standing on (x, y)."""
    with c.at(x, y, scale, flip):
        for wx in (-56, 60):
            c.disc(wx, -28, 28, INK)
            c.disc(wx, -28, 17, "#b9b4aa")
            c.disc(wx, -28, 5, INK)
        c.line([(60, -28), (44, -86)], 8, "#9a958c")
        c.poly([(-40, -40), (20, -40), (28, -22), (-20, -22)], "#8a857c")
        c.blob([(-86, -62), (-60, -74), (-14, -68), (2, -44), (-24, -34), (-60, -44)], colour, 5)
        c.blob([(2, -44), (28, -40), (44, -86), (34, -88), (18, -56), (0, -54)], colour, 5)
        c.round_rect(-78, -82, 70, 14, 7, INK)
        c.poly([(30, -90), (52, -94), (56, -78), (36, -74)], colour)
        c.disc(54, -84, 6, "#f3e3a4")
        c.line([(44, -92), (28, -102)], 5, INK)
        c.arc(60, -30, 34, 34, 200, 325, dark(colour, 0.15))
        c.round_rect(-96, -60, 14, 9, 4, FLAG_RED)


def basket(c: Canvas, x: float, y: float, w: float, fill: Colour | None, bumps: int = 5) -> None:
    """A wide bamboo basket heaped with something round when a colour is given."""
    h = w * 0.42
    if fill:
        r = w / bumps * 0.62
        for i in range(bumps):
            c.disc(
                x - w * 0.38 + w * 0.76 * i / (bumps - 1),
                y - h - r * 0.1,
                r,
                dark(fill, 0.1 * (i % 2)),
            )
        for i in range(bumps - 2):
            c.disc(
                x - w * 0.22 + w * 0.44 * i / max(1, bumps - 3),
                y - h - r * 0.9,
                r,
                light(fill, 0.12 * (i % 2)),
            )
    c.poly(
        [(x - w * 0.5, y - h), (x + w * 0.5, y - h), (x + w * 0.36, y), (x - w * 0.36, y)],
        "#b98d52",
    )
    c.poly(
        [(x + w * 0.14, y - h), (x + w * 0.5, y - h), (x + w * 0.36, y), (x + w * 0.12, y)],
        "#a27942",
    )
    c.round_rect(x - w * 0.53, y - h - w * 0.03, w * 1.06, w * 0.07, w * 0.03, "#cfa667")


def shoulder_pole(c: Canvas, x: float, y: float, height: float, fill: Colour) -> None:
    """Two baskets on a carrying pole over the shoulder of somebody standing on (x, y)."""
    top, half = y - height * 0.8, height * 0.52
    c.line(
        bend(
            (x - half, top + height * 0.05),
            (x, top - height * 0.05),
            (x + half, top + height * 0.05),
            8,
        ),
        height * 0.026,
        "#a8824e",
    )
    for side in (-1, 1):
        bx = x + side * half
        for dx in (-0.12, 0.12):
            c.line(
                [(bx, top + height * 0.05), (bx + dx * height, y - height * 0.24)],
                height * 0.01,
                "#7a5c38",
                caps=False,
            )
        basket(c, bx, y - height * 0.12, height * 0.32, fill)


def window(
    c: Canvas, x: float, y: float, w: float, h: float, hour: Light, frame: Colour = WOOD
) -> None:
    """A window seen from inside, the country behind it."""
    c.rect(x - 8, y - 8, w + 16, h + 16, frame)
    c.rect(x, y, w, h, hour.sky)
    c.poly(
        [
            (x, y + h * 0.66),
            (x + w * 0.35, y + h * 0.5),
            (x + w, y + h * 0.68),
            (x + w, y + h),
            (x, y + h),
        ],
        hour.far,
    )
    c.rect(x, y + h * 0.74, w, h * 0.26, hour.near)
    for lx, r in ((0.2, 0.14), (0.36, 0.1), (0.84, 0.13)):
        c.oval(x + w * lx, y + h * 0.74, w * r, h * r * 1.2, hour.leaves[0])
    c.rect(x, y + h * 0.86, w, h * 0.14, hour.ground)
    c.rect(x + w / 2 - 4, y, 8, h, frame)
    c.rect(x, y + h * 0.36, w, 6, frame)
    c.rect(x - 16, y + h + 8, w + 32, 10, dark(frame, 0.15))


def ceiling_fan(c: Canvas, x: float, y: float, size: float) -> None:
    """A ceiling fan hanging from the upper edge down to y."""
    c.line([(x, 0), (x, y)], 5, "#a49a88", caps=False)
    c.poly(
        [
            (x - size, y - 4),
            (x, y + 2),
            (x + size * 0.86, y - 7),
            (x + size * 0.84, y + 5),
            (x, y + 9),
            (x - size, y + 8),
        ],
        "#b9ae9a",
    )
    c.oval(x, y + 4, size * 0.13, size * 0.08, "#857a6a")


def star_of_honour(c: Canvas, x: float, y: float, w: float, h: float) -> None:
    """The red drapery with a big star that hangs behind a stage."""
    c.rect(x, y, w, h, "#9c2226")
    folds = max(6, int(w / 34))
    for i in range(folds):
        c.rect(x + w * i / folds, y, w / folds * 0.45, h, "#ab282b")
    c.star(x + w / 2, y + h * 0.44, min(w, h) * 0.22, STAR)


def monitor(
    c: Canvas, x: float, y: float, w: float, screen: Colour = SLATE, lines: bool = True
) -> None:
    """A screen standing on (x, y), its picture towards us."""
    h = w * 0.62
    c.rect(x - w * 0.05, y - w * 0.16, w * 0.1, w * 0.14, "#6a6660")
    c.round_rect(x - w * 0.2, y - w * 0.04, w * 0.4, w * 0.05, 3, "#57534e")
    c.round_rect(x - w / 2, y - w * 0.14 - h, w, h, w * 0.03, "#3b3a3c")
    c.rect(x - w * 0.46, y - w * 0.1 - h, w * 0.92, h - w * 0.08, screen)
    if lines:
        c.rect(x - w * 0.46, y - w * 0.1 - h, w * 0.92, h * 0.14, RED)
        pale = mix(screen, "#fff6e2", 0.55)
        for i, share in enumerate((0.8, 0.6, 0.7, 0.4)):
            c.rect(
                x - w * 0.4,
                y - h - w * 0.1 + h * (0.24 + i * 0.15),
                w * share * 0.6,
                h * 0.06,
                pale,
            )
        c.rect(x + w * 0.16, y - h - w * 0.1 + h * 0.24, w * 0.24, h * 0.38, GOLD)


def shadow(c: Canvas, x: float, y: float, rx: float, colour: Colour) -> None:
    """A flat shadow on the ground."""
    c.oval(x, y, rx, rx * 0.16, dark(colour, 0.14))
