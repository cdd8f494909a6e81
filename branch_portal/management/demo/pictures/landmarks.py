"""A communal house, a factory, a village gate, a street: what gives a place its outline."""

from branch_portal.management.demo.pictures.buildings import GLASS, pane
from branch_portal.management.demo.pictures.canvas import Canvas, bend, dark, mix
from branch_portal.management.demo.pictures.palette import (
    BRICK,
    FLAG_RED,
    GOLD,
    RED,
    ROOFS,
    WALLS,
    WOOD,
    Light,
)
from branch_portal.management.demo.pictures.things import banner


def communal_house(c: Canvas, x: float, y: float, w: float) -> None:
    """A communal house: a vast roof with upturned corners on dark columns, stone steps."""
    tiles = c.rng.choice(("#8f4534", "#9c4a36", "#86402f"))
    h, foot = w * 0.2, w * 0.035
    c.rect(x - w * 0.42, y - h - foot, w * 0.84, h, "#6a4530")
    for i in range(12):
        c.rect(x - w * 0.42 + w * 0.07 * i, y - h - foot, w * 0.004, h, "#543522")
    for i in (-2, 0, 2):
        c.rect(
            x + w * 0.075 * i * 1.85 - w * 0.055, y - h * 0.82 - foot, w * 0.11, h * 0.82, "#8a3a2c"
        )
        c.rect(
            x + w * 0.075 * i * 1.85 - w * 0.004,
            y - h * 0.82 - foot,
            w * 0.008,
            h * 0.82,
            "#5e2820",
        )
    for i in range(6):
        cx = x - w * 0.41 + w * 0.164 * i
        c.rect(cx - w * 0.012, y - h - foot, w * 0.024, h, "#4b3022")
        c.rect(cx - w * 0.018, y - foot - w * 0.012, w * 0.036, w * 0.014, "#b8aa92")
    c.rect(x - w * 0.48, y - foot, w * 0.96, foot, "#c2b498")
    c.rect(x - w * 0.48, y - foot, w * 0.96, foot * 0.25, "#d6c9ae")
    for i in range(3):
        c.rect(
            x - w * (0.1 + 0.014 * i),
            y - foot * (0.75 - 0.25 * i),
            w * (0.2 + 0.028 * i),
            foot * 0.3,
            ("#ddd1b8", "#cbbd9f", "#b9aa8c")[i],
        )
    eaves, ridge = y - h - foot + w * 0.015, y - h - foot - w * 0.2
    left = bend(
        (x - w * 0.28, ridge), (x - w * 0.33, eaves - w * 0.015), (x - w * 0.57, eaves - w * 0.05)
    )
    under = bend(
        (x - w * 0.57, eaves - w * 0.05),
        (x, eaves + w * 0.04),
        (x + w * 0.57, eaves - w * 0.05),
        16,
    )
    right = bend(
        (x + w * 0.57, eaves - w * 0.05), (x + w * 0.33, eaves - w * 0.015), (x + w * 0.28, ridge)
    )
    c.poly(left + under + right, tiles)
    for share in (0.3, 0.5, 0.7, 0.88):
        yy = ridge + (eaves - ridge) * share
        half = w * (0.28 + 0.2 * share * share)
        c.line(
            bend(
                (x - half, yy - w * 0.008 * share),
                (x, yy + w * 0.014),
                (x + half, yy - w * 0.008 * share),
            ),
            w * 0.004,
            dark(tiles, 0.18),
            caps=False,
        )
    c.line(under, w * 0.014, dark(tiles, 0.35), caps=False)
    for side in (-1, 1):
        tip = bend(
            (x + side * w * 0.5, eaves - w * 0.026),
            (x + side * w * 0.57, eaves - w * 0.036),
            (x + side * w * 0.592, eaves - w * 0.095),
            6,
        )
        c.line(tip, w * 0.024, dark(tiles, 0.3), w * 0.006)
    c.line(
        bend(
            (x - w * 0.3, ridge - w * 0.018),
            (x, ridge + w * 0.02),
            (x + w * 0.3, ridge - w * 0.018),
            12,
        ),
        w * 0.024,
        dark(tiles, 0.3),
    )
    for side in (-1, 1):
        c.line(
            bend(
                (x + side * w * 0.29, ridge - w * 0.01),
                (x + side * w * 0.33, ridge - w * 0.03),
                (x + side * w * 0.31, ridge - w * 0.065),
                6,
            ),
            w * 0.018,
            dark(tiles, 0.3),
            w * 0.006,
        )
    c.disc(x, ridge - w * 0.016, w * 0.022, GOLD)
    c.disc(x, ridge - w * 0.016, w * 0.012, FLAG_RED)


def factory(c: Canvas, x: float, y: float, w: float) -> None:
    """Workshops with a saw-tooth roof, a tall chimney and a gate for lorries."""
    wall = c.rng.choice(("#dfd3bb", "#c9d0cc", "#e3c9a4", "#cdb9a0"))
    h, teeth = w * 0.2, 5
    c.poly(
        [
            (x + w * 0.33, y),
            (x + w * 0.345, y - w * 0.5),
            (x + w * 0.385, y - w * 0.5),
            (x + w * 0.4, y),
        ],
        "#a9604a",
    )
    for i in range(3):
        c.rect(x + w * 0.342, y - w * (0.49 - 0.07 * i), w * 0.046, w * 0.022, "#e7d6bd")
    c.rect(x - w / 2, y - h, w, h, wall)
    span = w / teeth
    for i in range(teeth):
        left = x - w / 2 + span * i
        c.poly(
            [(left, y - h), (left, y - h - w * 0.1), (left + span, y - h)],
            BRICK if i % 2 else "#9c3d2f",
        )
        c.poly(
            [
                (left, y - h - w * 0.1),
                (left + span * 0.16, y - h - w * 0.084),
                (left + span * 0.16, y - h),
                (left, y - h),
            ],
            GLASS,
        )
        c.rect(left, y - h, 4, h, dark(wall, 0.12))
        if i != 2:
            for k in range(3):
                pane(c, left + span * (0.14 + 0.27 * k), y - h * 0.72, span * 0.18, h * 0.3)
    c.rect(x - w / 2, y - h, w, w * 0.012, dark(wall, 0.3))
    c.rect(x - w / 2, y - h * 0.14, w, h * 0.14, dark(wall, 0.16))
    c.rect(x - span * 0.4, y - h * 0.74, span * 0.8, h * 0.74, "#54606a")
    for i in range(7):
        c.rect(x - span * 0.4, y - h * 0.74 + h * 0.1 * i, span * 0.8, h * 0.015, "#6e7a82")
    banner(c, x - span * 0.45, y - h * 0.98, span * 0.9, h * 0.18, 1)


def gate(c: Canvas, x: float, y: float, w: float) -> None:
    """A village gate over the road: two pillars and a small tiled roof."""
    stone, h = "#e3d3b2", w * 0.62
    for side in (-1, 1):
        c.rect(x + side * w * 0.42 - w * 0.06, y - h, w * 0.12, h, stone)
        c.rect(x + side * w * 0.42 + w * 0.02, y - h, w * 0.04, h, dark(stone, 0.1))
        c.rect(x + side * w * 0.42 - w * 0.075, y - h * 0.08, w * 0.15, h * 0.08, dark(stone, 0.2))
        c.rect(x + side * w * 0.42 - w * 0.035, y - h * 0.74, w * 0.07, h * 0.52, RED)
        for i in range(4):
            c.rect(
                x + side * w * 0.42 - w * 0.018,
                y - h * (0.69 - i * 0.12),
                w * 0.036,
                h * 0.06,
                "#f6d77a",
            )
    c.rect(x - w * 0.52, y - h * 1.2, w * 1.04, h * 0.26, stone)
    banner(c, x - w * 0.4, y - h * 1.17, w * 0.8, h * 0.2, 1)
    tiles = "#94463a"
    c.poly(
        [
            (x - w * 0.64, y - h * 1.25),
            *bend((x - w * 0.64, y - h * 1.25), (x, y - h * 1.13), (x + w * 0.64, y - h * 1.25)),
            (x + w * 0.4, y - h * 1.4),
            (x - w * 0.4, y - h * 1.4),
        ],
        tiles,
    )
    c.rect(x - w * 0.41, y - h * 1.43, w * 0.82, h * 0.05, dark(tiles, 0.25))


def street(c: Canvas, y: float, height: float, hour: Light) -> None:
    """A row of narrow town houses along the whole width."""
    rng, x = c.rng, -30.0
    while x < c.w:
        w, h = rng.uniform(110, 170), height * rng.uniform(0.62, 1)
        wall = mix(rng.choice(WALLS), hour.glow, 0.2)
        c.rect(x, y - h, w, h, wall)
        c.rect(x + w * 0.8, y - h, w * 0.2, h, dark(wall, 0.07))
        if rng.random() < 0.6:
            c.poly(
                [
                    (x - 6, y - h),
                    (x + w + 6, y - h),
                    (x + w - 14, y - h - 34),
                    (x + 14, y - h - 34),
                ],
                rng.choice(ROOFS),
            )
        else:
            c.rect(x - 4, y - h - 12, w + 8, 16, dark(wall, 0.2))
        floors = max(1, round(h / 120))
        for floor in range(floors):
            top = y - h + floor * h / floors
            if floor == floors - 1:
                c.rect(
                    x + w * 0.12, top + h / floors * 0.3, w * 0.7, h / floors * 0.7, dark(WOOD, 0.1)
                )
                c.poly(
                    [
                        (x, top + h / floors * 0.24),
                        (x + w, top + h / floors * 0.24),
                        (x + w + 6, top + h / floors * 0.42),
                        (x - 6, top + h / floors * 0.42),
                    ],
                    rng.choice((RED, "#4f8291", "#6f9a58", GOLD)),
                )
            else:
                for k in (0, 1):
                    pane(
                        c,
                        x + w * (0.16 + 0.38 * k),
                        top + h / floors * 0.26,
                        w * 0.22,
                        h / floors * 0.42,
                    )
        x += w
