"""Scenes of a meeting, and the bare room other indoor scenes begin with."""

from branch_portal.management.demo.pictures import things
from branch_portal.management.demo.pictures.canvas import Canvas, Colour, dark, light, mix
from branch_portal.management.demo.pictures.heads import dress_up
from branch_portal.management.demo.pictures.palette import (
    GOLD,
    RED,
    STAR,
    WHITE,
    WOOD,
    Light,
    light_of,
)
from branch_portal.management.demo.pictures.people import crowd, row_of_backs, standing

ROOM_WALLS = ("#ecdcbc", "#e3d9c2", "#f0dfc0", "#d9dccb", "#e8d3b4", "#d6dcd8")


def room(c: Canvas, floor: float, hour: Light) -> Colour:
    """A bare room: wall with a dado, skirting and floor boards. Gives the wall's colour."""
    wall = mix(c.rng.choice(ROOM_WALLS), hour.glow, 0.15)
    boards = c.rng.choice(("#cfae84", "#c7b495", "#bf9873", "#d2bd9d"))
    c.rect(0, 0, c.w, floor, wall)
    c.rect(0, floor - 150, c.w, 150, dark(wall, 0.09))
    c.rect(0, floor - 156, c.w, 8, dark(wall, 0.22))
    c.rect(0, floor, c.w, c.h - floor, boards)
    c.rect(0, floor - 10, c.w, 14, dark(wall, 0.35))
    step, y = 16.0, floor + 14
    while y < c.h:
        c.rect(0, y, c.w, 3, dark(boards, 0.1))
        step *= 1.4
        y += step
    return wall


def meeting(c: Canvas) -> None:
    """A branch meeting: a hall, a speaker, or everybody around one table."""
    hour = light_of(c)
    (_presidium, _round_table, _speaker)[c.turn(3)](c, hour)


def windows(c: Canvas, y: float, w: float, h: float, hour: Light) -> None:
    for x in (c.w * 0.035 + 10, c.w * 0.965 - w - 10):
        things.window(c, x, y, w, h, hour)


def _audience(c: Canvas, y: float, height: float, rows: int) -> None:
    seats = c.rng.choice(("#9a6a42", "#7d8f94", "#a3543f"))
    for row in range(rows):
        size = height * (0.78 + 0.22 * (row + 1) / rows)
        count = int(c.w / (size * 0.44))
        looks = [
            dress_up(c.rng, c.rng.choice(("cadre", "villager", "villager", "elder")))
            for _ in range(count)
        ]
        shift = size * 0.2 * (row % 2)
        place = y + (c.h - y) * row / rows
        row_of_backs(c, looks, -shift, c.w + size * 0.2 - shift, place, size, seats)


def _stage(c: Canvas, floor: float, hour: Light) -> float:
    room(c, floor, hour)
    wide = c.fit(0.56, 0.84) * c.w
    left = (c.w - wide) / 2
    if c.turn(2, 3) == 0:
        things.star_of_honour(c, left, 0, wide, floor)
        things.banner(c, left + wide * 0.06, floor * 0.06, wide * 0.88, floor * 0.13, 1)
    else:
        things.banner(c, left, floor * 0.1, wide, floor * 0.26, 2)
        for side in (-1, 1):
            pole = c.w / 2 + side * wide * 0.42
            c.line([(pole, floor), (pole, floor * 0.42)], 7, GOLD)
            with c.at(pole, floor * 0.43, flip=side > 0):
                things.flag(c, 0, 0, wide * 0.15, 0.1)
    if not c.tall:
        windows(c, floor * 0.26, c.w * 0.12, floor * 0.4, hour)
    c.rect(left - 40, floor, wide + 80, 46, "#8a5c3a")
    c.rect(left - 40, floor, wide + 80, 10, "#a97a50")
    for x in (left - 4, left + wide + 4):
        things.plant_pot(c, x, floor + 8, 150, hour, c.rng.choice((None, "#e8b93f", "#c8503c")))
    return wide


def _presidium(c: Canvas, hour: Light) -> None:
    floor = c.h * c.fit(0.56, 0.5)
    wide = _stage(c, floor, hour)
    count = c.rng.choice((3, 4, 5)) if not c.tall else 3
    span = wide * 0.74
    for i, look in enumerate(crowd(c.rng, "cadre", count)):
        x = c.w / 2 + span * ((i + 0.5) / count - 0.5)
        standing(c, x, floor + 40, 270, look, (-9, -52), (9, -52))
    cloth = c.rng.choice(("#2f6f73", "#8f613d", "#34527a", "#7d3030"))
    things.cloth_table(c, c.w / 2 - span * 0.54, floor - 96, span * 1.08, 112, cloth)
    things.vase(c, c.w / 2, floor - 94, 62, hour)
    _audience(c, floor + 190, 300, 2 if not c.tall else 3)


def _speaker(c: Canvas, hour: Light) -> None:
    floor = c.h * c.fit(0.58, 0.5)
    wide = _stage(c, floor, hour)
    x = c.w / 2 + wide * c.rng.choice((-0.24, 0.24))
    look = dress_up(c.rng, c.rng.choice(("cadre", "teacher", "cadre")))
    standing(
        c, x, floor + 6, 330, look, (-20, -62), c.rng.choice(((30, -86), (14, -60), (24, -70)))
    )
    c.poly(
        [(x - 62, floor - 150), (x + 62, floor - 150), (x + 50, floor + 14), (x - 50, floor + 14)],
        WOOD,
    )
    c.rect(x - 70, floor - 164, 140, 20, light(WOOD, 0.15))
    c.star(x, floor - 76, 28, GOLD)
    c.line([(x + 26, floor - 164), (x + 16, floor - 206)], 5, "#57534e")
    side = c.w / 2 - (x - c.w / 2)
    things.cloth_table(c, side - 110, floor - 96, 220, 104, "#34527a")
    things.vase(c, side, floor - 94, 90, hour)
    _audience(c, floor + 190, 310, 2 if not c.tall else 3)


def _round_table(c: Canvas, hour: Light) -> None:
    floor = c.h * c.fit(0.6, 0.55)
    room(c, floor, hour)
    wide = c.w * c.fit(0.4, 0.66)
    things.banner(c, (c.w - wide) / 2, floor * 0.1, wide, floor * 0.2, 2)
    c.rect(c.w / 2 - 24, floor * 0.34, 48, 60, "#8f613d")
    c.rect(c.w / 2 - 19, floor * 0.34 + 5, 38, 50, RED)
    c.star(c.w / 2, floor * 0.34 + 30, 15, STAR)
    windows(c, floor * 0.18, c.w * 0.15, floor * 0.44, hour)
    if c.rng.random() < 0.6:
        things.ceiling_fan(c, c.w * 0.5, 34, 130)
    top, reach = floor + c.fit(10, 30), c.w * c.fit(0.37, 0.44)
    count = c.rng.choice((5, 6, 7)) if not c.tall else 4
    roles = ("cadre", "elder", "villager", "teacher", "villager", "youth", "cadre")
    hands = (((-9, -56), (9, -56)), ((-9, -56), (22, -98)), ((-6, -60), (15, -50)))
    for i in range(count):
        x = c.w / 2 + reach * 1.75 * ((i + 0.5) / count - 0.5)
        left, right = hands[(i * i + c.seed) % 3]
        standing(
            c,
            x,
            top + 170,
            320 - 10 * (i % 2),
            dress_up(c.rng, roles[(i + c.seed) % 7]),
            left,
            right,
        )
    wood = c.rng.choice((WOOD, "#a0714a", "#7b5132"))
    c.poly(
        [
            (c.w / 2 - reach * 0.96, top - 8),
            (c.w / 2 + reach * 0.96, top - 8),
            (c.w / 2 + reach * 1.1, top + 110),
            (c.w / 2 - reach * 1.1, top + 110),
        ],
        light(wood, 0.22),
    )
    c.rect(c.w / 2 - reach * 1.1, top + 110, reach * 2.2, 130, wood)
    c.rect(c.w / 2 - reach * 1.1, top + 110, reach * 2.2, 10, dark(wood, 0.18))
    things.vase(c, c.w / 2, top + 60, 90, hour)
    for i in range(count):
        x = c.w / 2 + reach * 1.75 * ((i + 0.5) / count - 0.5)
        c.poly(
            [(x - 34, top + 26), (x + 26, top + 26), (x + 32, top + 52), (x - 36, top + 52)], WHITE
        )
        c.rect(x + 44, top + 24, 16, 22, "#dfe6e4")
        c.oval(x + 52, top + 24, 8, 3, "#9a6a42")
    looks = [
        dress_up(c.rng, c.rng.choice(("cadre", "villager"))) for _ in range(3 if c.tall else 5)
    ]
    row_of_backs(
        c, looks, c.w * 0.04, c.w * 0.96, c.h - 60, 400, c.rng.choice(("#9a6a42", "#7d8f94"))
    )


MOTIFS = {
    "meeting": meeting,
}
