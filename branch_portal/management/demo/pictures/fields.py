"""Scenes of rice and water: field, irrigation."""

from branch_portal.management.demo.pictures import animals, buildings, nature, things
from branch_portal.management.demo.pictures.canvas import Canvas, dark, mix
from branch_portal.management.demo.pictures.heads import dress_up
from branch_portal.management.demo.pictures.nature import soft
from branch_portal.management.demo.pictures.palette import INK, Light, light_of
from branch_portal.management.demo.pictures.people import bending, digging, standing, walking


def farmers(c: Canvas, places: list[tuple[float, float, float]], role: str = "farmer") -> None:
    """People at work in different poses, those in front painted last."""
    for x, y, size in sorted(places, key=lambda place: place[1]):
        look, pose, flip = dress_up(c.rng, role), c.rng.randrange(4), c.rng.random() < 0.5
        if pose in (0, 1):
            bending(c, x, y, size, look, flip)
        elif pose == 2:
            digging(c, x, y, size, look, "#57534e", flip)
        else:
            walking(c, x, y, size, look, flip)


def field(c: Canvas) -> None:
    """Rice: terraces, the open plain, or the harvest."""
    hour = light_of(c)
    (_terraces, _plain, _harvest)[c.turn(3)](c, hour)


def _terraces(c: Canvas, hour: Light) -> None:
    horizon = c.h * c.fit(0.36, 0.34)
    nature.backdrop(c, hour, horizon)
    steps = 8
    for i in range(steps):
        share = (i / steps) ** 1.25
        y = horizon + (c.h - horizon) * share + 12
        lift = 26 + 30 * share
        tilt = c.between(-1, 1) * 50 * (1 - share * 0.4)
        edge = soft(
            [
                (-10, y + tilt),
                (c.w * 0.25, y - lift * c.between(-0.6, 1)),
                (c.w * 0.5, y + lift * c.between(-0.5, 0.8)),
                (c.w * 0.76, y - lift * c.between(-0.6, 0.9)),
                (c.w + 10, y - tilt),
            ]
        )
        bottom = [(c.w + 10, c.h + 10), (-10, c.h + 10)]
        colour = hour.rice[(i + c.seed) % 6]
        if i in (2 + c.seed % 3, 5):
            colour = hour.water
        c.poly([(px, py - 7 - 8 * share) for px, py in edge] + bottom, dark(hour.ground_dark, 0.1))
        c.poly(edge + bottom, colour)
        if colour != hour.water:
            for k in range(1, 3):
                c.line(
                    [(px, py + (18 + 26 * share) * k) for px, py in edge[::3]],
                    2 + 3 * share,
                    dark(colour, 0.08),
                    caps=False,
                )
    x = c.w * c.rng.choice((0.14, 0.84))
    buildings.house(c, x, horizon + c.h * 0.13, 150)
    nature.banana(c, x + 110, horizon + c.h * 0.135, 90, hour)
    farmers(c, [(c.w * c.between(0.2, 0.8), c.h * c.between(0.62, 0.74), 110) for _ in range(3)])
    farmers(
        c,
        [
            (c.w * share + c.between(-60, 60), c.h * c.between(0.86, 0.95), 200)
            for share in (0.3, 0.66)
        ],
    )


def _rows(c: Canvas, hour: Light, horizon: float, vanish: float, colours: tuple[str, ...]) -> None:
    """Fields in perspective, their banks running to one point on the horizon."""
    count = 9
    for i in range(count):
        x0 = vanish + (i - count / 2) * c.w * 0.34
        x1 = vanish + (i + 1 - count / 2) * c.w * 0.34
        near0, near1 = vanish + (x0 - vanish) * 0.07, vanish + (x1 - vanish) * 0.07
        colour = colours[i % len(colours)]
        c.poly([(near0, horizon), (near1, horizon), (x1, c.h), (x0, c.h)], colour)
        for k in range(1, 5):
            t = k / 5
            c.poly(
                [
                    (near0 + (near1 - near0) * t, horizon),
                    (x0 + (x1 - x0) * t + 7, c.h),
                    (x0 + (x1 - x0) * t - 7, c.h),
                ],
                dark(colour, 0.1),
            )
        c.poly(
            [(near0 - 1, horizon), (near0 + 1, horizon), (x0 + 24, c.h), (x0 - 24, c.h)],
            dark(hour.ground_dark, 0.05),
        )
    y, gap = horizon + 26, 40.0
    while y < c.h:
        c.rect(0, y, c.w, 2 + gap * 0.1, dark(hour.ground_dark, 0.02))
        gap *= 1.9
        y += gap


def _plain(c: Canvas, hour: Light) -> None:
    horizon = c.h * c.fit(0.42, 0.4)
    nature.backdrop(c, hour, horizon - 10, hills=False)
    _rows(c, hour, horizon, c.w * c.between(0.3, 0.7), hour.rice[:5])
    side = c.rng.choice((0.12, 0.88))
    nature.bamboo(c, c.w * side, horizon + 30, 190, hour)
    animals.beast(
        c,
        c.w * c.between(0.35, 0.65),
        c.h * 0.68,
        0.75,
        "#5f5852",
        True,
        c.rng.random() < 0.5,
        c.rng.random() < 0.5,
    )
    farmers(c, [(c.w * c.between(0.1, 0.9), c.h * c.between(0.56, 0.66), 105) for _ in range(3)])
    farmers(c, [(c.w * share, c.h * c.between(0.84, 0.95), 230) for share in (0.2, 0.5, 0.78)])


def _harvest(c: Canvas, hour: Light) -> None:
    horizon = c.h * 0.4
    nature.backdrop(c, hour, horizon)
    gold = mix(hour.rice[1], "#e3b84a", 0.45)
    for i in range(6):
        y = horizon + (c.h - horizon) * (i / 6) ** 1.3 + 20
        nature.band(c, y, 8 + 3 * i, mix(gold, hour.rice[(i + 2) % 6], 0.3 if i % 2 else 0.05))
        step = 16 + 9 * i
        for k in range(int(c.w / step) + 1):
            c.line(
                [(k * step, y + 14 + (k * 29) % 13), (k * step + 4, y + 2 + (k * 29) % 13 - i * 3)],
                2 + i * 0.7,
                dark(gold, 0.14),
                caps=False,
            )
    for _ in range(3):
        x, y = c.w * c.between(0.08, 0.92), c.h * c.between(0.6, 0.72)
        for k, dx in enumerate((-22, 0, 22, -10, 12)):
            c.leaf((x + dx, y), (x + dx * 1.5, y - 58 - 6 * (k % 3)), 15, dark("#dcb453", 0.05 * k))
    x = c.w * c.rng.choice((0.25, 0.72))
    farmers(c, [(c.w * c.between(0.1, 0.9), c.h * c.between(0.58, 0.68), 120) for _ in range(3)])
    y = c.h * 0.93
    carrier = dress_up(c.rng, "farmer")
    walking(c, x, y, 260, carrier)
    things.shoulder_pole(c, x, y, 260, "#dcb453")
    farmers(c, [(c.w - x, c.h * 0.88, 220)])


def irrigation(c: Canvas) -> None:
    """A canal to the horizon, a sluice or people dredging."""
    hour = light_of(c)
    horizon = c.h * 0.4
    nature.backdrop(c, hour, horizon, hills=c.rng.random() < 0.5)
    vanish = c.w * c.between(0.4, 0.62)
    _rows(c, hour, horizon + 8, vanish, hour.rice[1:5])
    low = c.h + 10
    left, right = c.w * c.fit(0.22, 0.08), c.w * c.fit(0.68, 0.8)
    c.poly(
        [
            (vanish - 26, horizon + 6),
            (vanish + 26, horizon + 6),
            (right + 190, low),
            (left - 190, low),
        ],
        hour.ground_dark,
    )
    c.poly(
        [
            (vanish - 20, horizon + 6),
            (vanish + 20, horizon + 6),
            (right + 120, low),
            (left - 120, low),
        ],
        "#cfc3a9",
    )
    c.poly(
        [
            (vanish - 15, horizon + 6),
            (vanish + 15, horizon + 6),
            (right + 66, low),
            (left - 66, low),
        ],
        "#b3a68b",
    )
    c.poly(
        [(vanish - 12, horizon + 6), (vanish + 12, horizon + 6), (right, low), (left, low)],
        hour.water,
    )
    for i in range(9):
        t = ((i + 0.5) / 9) ** 1.6
        y = horizon + 6 + (low - horizon) * t
        half = 12 + (right - left) / 2 * t
        middle = vanish + ((left + right) / 2 - vanish) * t
        c.round_rect(middle + half * c.between(-0.7, 0.1), y, half * 0.6, 2 + 6 * t, 4, hour.shine)
    kind = c.turn(2)
    if kind == 0:
        y, t = c.h * 0.62, (c.h * 0.62 - horizon) / (low - horizon)
        middle, half = vanish + ((left + right) / 2 - vanish) * t, 14 + (right - left) / 2 * t + 50
        _sluice(c, middle, y, half)
    for x, flip in ((c.w * 0.1, False), (c.w * 0.9, True)):
        y = c.h * c.between(0.86, 0.95)
        if c.rng.random() < 0.75 or kind == 1:
            digging(
                c, x, y, 270, dress_up(c.rng, c.rng.choice(("farmer", "youth"))), "#57534e", flip
            )
    if kind == 1:
        for i in range(4):
            t = 0.14 + 0.13 * i
            y = horizon + (low - horizon) * t
            side = -1 if i % 2 else 1
            edge = vanish + ((right if side > 0 else left) - vanish) * t + side * (26 + 150 * t)
            digging(c, edge, y, 70 + 260 * t, dress_up(c.rng, "farmer"), "#57534e", side > 0)
    nature.areca(c, c.w * 0.05, c.h * 0.6, 330, hour)
    nature.tufts(c, c.h * 0.8, dark(hour.ground_dark, 0.1), 9)


def _sluice(c: Canvas, middle: float, y: float, half: float) -> None:
    for side in (-1, 0, 1):
        c.rect(
            middle + side * half - 22,
            y - 230,
            44,
            260,
            ("#d8ccb2", "#cabd9f", "#bfb193")[side + 1],
        )
    c.rect(middle - half, y - 90, half * 2, 96, "#5b6f78")
    for k in range(8):
        c.rect(middle - half + half * k / 4, y - 90, 5, 96, dark("#5b6f78", 0.2))
    c.rect(middle - half - 22, y - 120, half * 2 + 44, 34, "#d8ccb2")
    c.rect(middle - half - 40, y - 250, half * 2 + 80, 26, "#b5523a")
    for side in (-0.5, 0.5):
        c.line([(middle + side * half, y - 224), (middle + side * half, y - 60)], 7, INK)
        c.ring(middle + side * half, y - 176, 26, 6, "#a94432")
        c.line(
            [(middle + side * half - 24, y - 176), (middle + side * half + 24, y - 176)],
            4,
            "#a94432",
        )
    standing(c, middle + half * 0.16, y - 118, 116, dress_up(c.rng, "cadre"), right=(22, -64))


MOTIFS = {
    "field": field,
    "irrigation": irrigation,
}
