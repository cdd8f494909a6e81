"""Scenes of the farmyard: orchard, cattle, kitchen garden."""

from branch_portal.management.demo.pictures import animals, buildings, nature, things
from branch_portal.management.demo.pictures.canvas import Canvas, Colour, dark, light, mix
from branch_portal.management.demo.pictures.fields import farmers
from branch_portal.management.demo.pictures.heads import dress_up
from branch_portal.management.demo.pictures.palette import WHITE, WOOD, Light, light_of
from branch_portal.management.demo.pictures.people import standing, walking


def orchard(c: Canvas) -> None:
    """Rows of fruit trees, ladders and baskets."""
    hour = light_of(c)
    horizon = c.h * 0.42
    nature.backdrop(c, hour, horizon)
    fruit = ("#e28a35", "#c9412f", "#e6b93d", "#b5486a")[c.turn(4)]
    nature.band(c, c.h * 0.5, 8, mix(hour.ground, "#c9b07a", 0.18))
    for row, (y, scale) in enumerate(((0.5, 0.55), (0.62, 0.85), (0.8, 1.3))):
        gap = 260 * scale
        x = -gap * c.between(0, 0.8)
        c.poly(
            [
                (0, c.h * y + 4),
                (c.w, c.h * y + 4),
                (c.w, c.h * y + 26 * scale),
                (0, c.h * y + 26 * scale),
            ],
            dark(hour.ground, 0.06),
        )
        while x < c.w + gap:
            if row < 2 or abs(x - c.w / 2) > c.w * 0.2:
                _fruit_tree(c, x, c.h * y, scale, hour, fruit)
            x += gap * c.between(0.92, 1.12)
    x, y = c.w * c.between(0.4, 0.6), c.h * 0.93
    if c.turn(2):
        with c.at(x - 150, c.h * 0.86, 1.1, turn=8):
            for side in (-1, 1):
                c.line([(side * 26, 0), (side * 16, -300)], 8, "#a8824e")
            for k in range(7):
                c.line([(-24 + k, -30 - 40 * k), (24 - k, -30 - 40 * k)], 6, "#b98d52")
        standing(
            c,
            x - 130,
            c.h * 0.86 - 120,
            240,
            dress_up(c.rng, "farmer"),
            (-24, -108),
            (14, -44),
            back=True,
        )
    standing(
        c,
        x + 60,
        y - 20,
        300,
        dress_up(c.rng, "farmer"),
        (-9, -58),
        c.rng.choice(((9, -58), (24, -100))),
    )
    walking(
        c,
        x + 250,
        y - 40,
        280,
        dress_up(c.rng, c.rng.choice(("farmer", "villager", "cadre"))),
        flip=True,
    )
    for dx in (-60, 140, -250):
        things.basket(c, x + dx, y + c.between(0, 30), 120, fruit)


def _fruit_tree(c: Canvas, x: float, y: float, scale: float, hour: Light, fruit: Colour) -> None:
    things.shadow(c, x, y + 8 * scale, 90 * scale, hour.ground)
    nature.tree(c, x, y + 6, scale, hour)
    for k in range(15):
        fx = x + ((k * 61) % 150 - 75) * scale
        fy = y - (100 + (k * 47) % 108) * scale
        c.disc(fx, fy, 9 * scale, fruit)
        c.disc(fx - 2 * scale, fy - 3 * scale, 3 * scale, light(fruit, 0.45))


def cattle(c: Canvas) -> None:
    """Cows or buffaloes on the pasture, or fed at the byre."""
    hour = light_of(c)
    horizon = c.h * 0.45
    nature.backdrop(c, hour, horizon)
    byre = c.turn(2) == 1
    coats = c.rng.choice(
        (("#b5703f", "#c98a52", "#9c5d35", "#d8b184"), ("#5f5852", "#6d645b", "#544d48", "#776c60"))
    )
    buffalo = coats[0] == "#5f5852"
    if byre:
        x, wide, y = c.w * 0.5, c.w * c.fit(0.66, 0.94), c.h * 0.68
        c.rect(x - wide / 2, y - 280, wide, 280, dark(WOOD, 0.35))
        for i in range(7):
            c.rect(x - wide / 2 + wide * i / 6 - 9, y - 290, 18, 296, WOOD)
        buildings.roof(c, x, y - 270, wide * 1.1, 110, "#a94432", 0.07)
        for i in range(3 if not c.tall else 2):
            animals.beast(
                c,
                x + wide * (0.33 * i - 0.32 if not c.tall else 0.4 * i - 0.2),
                y + 8,
                1.05,
                coats[i % 4],
                buffalo,
                i == 2,
            )
        c.rect(x - wide / 2, y - 50, wide, 66, "#b39a74")
        c.rect(x - wide / 2, y - 56, wide, 12, "#cbb48c")
        for i in range(24):
            gx = x - wide / 2 + wide * (i + 0.5) / 24
            c.leaf(
                (gx, y - 50),
                (gx + c.between(-24, 24), y - 50 - c.between(14, 34)),
                7,
                hour.leaves[i % 3],
            )
    else:
        for x, y, scale in (
            (0.16, 0.55, 0.5),
            (0.74, 0.56, 0.52),
            (0.42, 0.62, 0.75),
            (0.84, 0.72, 1.0),
            (0.2, 0.78, 1.2),
        ):
            px = c.w * x + c.between(-50, 50)
            things.shadow(c, px, c.h * y, 110 * scale, hour.ground)
            animals.beast(
                c,
                px,
                c.h * y,
                scale,
                c.rng.choice(coats),
                buffalo,
                c.rng.random() < 0.5,
                c.rng.random() < 0.6,
            )
        nature.tree(c, c.w * 0.95, c.h * 0.62, 1.2, hour)
    y = c.h * 0.93
    x = c.w * c.between(0.42, 0.62)
    if c.rng.random() < 0.5 or byre:
        things.basket(c, x + 90, y, 120, hour.leaves[1])
        standing(c, x, y, 300, dress_up(c.rng, "farmer"), (-14, -44), (22, -54))
    else:
        walking(c, x, y, 280, dress_up(c.rng, c.rng.choice(("farmer", "child"))), flip=True)
    if byre:
        standing(
            c,
            x - c.w * 0.24,
            y - 10,
            290,
            dress_up(c.rng, c.rng.choice(("nurse", "cadre", "youth"))),
            (-9, -60),
            (9, -60),
        )
        c.rect(x - c.w * 0.24 - 24, y - 200, 48, 34, WHITE)
    nature.tufts(c, c.h * 0.72, dark(hour.ground_dark, 0.06), 18)


def kitchen_garden(c: Canvas) -> None:
    """Vegetable beds before the house, a trellis, hens."""
    hour = light_of(c)
    horizon = c.h * 0.42
    nature.backdrop(c, hour, horizon)
    ground = mix(hour.ground, "#cdb68a", 0.35)
    nature.band(c, c.h * 0.54, 4, ground)
    x = c.w * c.rng.choice((0.32, 0.62) if not c.tall else (0.5,))
    nature.banana(c, x - 330, c.h * 0.56, 240, hour)
    nature.areca(c, x + 300, c.h * 0.55, 380, hour)
    nature.areca(c, x + 350, c.h * 0.56, 320, hour)
    buildings.house(c, x, c.h * 0.56, 540)
    nature.bush(c, x - 270, c.h * 0.575, 0.9, hour, "#e8b93f")
    for bed in range(4):
        _bed(c, hour, bed)
    if c.turn(2):
        tx, ty = c.w * c.fit(0.84, 0.7), c.h * 0.8
        for dx in (-150, 0, 150):
            c.line([(tx + dx, ty), (tx + dx, ty - 260)], 8, "#a8824e")
        c.round_rect(tx - 190, ty - 290, 380, 44, 20, hour.leaves[0])
        for i in range(9):
            c.disc(tx - 180 + 45 * i, ty - 276 + (i % 2) * 14, 30, hour.leaves[i % 3])
        for i in range(5):
            c.oval(tx - 130 + 66 * i, ty - 206 + (i % 3) * 20, 13, 34 + (i % 2) * 12, "#a9c47a")
    farmers(c, [(c.w * c.between(0.3, 0.45), c.h * 0.76, 210)])
    standing(
        c,
        c.w * c.between(0.55, 0.68),
        c.h * 0.93,
        290,
        dress_up(c.rng, "farmer"),
        (-14, -44),
        (24, -50),
    )
    hx = c.w * c.between(0.08, 0.2)
    for i in range(c.rng.randrange(2, 5)):
        animals.hen(
            c,
            hx + 80 * i,
            c.h * 0.625 - (i % 2) * 12,
            1.1,
            c.rng.choice(("#a8563a", "#d8b184", "#6b4a38", WHITE)),
            i % 2 == 1,
        )


def _bed(c: Canvas, hour: Light, bed: int) -> None:
    crops = ("leaf", "cabbage", "tall", "flower", "leaf")
    t = bed / 3
    y = c.h * (0.64 + 0.11 * bed + 0.025 * bed * t)
    deep = 34 + 26 * bed
    c.poly([(0, y), (c.w, y - 6), (c.w, y + deep), (0, y + deep + 6)], "#8a6444")
    c.poly([(0, y), (c.w, y - 6), (c.w, y + 9), (0, y + 14)], "#a27a55")
    crop, size = crops[(bed + c.seed) % 5], 24 + 14 * bed
    step = size * (1.5 if crop == "cabbage" else 1.15)
    for i in range(int(c.w / step) + 1):
        px, py = i * step + (bed % 2) * step / 2, y + 4
        green = mix(hour.leaves[i % 2], "#9fc26a", 0.35)
        if crop == "cabbage":
            c.oval(px, py, size * 0.66, size * 0.36, dark(green, 0.1))
            c.disc(px, py - size * 0.18, size * 0.36, light(green, 0.3))
            c.arc(px, py - size * 0.18, size * 0.36, size * 0.36, 20, 200, light(green, 0.12))
        else:
            tall = size * (1.5 if crop == "tall" else 0.9)
            for dx in (-0.4, 0, 0.4):
                c.leaf(
                    (px, py),
                    (px + dx * size, py - tall * (1 - abs(dx) * 0.6)),
                    size * 0.2,
                    green,
                    0,
                )
            if crop == "flower":
                c.disc(px, py - tall, size * 0.2, c.rng.choice(("#e8b93f", "#d9603c", "#e3d3ae")))


MOTIFS = {
    "orchard": orchard,
    "cattle": cattle,
    "kitchen_garden": kitchen_garden,
}
