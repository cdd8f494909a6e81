"""Scenes of work and service: factory, handshake, military, police patrol."""

from collections.abc import Sequence
from dataclasses import replace

from branch_portal.management.demo.pictures import buildings, landmarks, nature, things
from branch_portal.management.demo.pictures.canvas import (
    Canvas,
    Colour,
    Point,
    dark,
    light,
    mix,
)
from branch_portal.management.demo.pictures.heads import Look, dress_up
from branch_portal.management.demo.pictures.meetings import room
from branch_portal.management.demo.pictures.palette import (
    BRIGHT,
    INK,
    SLATE,
    STAR,
    WOOD,
    Light,
    light_of,
)
from branch_portal.management.demo.pictures.people import (
    bending,
    digging,
    seated,
    sideways,
    standing,
    walking,
)


def factory(c: Canvas) -> None:
    """A factory and its shift, or a sewing hall inside."""
    hour = light_of(c)
    if c.turn(2):
        _sewing_hall(c, hour)
        return
    horizon = c.h * c.fit(0.54, 0.48)
    nature.backdrop(c, hour, horizon)
    x, wide, base = c.w * 0.48, c.w * c.fit(0.76, 1.0), horizon + 66
    smoke = mix(hour.cloud, hour.sky, 0.3)
    for i, (dx, dy, r) in enumerate(((0, 0, 22), (24, -34, 30), (64, -62, 38), (122, -84, 44))):
        c.disc(x + wide * 0.365 + dx, base - wide * 0.53 + dy, r, mix(smoke, hour.sky, 0.16 * i))
    landmarks.factory(c, x, base, wide)
    c.rect(0, base, c.w, c.h, mix(hour.path, "#c4bdb0", 0.4))
    c.rect(0, base, c.w, 14, "#b3aa9a")
    c.poly([(0, c.h * 0.76), (c.w, c.h * 0.76), (c.w, c.h * 0.98), (0, c.h * 0.98)], "#a7a299")
    for i in range(8):
        c.rect(c.w * i / 8 + 30, c.h * 0.865, 90, 8, "#e6dfcf")
    for share in (0.04, 0.93, 0.99):
        nature.slim_tree(c, c.w * share, base + 20, 1.3, hour)
    tx, ty, body = (
        c.w * c.rng.choice((0.3, 0.62)),
        c.h * 0.86,
        c.rng.choice(("#4f8291", "#c8503c", "#5f8a52")),
    )
    _lorry(c, tx, ty, body)
    things.flagpole(c, c.w * 0.12, base + 30, 330, 110)
    for i in range(5 if not c.tall else 3):
        px, y = (
            c.w * (0.1 + c.fit(0.18, 0.3) * i) + c.between(-30, 30),
            c.h * (0.93 + 0.03 * (i % 2)),
        )
        look = dress_up(c.rng, "worker" if i % 3 else "cadre")
        if c.rng.random() < 0.6:
            walking(c, px, y, 250, look, c.rng.random() < 0.5)
        else:
            standing(c, px, y, 250, look, (-9, -58), (14, -44))


def _lorry(c: Canvas, tx: float, ty: float, body: Colour) -> None:
    c.rect(tx - 190, ty - 180, 290, 140, light(body, 0.35))
    for i in range(5):
        c.rect(tx - 180 + 58 * i, ty - 170, 6, 120, body)
    c.poly(
        [
            (tx + 108, ty - 40),
            (tx + 108, ty - 150),
            (tx + 170, ty - 150),
            (tx + 200, ty - 96),
            (tx + 204, ty - 40),
        ],
        body,
    )
    c.poly(
        [(tx + 126, ty - 136), (tx + 164, ty - 136), (tx + 184, ty - 96), (tx + 126, ty - 96)],
        "#cfdfe0",
    )
    c.rect(tx - 190, ty - 44, 394, 14, INK)
    for dx in (-130, 150):
        c.disc(tx + dx, ty - 26, 32, INK)
        c.disc(tx + dx, ty - 26, 14, "#b9b4aa")


def _sewing_hall(c: Canvas, hour: Light) -> None:
    floor = c.h * 0.46
    room(c, floor, hour)
    for i in range(5 if not c.tall else 3):
        n = 5 if not c.tall else 3
        things.window(
            c, c.w * (i + 0.2) / n, floor * 0.34, c.w / n * 0.6, floor * 0.34, hour, SLATE
        )
    things.banner(c, c.w * c.fit(0.32, 0.2), 30, c.w * c.fit(0.36, 0.6), floor * 0.16, 1)
    for i in range(4):
        c.rect(c.w * (i + 0.5) / 4 - 90, floor * 0.27, 180, 10, "#f7f3e0")
    shirt = c.rng.choice(("#4f8291", "#c98a9a", "#6f9a6a", "#d9a45c"))
    for row in range(3):
        size, y = 210 + 60 * row, floor + 130 + (c.h - floor - 150) * row / 2
        count = int(c.w / (size * 1.15))
        for i in range(count):
            x = c.w * (i + 0.5) / count + (row % 2 - 0.5) * 60
            look = replace(
                dress_up(c.rng, "villager"), top=shirt, hat="turban", hat_colour=light(shirt, 0.4)
            )
            things.bench(c, x - size * 0.4, y, size * 0.3, size * 0.27, SLATE)
            seated(c, x - size * 0.3, y, size, look, hands=((27, -43), (29, -42)), lean=12, nod=14)
            things.open_table(c, x + size * 0.16, y, size * 0.62, size * 0.4, "#c9a878")
            with c.at(x + size * 0.2, y - size * 0.4, size / 300):
                c.poly([(-50, 0), (60, 0), (60, -12), (-50, -12)], "#57626a")
                c.poly(
                    [
                        (34, -10),
                        (34, -64),
                        (-46, -64),
                        (-50, -22),
                        (-36, -22),
                        (-32, -44),
                        (10, -44),
                        (12, -10),
                    ],
                    "#e9e6dc",
                )
                c.disc(40, -46, 13, "#8a857c")
                c.poly([(-90, 2), (-20, -6), (-10, 4), (-80, 50)], BRIGHT[(i + row + c.seed) % 8])
    standing(c, c.w * 0.93, floor + 90, 280, dress_up(c.rng, "cadre"), (-9, -58), (9, -58))


def handshake(c: Canvas) -> None:
    """Two people shake hands: before a new house, or under a banner with flowers."""
    hour = light_of(c)
    inside = c.turn(2) == 1
    horizon = c.h * 0.52
    if inside:
        room(c, c.h * 0.66, hour)
        things.star_of_honour(c, c.w * c.fit(0.2, 0.06), 0, c.w * c.fit(0.6, 0.88), c.h * 0.66)
        things.banner(c, c.w * c.fit(0.26, 0.12), c.h * 0.05, c.w * c.fit(0.48, 0.76), c.h * 0.1, 1)
        for share in (0.1, 0.9):
            things.plant_pot(
                c, c.w * share, c.h * 0.7, 220, hour, c.rng.choice(("#e8b93f", "#c8503c"))
            )
    else:
        nature.backdrop(c, hour, horizon)
        if c.turn(2, 2):
            buildings.culture_house(c, c.w * 0.5, c.h * 0.62, c.w * c.fit(0.62, 0.9))
        else:
            buildings.house(c, c.w * 0.5, c.h * 0.62, c.w * c.fit(0.5, 0.84))
            nature.banana(c, c.w * 0.16, c.h * 0.62, 240, hour)
        nature.areca(c, c.w * 0.91, c.h * 0.62, 440, hour)
        c.rect(0, c.h * 0.62, c.w, c.h, mix(hour.path, hour.ground, 0.1))
        c.poly(
            [(c.w * 0.4, c.h * 0.62), (c.w * 0.6, c.h * 0.62), (c.w * 0.8, c.h), (c.w * 0.2, c.h)],
            light(hour.path, 0.3),
        )
    pairs = (
        ("cadre", "farmer"),
        ("cadre", "elder"),
        ("soldier", "elder"),
        ("youth", "elder"),
        ("cadre", "teacher"),
    )
    first, second = pairs[c.turn(5)]
    size, y, gap = 600.0, c.h * 0.96, 138.0
    guests = 3 if not c.tall else 1
    for side in (-1, 1):
        for i in range(guests - (side > 0 and guests > 1)):
            px = c.w / 2 + side * (c.fit(330, 320) + 150 * i)
            hands = ((-4, -55), (4, -56)) if c.rng.random() < 0.6 else ((-14, -44), (14, -44))
            standing(
                c,
                px,
                y - 60 - 16 * (i % 2),
                450,
                dress_up(c.rng, c.rng.choice(("villager", "cadre", "elder"))),
                *hands,
            )
    one, two = (
        replace(dress_up(c.rng, first), scarf=None),
        replace(dress_up(c.rng, second), scarf=None),
    )
    meet = gap / (size / 100)
    walking_feet = ((-9, -2), (8, -2))
    from_left = ((meet - 1, -57), (-6, -45))
    _facing(c, c.w / 2 - gap, y, size, one, (from_left[1], from_left[0]), walking_feet, False)
    free = (20, -62) if c.turn(2, 3) else (-6, -45)
    _facing(c, c.w / 2 + gap, y, size, two, (free, (meet - 1, -57)), walking_feet, True)
    if free[0] > 0:
        with c.at(c.w / 2 + gap - 120, y - size * 0.66, 1.1):
            for dx, dy, tone in (
                (-30, -40, 0),
                (0, -56, 1),
                (28, -42, 3),
                (-14, -24, 4),
                (14, -22, 0),
            ):
                c.disc(dx, dy, 20, BRIGHT[tone])
                c.disc(dx, dy, 8, STAR)
            c.poly([(-36, -14), (36, -14), (8, 60), (-8, 60)], "#f3e7cf")


def _facing(
    c: Canvas,
    x: float,
    y: float,
    size: float,
    look: Look,
    hands: Sequence[Point],
    feet: Sequence[Point],
    flip: bool,
) -> None:
    sideways(c, x, y, size, look, lean=3, feet=feet, hands=hands, nod=4, flip=flip)


def military(c: Canvas) -> None:
    """Soldiers: in line under the flag, helping with the harvest, or setting out on a march."""
    hour = light_of(c)
    horizon = c.h * 0.48
    nature.backdrop(c, hour, horizon)
    kind = c.turn(3)
    if kind == 1:
        _harvest_help(c, hour)
        return
    c.poly(
        [(0, c.h * 0.6), (c.w, c.h * 0.6), (c.w, c.h), (0, c.h)], mix(hour.path, hour.ground, 0.25)
    )
    if kind == 0:
        _line_up(c)
        return
    nature.tree(c, c.w * 0.08, c.h * 0.62, 1.6, hour)
    nature.bamboo(c, c.w * 0.9, c.h * 0.6, 360, hour)
    many = 7 if not c.tall else 4
    for i in range(many):
        x, y = c.w * (0.08 + 0.74 * i / (many - 1)), c.h * 0.9 + (i % 2) * 12
        walking(c, x, y, 330, dress_up(c.rng, "soldier"))
        with c.at(x - 26, y - 215, 1.1):
            c.round_rect(-34, -30, 38, 76, 12, "#4f5a38")
            c.round_rect(-34, -44, 38, 20, 9, "#7a8455")
    px = c.w * 0.82 + 50
    things.flag(c, px - 8, c.h * 0.9 - 430, 150, 0.1)
    c.line([(px - 8, c.h * 0.9 - 150), (px - 8, c.h * 0.9 - 436)], 7, WOOD)


def _line_up(c: Canvas) -> None:
    base = c.h * 0.61
    buildings.house(c, c.w * 0.3, base, 420, "#e6d3a0")
    buildings.house(c, c.w * 0.72, base, 420, "#e6d3a0")
    things.flagpole(c, c.w * 0.5, base + 60, c.fit(480, 560), 180)
    for row in range(2):
        many = (9, 8)[row] if not c.tall else (6, 5)[row]
        for i in range(many):
            x = c.w * (0.5 + 0.8 * ((i + 0.5) / many - 0.5))
            standing(
                c,
                x,
                c.h * (0.8 + 0.14 * row),
                220 + 50 * row,
                dress_up(c.rng, "soldier" if c.seed % 2 == 0 else "militia"),
            )


def _harvest_help(c: Canvas, hour: Light) -> None:
    for i in range(5):
        nature.band(c, c.h * (0.54 + 0.1 * i), 10, mix(hour.rice[(i + c.seed) % 6], "#e0b84e", 0.4))
    many = 5 if not c.tall else 3
    for i in range(many):
        x, y = c.w * (0.1 + 0.8 * i / (many - 1)), c.h * (0.78 + 0.14 * (i % 2))
        look = dress_up(c.rng, "soldier" if i % 3 != 1 else "farmer")
        if i % 3 == 2:
            walking(c, x, y, 290, look, i % 2 == 0)
            things.shoulder_pole(c, x, y, 290, "#dcb453")
        elif i % 2:
            bending(c, x, y, 300, look, c.rng.random() < 0.5)
            c.leaf((x + 50, y), (x + 90, y - 90), 26, "#dcb453")
        else:
            digging(c, x, y, 290, look, "#57534e", c.rng.random() < 0.5)


def police_patrol(c: Canvas) -> None:
    """Commune police on their round: by motorbike, talking with people, at night with a torch."""
    hour = light_of(c)
    kind = c.turn(3)
    night = kind == 2
    horizon = c.h * 0.48
    if night:
        hour = replace(
            hour, sky="#2f4457", glow="#4a6070", sun="#f3e6bd", cloud="#3d5366", far="#3a5062",
            middle="#334954", near="#2f4a48", ground="#3c5650", ground_dark="#2c423f",
            path="#6a6c66", leaves=("#2f5148", "#3a5d50", "#27463f"), tint=("#22384c", 0.12),
        )  # fmt: skip
        c.tint = hour.tint
    nature.backdrop(c, hour, horizon)
    if night:
        for _ in range(26):
            c.disc(c.between(0, c.w), c.between(0, horizon * 0.55), c.between(1.5, 3), "#e9e2c4")
    base = c.h * 0.58
    buildings.house(c, c.w * c.fit(0.24, 0.3), base, 360, "#8a8577" if night else None)
    if c.turn(2):
        landmarks.gate(c, c.w * 0.76, base + 10, c.fit(290, 260))
    else:
        buildings.house(c, c.w * 0.78, base, 340, "#7f8a86" if night else None)
    nature.areca(c, c.w * c.rng.choice((0.44, 0.5, 0.95)), base, 360, hour)
    nature.banana(c, c.w * 0.05, base, 220, hour)
    c.rect(0, base + 10, c.w, c.h, mix(hour.path, hour.ground, 0.15))
    c.rect(0, c.h * 0.72, c.w, c.h, mix(hour.path, "#b9b4a8" if not night else "#50585c", 0.5))
    c.rect(0, c.h * 0.715, c.w, 10, dark(hour.path, 0.15))
    y = c.h * 0.93
    if kind == 0:
        _riders(c, y)
        return
    x = c.w * c.between(0.42, 0.54)
    officer = dress_up(c.rng, "police")
    if night:
        _torch_round(c, hour, x, y)
    else:
        standing(c, x - 100, y, 380, officer, (-14, -44), (24, -62))
        standing(
            c,
            x + 90,
            y,
            360,
            dress_up(c.rng, c.rng.choice(("farmer", "villager", "elder"))),
            (-9, -56),
            (14, -44),
        )
        standing(c, x + 200, y - 24, 350, dress_up(c.rng, c.rng.choice(("villager", "elder"))))
        things.motorbike(c, x - 360 if not c.tall else x - 290, y - 20, 1.5, "#f3efe4", True)
        walking(c, c.w * 0.92, y - 70, 290, dress_up(c.rng, "farmer"))


def _riders(c: Canvas, y: float) -> None:
    for i in range(2):
        x = c.w * (c.fit(0.3, 0.32) + c.fit(0.4, 0.42) * i)
        things.motorbike(c, x, y - 30 * (1 - i), 1.7, ("#f3efe4", "#3f6fa8")[(i + c.seed) % 2])
        rider = replace(dress_up(c.rng, "police"), hat="motor", hat_colour="#f3efe4")
        seated(c, x - 56, y - 30 * (1 - i) - 38, 340, rider, hands=((27, -42), (29, -41)), lean=4)


def _torch_round(c: Canvas, hour: Light, x: float, y: float) -> None:
    for dx in (0, 130):
        walking(c, x + dx, y, 360, dress_up(c.rng, "police" if dx else "militia"))
    hand = (x + 130 + 43, y - 173)
    beam = mix(mix(hour.path, "#50585c", 0.5), "#f5e6a8", 0.45)
    c.poly([hand, (min(c.w, hand[0] + 430), y - 70), (min(c.w, hand[0] + 430), y + 30)], beam)
    c.oval(min(c.w, hand[0] + 430), y - 20, 30, 50, light(beam, 0.3))
    c.round_rect(hand[0] - 18, hand[1] - 8, 40, 18, 5, INK)


MOTIFS = {
    "factory": factory,
    "handshake": handshake,
    "military": military,
    "police_patrol": police_patrol,
}
