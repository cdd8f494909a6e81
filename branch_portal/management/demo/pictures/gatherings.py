"""Scenes of people together: youth, elderly, festival, parade."""

from dataclasses import replace

from branch_portal.management.demo.pictures import buildings, landmarks, nature, things
from branch_portal.management.demo.pictures.canvas import Canvas, bend, dark, light, mix
from branch_portal.management.demo.pictures.heads import dress_up
from branch_portal.management.demo.pictures.nature import soft
from branch_portal.management.demo.pictures.palette import (
    BRIGHT,
    FLAG_RED,
    FLAME,
    GOLD,
    INK,
    STAR,
    WHITE,
    WOOD,
    Light,
    light_of,
)
from branch_portal.management.demo.pictures.people import (
    bending,
    digging,
    seated,
    standing,
    walking,
)
from branch_portal.management.demo.pictures.village import strollers, yard


def youth(c: Canvas) -> None:
    """Young people at work together: a clean-up, a mural, a bicycle ride."""
    hour = light_of(c)
    horizon = c.h * 0.46
    nature.backdrop(c, hour, horizon)
    kind = c.turn(3)
    c.poly([(0, c.h * 0.62), (c.w, c.h * 0.57), (c.w, c.h), (0, c.h)], hour.path)
    c.poly(
        [(0, c.h * 0.6), (c.w, c.h * 0.55), (c.w, c.h * 0.585), (0, c.h * 0.635)],
        dark(hour.ground_dark, 0.05),
    )
    many = 5 if not c.tall else 3
    if kind == 0:
        _clean_up(c, hour, many)
    elif kind == 1:
        _mural(c, many)
    else:
        _ride(c, hour)
    if c.rng.random() < 0.5:
        nature.leafy_frame(c, hour)


def _ride(c: Canvas, hour: Light) -> None:
    nature.tree(c, c.w * 0.1, c.h * 0.6, 1.5, hour, FLAME)
    nature.tree(c, c.w * 0.92, c.h * 0.57, 1.3, hour)
    for i in range(3 if not c.tall else 2):
        x, y = c.w * (0.22 + c.fit(0.3, 0.46) * i), c.h * (0.84 + 0.05 * (i % 2))
        rider = dress_up(c.rng, "youth")
        with c.at(x, y, 1.3):
            things.bicycle(c, 0, 0, 1.5, BRIGHT[(i + c.seed) % 6])
            with c.at(-84, -70, flip=True):
                things.hand_flag(c, 0, 0, 110)
            seated(c, -46, -44, 300, rider, hands=((32, -36), (33, -35)), lean=14)


def _mural(c: Canvas, many: int) -> None:
    wall = "#efe2c6"
    c.rect(0, c.h * 0.34, c.w, c.h * 0.34, wall)
    c.rect(0, c.h * 0.33, c.w, 22, "#b5523a")
    shapes = soft(
        [
            (-20, c.h * 0.6),
            (c.w * 0.26, c.h * 0.48),
            (c.w * 0.58, c.h * 0.57),
            (c.w * 0.84, c.h * 0.47),
            (c.w + 20, c.h * 0.55),
        ]
    )
    c.poly([*shapes, (c.w + 20, c.h * 0.66), (-20, c.h * 0.66)], "#9dbb7c")
    c.disc(c.w * 0.7, c.h * 0.44, 50, "#f0c36a")
    for i in range(5):
        fx = c.w * (0.14 + 0.11 * i)
        c.line([(fx, c.h * 0.65), (fx, c.h * 0.58)], 6, "#5f8a52")
        for dx, dy in ((-15, 0), (15, 0), (0, -15), (0, 15)):
            c.disc(fx + dx, c.h * 0.56 + dy, 13, BRIGHT[(i + c.seed) % 6])
        c.disc(fx, c.h * 0.56, 10, GOLD)
    for i in range(many):
        x, y = c.w * (0.14 + 0.74 * i / (many - 1)), c.h * (0.84 + 0.05 * (i % 2))
        standing(
            c,
            x,
            y,
            320,
            dress_up(c.rng, "youth"),
            (-14, -44),
            (20, -104 if i % 2 else -88),
            i != c.seed % 4,
            i % 2 == 1,
        )
        c.round_rect(x - 80, y - 40, 46, 44, 5, BRIGHT[i % 5])
        c.rect(x - 84, y - 46, 54, 9, "#d9d2c2")


def _clean_up(c: Canvas, hour: Light, many: int) -> None:
    nature.bamboo(c, c.w * 0.88, c.h * 0.58, 330, hour)
    buildings.house(c, c.w * 0.24, c.h * 0.61, 300)
    for i in range(many):
        x, y = c.w * (0.1 + 0.8 * i / (many - 1)), c.h * (0.86 + 0.07 * (i % 2))
        look, flip = dress_up(c.rng, "youth"), i % 3 == 2
        if (i + c.seed) % 3 == 0:
            bending(c, x, y, 300, look, flip)
            c.round_rect(x + (60 if not flip else -130), y - 84, 74, 88, 26, "#4f8291")
        elif (i + c.seed) % 3 == 1:
            digging(c, x, y, 310, look, "#c9a24f", flip)
        else:
            standing(c, x, y, 310, look, (-14, -44), (24, -100))


def elderly(c: Canvas) -> None:
    """Old friends under the banyan: tea, chess, morning exercise."""
    hour = light_of(c)
    horizon = c.h * 0.48
    nature.backdrop(c, hour, horizon)
    side = c.rng.choice((0.2, 0.8))
    if c.turn(2):
        landmarks.communal_house(c, c.w * (1 - side), horizon + 50, c.fit(520, 480))
    else:
        buildings.house(c, c.w * (1 - side), horizon + 50, 380)
        nature.areca(c, c.w * (1 - side) + 230, horizon + 50, 330, hour)
    c.poly(
        [(0, c.h * 0.66), (c.w, c.h * 0.66), (c.w, c.h), (0, c.h)], mix(hour.path, hour.ground, 0.2)
    )
    things.shadow(c, c.w * side, c.h * 0.69, 240, hour.ground)
    nature.tree(c, c.w * side, c.h * 0.69, c.fit(2.9, 2.7), hour)
    y, middle = c.h * 0.92, c.w * 0.5
    kind = c.turn(3)
    if kind < 2:
        _at_table(c, middle, y, kind == 0)
        for dx in (-0.34, 0.34) if not c.tall else (0.34,):
            standing(
                c,
                middle + c.w * dx,
                y - 40,
                350,
                dress_up(c.rng, "elder"),
                (-9, -56),
                c.rng.choice(((9, -56), (14, -44))),
            )
    else:
        many = 6 if not c.tall else 4
        for i in range(many):
            row = i % 2
            x = c.w * (0.1 + 0.8 * i / (many - 1))
            look = replace(
                dress_up(c.rng, "elder"), top=("#e9dfc9", "#c8503c", "#dfe6ea")[(c.seed + row) % 3]
            )
            standing(c, x, c.h * (0.8 + 0.13 * row), 280 + 50 * row, look, (-34, -82), (24, -104))


def _at_table(c: Canvas, middle: float, y: float, chess: bool) -> None:
    size = 380
    for flip in (False, True):
        way = -1 if flip else 1
        things.bench(c, middle - way * 205, y, 130, 100)
        seated(
            c,
            middle - way * 165,
            y,
            size,
            dress_up(c.rng, "elder"),
            c.rng.choice((((24, -44), (25, -42)), ((18, -36), (27, -50)))),
            flip=flip,
        )
    things.open_table(c, middle, y, 220, 136)
    if chess:
        c.poly(
            [
                (middle - 84, y - 150),
                (middle + 84, y - 150),
                (middle + 96, y - 136),
                (middle - 96, y - 136),
            ],
            "#e3c88f",
        )
        for i in range(6):
            c.oval(middle - 66 + 26 * i, y - 146 + (i % 2) * 5, 9, 4, FLAG_RED if i % 2 else INK)
    else:
        c.oval(middle, y - 156, 28, 22, "#8a5a3c")
        c.line([(middle + 24, y - 158), (middle + 46, y - 172)], 7, "#8a5a3c")
        for dx in (-76, -52, 62):
            c.round_rect(middle + dx, y - 154, 20, 18, 4, WHITE)


def festival(c: Canvas) -> None:
    """A festival before the communal house: square flags, drums, lanterns, dance or boat race."""
    hour = light_of(c)
    horizon = c.h * c.fit(0.5, 0.46)
    nature.backdrop(c, hour, horizon)
    boats = c.turn(2) == 1
    if not boats:
        yard(c, hour, horizon)
    landmarks.communal_house(c, c.w * 0.5, horizon + 70, c.w * c.fit(0.52, 0.8))
    nature.tree(c, c.w * 0.06, horizon + 90, 1.7, hour, FLAME if c.turn(3) else None)
    for share in (0.16, 0.24, 0.77, 0.85, 0.94):
        things.five_colour_flag(c, c.w * share, horizon + 110, c.between(270, 330))
    things.bunting(c, -10, 40, c.w * 0.5, 60, 90, 40)
    things.bunting(c, c.w * 0.5, 60, c.w + 10, 40, 90, 40)
    if boats:
        c.poly([(0, c.h * 0.66), (c.w, c.h * 0.66), (c.w, c.h), (0, c.h)], hour.water)
        c.rect(0, c.h * 0.65, c.w, 16, "#b9a98a")
        nature.ripples(c, 0, c.h * 0.69, c.w, c.h - 10, hour.shine, 26)
        strollers(c, "festive", 9, c.h * 0.63, c.h * 0.648, 130)
        for i, (y, s) in enumerate(((0.78, 0.85), (0.93, 1.15))):
            _boat(c, c.w * (0.44 + 0.12 * i), c.h * y, s, i)
        return
    strollers(c, "festive", 6, c.h * 0.7, c.h * 0.76, 170)
    things.drum(c, c.w * 0.12, c.h * 0.93, 240)
    standing(
        c,
        c.w * 0.12 + 120,
        c.h * 0.93,
        280,
        replace(dress_up(c.rng, "festive"), hat_colour=FLAG_RED),
        (-24, -84),
        (24, -100),
    )
    many = 5 if not c.tall else 3
    for i in range(many):
        x = c.w * (0.34 + 0.56 * i / many) + c.between(-16, 16)
        look = dress_up(c.rng, "festive")
        lift = (i + c.seed) % 2
        standing(
            c, x, c.h * (0.9 + 0.04 * lift), 290, look, (-26, -100), (26, -100 if lift else -64)
        )
        c.poly(
            [
                (x + 74, c.h * 0.9 - (300 if lift else 190)),
                *bend(
                    (x + 60, c.h * 0.9 - (356 if lift else 240)),
                    (x + 130, c.h * 0.9 - (366 if lift else 250)),
                    (x + 130, c.h * 0.9 - (290 if lift else 180)),
                    6,
                ),
            ],
            BRIGHT[(i + c.seed) % 5],
        )
    string = bend((0, 90), (c.w / 2, 250), (c.w, 90), 12)
    c.line(string, 3, "#8a7a64", caps=False)
    for x, y in string[2:-2:2]:
        things.lantern(c, x, y, 32, c.rng.choice((FLAG_RED, "#e8b93f")))


def _boat(c: Canvas, x: float, y: float, scale: float, team: int) -> None:
    shirt = (FLAG_RED, "#34669a", "#e0a83e", "#4e8a5a")[(team + c.seed) % 4]
    with c.at(x, y, scale):
        for i in range(6):
            look = replace(
                dress_up(c.rng, "villager"), top=shirt, hat="turban", hat_colour=STAR, hair="short"
            )
            seated(c, -260 + 92 * i, 22, 170, look, hands=((26, -40), (28, -44)), lean=18)
            c.line([(-205 + 92 * i, -64), (-240 + 92 * i, 40)], 6, WOOD)
        c.poly(
            [
                *bend((-430, -44), (-330, 30), (-200, 34)),
                *bend((240, 34), (350, 30), (440, -58)),
                *bend((440, -58), (360, -16), (250, -14)),
                *bend((-230, -14), (-350, -16), (-430, -44)),
            ],
            "#8c2f28",
        )
        c.poly([(-260, 4), (280, 4), (290, 12), (-270, 12)], GOLD)
        c.oval(0, 40, 380, 7, light(shirt, 0.6))


def parade(c: Canvas) -> None:
    """A march past: flags in front, columns behind, a street or a field under bunting."""
    hour = light_of(c)
    horizon = c.h * c.fit(0.5, 0.46)
    town = c.turn(2) == 0
    if town:
        nature.sky(c, hour, horizon)
        nature.mountains(c, horizon, 130, hour.far, hour.glow, 2)
        landmarks.street(c, horizon + 60, c.fit(300, 380), hour)
        for i in range(5):
            things.flag(c, c.w * (0.08 + 0.2 * i), horizon - 60, 62)
        c.rect(0, horizon + 60, c.w, c.h, "#c9c2b4")
        c.rect(0, horizon + 60, c.w, 26, "#ddd3c0")
    else:
        nature.backdrop(c, hour, horizon)
        c.rect(0, horizon + 60, c.w, c.h, hour.path)
        for share in (0.1, 0.35, 0.62, 0.9):
            nature.tree(c, c.w * share, horizon + 76, 1.0, hour, FLAME if c.turn(2, 2) else None)
        things.banner(c, c.w * 0.3, horizon - 60, c.w * 0.4, 100, 1)
    things.bunting(c, -10, 30, c.w / 2, 46, 90, 42)
    things.bunting(c, c.w / 2, 46, c.w + 10, 30, 90, 42)
    count = 13 if not c.tall else 8
    for i in range(count):
        x = c.w * (i + 0.5) / count
        standing(
            c,
            x,
            horizon + 128 + (i % 3) * 7,
            150,
            dress_up(c.rng, c.rng.choice(("villager", "child", "elder"))),
            (-14, -44),
            (22, -98) if i % 2 else (14, -44),
        )
        if i % 2:
            things.hand_flag(c, x + 33, horizon - 18, 50)
    roles = [
        ("youth", "pupil", "soldier"),
        ("festive", "worker", "nurse"),
        ("militia", "youth", "farmer"),
        ("pupil", "teacher", "worker"),
    ][c.turn(4)]
    for row, (y, size) in enumerate(
        ((0.8, 250), (0.97, 310)) if not c.tall else ((0.7, 250), (0.83, 290), (0.96, 330))
    ):
        _column(c, roles[(row + c.seed) % 3], y, size, row)


def _column(c: Canvas, role: str, y: float, size: float, row: int) -> None:
    many = int(c.w / (size * 0.42))
    for i in range(many):
        x = c.w * (i + 0.3) / many + row * 26
        look = dress_up(c.rng, role)
        if role == "farmer":
            look = replace(look, top="#6d5a48", hat="cone")
        walking(c, x, c.h * y, size, look)
        if (i + row) % 3 == 0:
            px, py = x + size * 0.13, c.h * y - size * 0.52
            c.line([(px, py + size * 0.1), (px + size * 0.05, py - size * 0.9)], 6, WOOD)
            things.flag(c, px + size * 0.05, py - size * 0.9, size * 0.42, 0.09, FLAG_RED)


MOTIFS = {
    "youth": youth,
    "elderly": elderly,
    "festival": festival,
    "parade": parade,
}
