"""The portrait: somebody of the district, half length."""

from branch_portal.management.demo.pictures import buildings, landmarks, nature, things
from branch_portal.management.demo.pictures.canvas import Canvas, bend, dark, light, mix
from branch_portal.management.demo.pictures.heads import Look, dress_up
from branch_portal.management.demo.pictures.meetings import room
from branch_portal.management.demo.pictures.palette import (
    GOLD,
    RED,
    SLATE,
    WHITE,
    WOOD,
    Light,
    light_of,
)
from branch_portal.management.demo.pictures.people import standing


def portrait(c: Canvas) -> None:
    """Somebody of the district, half length, before the place they work in."""
    hour = light_of(c)
    roles = (
        "farmer",
        "teacher",
        "elder",
        "worker",
        "nurse",
        "youth",
        "soldier",
        "cadre",
        "villager",
    )
    role = roles[c.turn(9)]
    x = c.w * c.fit(c.rng.choice((0.36, 0.5)), 0.5)
    _background(c, role, hour)
    look = dress_up(c.rng, role)
    size = c.h * c.fit(1.36, 1.2)
    busy = role != "soldier" and (role != "elder" or c.rng.random() < 0.5)
    standing(
        c,
        x,
        c.h * c.fit(1.52, 1.38),
        size,
        look,
        *(((-7, -56), (7, -56)) if busy else ((-14, -44), (14, -44))),
    )
    c_scale = size / 100
    with c.at(x, c.h * c.fit(1.52, 1.38) - 91 * c_scale, c_scale):
        # Only a hint of a face: lowered eyes, a smile; nobody in particular.
        _face(c, look)
        if busy:
            _held(c, role, hour, look)
    if role == "elder":
        foot = c.h * c.fit(1.52, 1.38)
        for i in range(3):
            c.rect(
                x + (3.4 + 2.5 * i) * c_scale,
                foot - 71 * c_scale,
                1.7 * c_scale,
                2 * c_scale,
                (RED, GOLD, "#4f8291")[i],
            )
            c.star(x + (4.25 + 2.5 * i) * c_scale, foot - 67.6 * c_scale, 1.25 * c_scale, GOLD)


def _face(c: Canvas, look: Look) -> None:
    line = dark(look.skin, 0.45)
    for side in (-1, 1):
        c.line(bend((side * 3 - 1.2, 0.8), (side * 3, 1.7), (side * 3 + 1.2, 0.8), 5), 0.55, line)
        c.disc(side * 4.5, 3.4, 1.1, mix(look.skin, "#d9705a", 0.25))
    c.line(bend((-1.8, 4.6), (0, 6), (1.8, 4.6), 6), 0.55, mix(look.skin, RED, 0.55))
    c.line([(0.1, 1.4), (0.5, 2.9), (-0.3, 3)], 0.4, dark(look.skin, 0.2))


def _background(c: Canvas, role: str, hour: Light) -> None:
    if role in ("cadre", "teacher"):
        room(c, c.h * 0.86, hour)
        if role == "teacher":
            c.rect(c.w * 0.08, c.h * 0.12, c.w * 0.84, c.h * 0.46, WOOD)
            c.rect(c.w * 0.1, c.h * 0.14, c.w * 0.8, c.h * 0.42, "#3f5f52")
            for i, share in enumerate((0.34, 0.26, 0.3)):
                c.round_rect(c.w * 0.15, c.h * (0.2 + 0.08 * i), c.w * share, 13, 6, "#b9cabd")
        else:
            things.window(c, c.w * 0.08, c.h * 0.14, c.w * 0.26, c.h * 0.36, hour)
            things.window(c, c.w * 0.66, c.h * 0.14, c.w * 0.26, c.h * 0.36, hour)
            things.plant_pot(c, c.w * 0.88, c.h * 0.9, 320, hour)
    else:
        _countryside(c, role, hour)


def _countryside(c: Canvas, role: str, hour: Light) -> None:
    horizon, place = c.h * c.fit(0.62, 0.6), c.w * c.fit(0.74, 0.5)
    nature.backdrop(c, hour, horizon)
    if role == "farmer":
        for i in range(5):
            nature.band(
                c,
                horizon + 20 + (c.h - horizon) * (i / 5) ** 1.2,
                16,
                hour.rice[(i + c.seed) % 6],
            )
        nature.bamboo(c, c.w * 0.9, horizon + 40, 420, hour)
    elif role == "worker":
        landmarks.factory(c, place, horizon + 60, c.w * c.fit(0.6, 1.0))
    elif role == "nurse":
        buildings.clinic(c, place, horizon + 60, c.w * c.fit(0.5, 0.94))
    elif role == "soldier":
        things.flagpole(c, c.w * 0.83, horizon + 80, 520, 190)
        nature.tree(c, c.w * 0.1, horizon + 60, 1.7, hour)
    else:
        buildings.house(c, place, horizon + 50, 560)
        nature.areca(c, c.w * 0.93, horizon + 50, 520, hour)
        nature.banana(c, c.w * 0.06, horizon + 60, 300, hour)


def _held(c: Canvas, role: str, hour: Light, look: Look) -> None:
    """What a sitter holds before them, in figure units around the head's centre."""
    if role == "farmer":
        for i in range(11):
            lean = (i - 5) * 3.1
            c.leaf(
                (lean * 0.12, 48),
                (lean, 14 + abs(lean) * 0.35),
                1.8,
                mix("#dcb453", hour.leaves[1], 0.12 * (i % 4)),
                2,
            )
            c.oval(lean, 15 + abs(lean) * 0.35, 1.1, 3, "#e6c667")
        c.round_rect(-4, 33, 8, 4, 1.5, "#a8824e")
    elif role in ("elder", "villager"):
        c.poly([(-5, 29), (5, 29), (4, 38), (-4, 38)], "#f3ead6")
        c.oval(0, 29, 5, 1.3, "#9a6a42")
        c.rect(-4.6, 32, 9.2, 1, "#4f8291")
    elif role == "youth":
        things.flag(c, -15, 26, 30, 0.08)
    else:
        cover = {"nurse": "#5f9a86", "worker": "#b98d5f", "teacher": "#a94432"}.get(role, SLATE)
        c.round_rect(-11, 24, 22, 17, 1, dark(cover, 0.2))
        c.round_rect(-11, 23, 22, 17, 1, cover)
        if role in ("nurse", "worker"):
            c.rect(-9, 25, 18, 13.4, WHITE)
            for i, share in enumerate((14, 10, 12)):
                c.rect(-7, 28 + 3 * i, share, 1, "#a9a49a")
            c.round_rect(-3, 22, 6, 2.6, 1, "#8a857c")
        else:
            c.rect(-8, 26, 16, 1.2, light(cover, 0.4))
            c.rect(-5, 29, 10, 1, light(cover, 0.4))
    for side in (-1, 1):
        c.oval(
            side * (8 if role not in ("farmer", "elder", "villager") else 4.6),
            36,
            2.8,
            3.3,
            look.skin,
        )


MOTIFS = {
    "portrait": portrait,
}
