"""Scenes under the open sky: tree planting, flood watch, road."""

from dataclasses import replace

from branch_portal.management.demo.pictures import buildings, nature, things
from branch_portal.management.demo.pictures.canvas import Canvas, dark, mix
from branch_portal.management.demo.pictures.heads import dress_up
from branch_portal.management.demo.pictures.nature import soft
from branch_portal.management.demo.pictures.palette import (
    BRIGHT,
    DARK_WOOD,
    STORM,
    WHITE,
    WOOD,
    light_of,
)
from branch_portal.management.demo.pictures.people import (
    bending,
    digging,
    seated,
    standing,
    walking,
)


def tree_planting(c: Canvas) -> None:
    """A tree-planting morning: saplings with stakes, spades, watering cans."""
    hour = light_of(c)
    horizon = c.h * 0.45
    nature.backdrop(c, hour, horizon)
    role = ("youth", "villager", "pupil", "militia")[c.turn(4)]
    if c.turn(2):
        buildings.culture_house(c, c.w * c.rng.choice((0.24, 0.76)), horizon + 60, 330)
    else:
        nature.slim_tree(c, c.w * 0.08, c.h * 0.56, 1.1, hour)
        nature.tree(c, c.w * 0.92, c.h * 0.56, 1.1, hour)
    things.banner(c, c.w * 0.5 - 190, c.h * 0.42, 380, 84, 2, c.rng.choice(("#b3262a", "#3f7a5a")))
    for side in (-1, 1):
        c.line(
            [(c.w * 0.5 + side * 190, c.h * 0.41), (c.w * 0.5 + side * 190, c.h * 0.55)], 8, WOOD
        )
    places = [
        (0.1, 0.62, 0.6),
        (0.33, 0.6, 0.55),
        (0.64, 0.61, 0.58),
        (0.9, 0.63, 0.62),
        (0.2, 0.9, 1.2),
        (0.52, 0.86, 1.1),
        (0.83, 0.92, 1.25),
    ]
    if c.tall:
        places = [
            (0.16, 0.62, 0.6),
            (0.6, 0.61, 0.6),
            (0.3, 0.76, 0.9),
            (0.76, 0.78, 1.0),
            (0.34, 0.95, 1.25),
        ]
    for i, (px, py, s) in enumerate(places):
        x, y = c.w * px + c.between(-30, 30), c.h * py
        c.oval(x, y, 52 * s, 13 * s, "#8a6444")
        c.oval(x - 6 * s, y - 4 * s, 36 * s, 8 * s, "#a27a55")
        c.line([(x + 14 * s, y), (x + 10 * s, y - 120 * s)], 5 * s, "#b98d52")
        c.line([(x, y), (x + 2, y - 130 * s)], 5 * s, DARK_WOOD)
        for k in range(7):
            side = -1 if k % 2 else 1
            c.leaf(
                (x, y - (60 + 12 * k) * s),
                (x + side * 44 * s, y - (84 + 15 * k) * s),
                12 * s,
                hour.leaves[k % 3],
                6 * s,
            )
        look, pose = dress_up(c.rng, role if c.rng.random() < 0.7 else "villager"), (i + c.seed) % 3
        side = -1 if c.rng.random() < 0.5 else 1
        if pose == 0:
            digging(c, x - side * 100 * s, y + 6, 230 * s, look, "#57534e", side < 0)
        elif pose == 1:
            bending(c, x - side * 90 * s, y + 6, 230 * s, look, side < 0)
        else:
            standing(
                c, x - side * 84 * s, y + 6, 235 * s, look, (-14, -44), (26, -60), flip=side < 0
            )
            with c.at(x - side * 22 * s, y - 128 * s, s, side < 0):
                c.poly([(-18, -18), (16, -18), (18, 18), (-20, 18)], "#5f8f8c")
                c.line([(16, 8), (44, -14)], 7, "#5f8f8c")
    nature.tufts(c, c.h * 0.6, dark(hour.ground_dark, 0.06), 16)


def flood_watch(c: Canvas) -> None:
    """Watching the dyke: high water, rain or a heavy sky, sandbags, raincoats."""
    hour = STORM if c.turn(3) != 2 else light_of(c)
    c.tint = hour.tint
    horizon = c.h * 0.42
    nature.sky(c, hour, horizon, sun=hour is not STORM)
    if hour is STORM:
        for _ in range(5):
            nature.cloud(
                c,
                c.between(0, c.w),
                c.between(20, horizon * 0.5),
                c.between(1.4, 2.3),
                dark(hour.cloud, c.between(0.04, 0.2)),
            )
    nature.mountains(c, horizon, 130, hour.far, hour.glow, c.rng.choice((0, 2)))
    nature.tree_line(c, horizon + 8, hour)
    c.rect(0, horizon, c.w, c.h, hour.water)
    nature.ripples(c, 0, horizon + 12, c.w, c.h * 0.66, hour.shine, 30)
    for share in (0.3, 0.44):
        x = c.w * (share + c.between(-0.1, 0.1))
        with c.at(x, horizon + 60, 0.4):
            nature.bush(c, 0, 0, 1.6, hour)
    mx = c.w * c.between(0.14, 0.3)
    c.rect(mx, c.h * 0.44, 34, 250, WHITE)
    for i in range(10):
        c.rect(mx, c.h * 0.44 + 25 * i, 34 if i % 2 else 18, 10, "#b3262a")
    dyke = soft(
        [
            (-20, c.h * 0.78),
            (c.w * 0.3, c.h * 0.7),
            (c.w * 0.62, c.h * 0.63),
            (c.w + 20, c.h * 0.53),
        ]
    )
    c.poly([*[(x, y + 10) for x, y in dyke], (c.w, c.h), (0, c.h)], hour.ground_dark)
    c.poly([*dyke, *[(x, y + 34 + 50 * (1 - x / c.w)) for x, y in reversed(dyke)]], hour.path)
    c.poly(
        [*[(x, y + 120 + 130 * (1 - x / c.w)) for x, y in dyke], (c.w, c.h), (0, c.h)], hour.ground
    )
    hut = c.w * c.fit(0.82, 0.8)
    buildings.house(c, hut, c.h * 0.62, 220)
    things.flagpole(c, hut - 150, c.h * 0.64, 220, 84)
    _watch(c, hour is STORM)
    _sandbags(c)
    nature.tufts(c, c.h * 0.84, dark(hour.ground_dark, 0.12), 14)
    if hour is STORM:
        rain = mix(hour.sky, WHITE, 0.45)
        for _ in range(150):
            x, y = c.between(0, c.w), c.between(-20, c.h)
            c.line([(x, y), (x - 9, y + 34)], 1.8, rain, caps=False)


def _sandbags(c: Canvas) -> None:
    for row in range(3):
        for i in range(7 - row):
            x, y = c.w * 0.5 + i * 62 + row * 31, c.h * 0.95 - row * 30
            c.round_rect(
                x - 34, y - 34, 68, 36, 15, ("#cdb98f", "#bfa97e", "#d8c69f")[(i + row) % 3]
            )
            c.rect(x - 26, y - 18, 10, 3, "#a8926a")


def _watch(c: Canvas, raining: bool) -> None:
    coats = ("#e0b13e", "#4f8291", "#5f8a52", "#3f6fa8", "#d98a3c")
    for i, share in enumerate((0.1, 0.24, 0.42, 0.6)):
        x, y = c.w * share + c.between(-20, 20), c.h * (0.86 - 0.17 * share) + 50
        look = dress_up(c.rng, c.rng.choice(("militia", "villager", "youth", "cadre")))
        if raining or i % 2:
            coat = coats[(i + c.seed) % 5]
            look = replace(
                look, hair="short", top=coat, collar="", hat="hood", hat_colour=coat, dress=True
            )
        size = 350 - 190 * share
        if i == (c.seed % 3):
            with c.at(x + size * 0.3, y - size * 0.5, size / 100, turn=-14):
                c.round_rect(-14, -7, 28, 14, 6, "#d3c29c")
        standing(c, x, y, size, look, c.rng.choice(((-14, -44), (-24, -98))), (20, -56))


def road(c: Canvas) -> None:
    """The new village road: flowers and lamps along it, or the day the concrete is laid."""
    hour = light_of(c)
    horizon = c.h * 0.44
    nature.backdrop(c, hour, horizon)
    vanish = c.w * c.between(0.42, 0.58)
    for i in range(5):
        c.poly(
            [
                (0, horizon + 30 + i * i * 34),
                (c.w, horizon + 30 + i * i * 34),
                (c.w, c.h),
                (0, c.h),
            ],
            mix(hour.rice[i], hour.ground, 0.35),
        )
    left, right = c.w * c.fit(0.2, 0.06), c.w * c.fit(0.74, 0.9)
    c.poly(
        [
            (vanish - 20, horizon + 6),
            (vanish + 20, horizon + 6),
            (right + 90, c.h),
            (left - 90, c.h),
        ],
        "#b39a74",
    )
    c.poly(
        [(vanish - 14, horizon + 6), (vanish + 14, horizon + 6), (right, c.h), (left, c.h)],
        "#d3cdc0",
    )
    for i in range(8):
        y = horizon + 10 + (c.h - horizon) * (i / 8) ** 1.8
        t = (y - horizon) / (c.h - horizon)
        c.poly(
            [
                (vanish - 14 + (left - vanish) * t, y),
                (vanish + 14 + (right - vanish) * t, y),
                (vanish + 14 + (right - vanish) * t, y + 2 + 4 * t),
                (vanish - 14 + (left - vanish) * t, y + 2 + 4 * t),
            ],
            "#bfb8a9",
        )
    buildings.house(c, c.w * 0.14, horizon + 70, 230)
    nature.banana(c, c.w * 0.25, horizon + 72, 110, hour)
    for i in range(6):
        t = 0.06 + (i / 6) ** 1.6 * 0.9
        y = horizon + (c.h - horizon) * t
        for edge, side in ((left - 90, -1), (right + 90, 1)):
            x = vanish + (edge - vanish) * t + side * 20
            if i % 2 == 0:
                c.line([(x, y), (x, y - 420 * t - 40)], 3 + 7 * t, "#7a7a78")
                c.line(
                    [(x, y - 420 * t - 40), (x - side * 90 * t, y - 440 * t - 40)],
                    3 + 5 * t,
                    "#7a7a78",
                )
            nature.bush(c, x, y, 0.25 + 1.1 * t, hour, ("#e8b93f", "#d9603c", "#e3a3b5")[i % 3])
    if c.turn(2) == 0:
        things.motorbike(c, c.w * 0.52, c.h * 0.92, 1.6, c.rng.choice(BRIGHT[:6]))
        rider = replace(dress_up(c.rng, "villager"), hat="motor", hat_colour=c.rng.choice(BRIGHT))
        seated(
            c, c.w * 0.52 - 52, c.h * 0.92 - 34, 330, rider, hands=((27, -42), (28, -40)), lean=6
        )
        t = 0.3
        walking(
            c,
            vanish + (left - vanish) * t + 60,
            horizon + (c.h - horizon) * t,
            130,
            dress_up(c.rng, "pupil"),
        )
        walking(
            c,
            vanish + (right - vanish) * 0.5 - 90,
            horizon + (c.h - horizon) * 0.5,
            190,
            dress_up(c.rng, "farmer"),
            flip=True,
        )
    else:
        c.poly(
            [
                (vanish + (left - vanish) * 0.62, horizon + (c.h - horizon) * 0.62),
                (vanish + (right - vanish) * 0.62, horizon + (c.h - horizon) * 0.62),
                (right, c.h),
                (left, c.h),
            ],
            "#a09a8e",
        )
        mixer = c.w * c.fit(0.76, 0.74)
        y = c.h * 0.8
        c.line(
            [(mixer - 80, y), (mixer - 30, y - 90), (mixer + 40, y - 90), (mixer + 90, y)],
            12,
            "#57534e",
        )
        things.wheel(c, mixer - 60, y - 20, 30, 9)
        c.blob(
            [
                (mixer - 90, y - 190),
                (mixer + 10, y - 220),
                (mixer + 90, y - 150),
                (mixer + 60, y - 70),
                (mixer - 30, y - 80),
            ],
            "#d98a3c",
        )
        c.poly(
            [
                (mixer - 96, y - 186),
                (mixer - 40, y - 206),
                (mixer - 76, y - 96),
                (mixer - 104, y - 140),
            ],
            "#b56a2c",
        )
        for i, share in enumerate((0.3, 0.46, 0.62) if not c.tall else (0.28, 0.5)):
            digging(
                c,
                c.w * share,
                c.h * (0.86 + 0.05 * (i % 2)),
                290,
                dress_up(c.rng, ("worker", "farmer", "youth")[(i + c.seed) % 3]),
                "#57534e",
                i % 2 == 1,
            )
        standing(c, c.w * 0.14, c.h * 0.9, 300, dress_up(c.rng, "cadre"), (-9, -56), (26, -84))


MOTIFS = {
    "tree_planting": tree_planting,
    "flood_watch": flood_watch,
    "road": road,
}
