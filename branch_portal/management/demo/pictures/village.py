"""Scenes before the public buildings: school, village hall, clinic, market."""

from branch_portal.management.demo.pictures import buildings, landmarks, nature, things
from branch_portal.management.demo.pictures.canvas import Canvas, dark, light, mix
from branch_portal.management.demo.pictures.heads import Look, dress_up
from branch_portal.management.demo.pictures.palette import BRIGHT, FLAME, WHITE, Light, light_of
from branch_portal.management.demo.pictures.people import seated, standing, walking

STRIPES = (("#c8503c", WHITE), ("#4f8291", WHITE), ("#6f9a58", "#f3e7cf"), ("#e0a83e", WHITE))
GOODS = ("#c9412f", "#e28a35", "#7b9a4e", "#e6c34d", "#8a5a86", "#a9c47a", "#d8b184")


def yard(c: Canvas, hour: Light, horizon: float) -> None:
    """Paved ground in front of a building, a path towards us."""
    paving = mix(hour.path, hour.ground, 0.12)
    c.poly([(0, horizon + 54), (c.w, horizon + 54), (c.w, c.h), (0, c.h)], paving)
    c.poly(
        [
            (c.w * 0.44, horizon + 54),
            (c.w * 0.56, horizon + 54),
            (c.w * 0.78, c.h),
            (c.w * 0.22, c.h),
        ],
        light(paving, 0.3),
    )
    for i in range(1, 5):
        y = horizon + 54 + (c.h - horizon - 54) * (i / 5) ** 1.5
        c.rect(0, y, c.w, 2 + i * 0.6, dark(paving, 0.07))


def strollers(c: Canvas, role: str, count: int, top: float, bottom: float, size: float) -> None:
    """People walking, standing and chatting, larger in front."""
    spots = sorted(c.between(top, bottom) for _ in range(count))
    offset = c.rng.random()
    for i, y in enumerate(spots):
        x = c.w * (0.06 + 0.88 * ((offset + i * 0.382) % 1))
        scale = size * (0.62 + 0.38 * (y - top) / (bottom - top + 1))
        look, flip = dress_up(c.rng, role), c.rng.random() < 0.5
        if c.rng.random() < 0.55:
            walking(c, x, y, scale, look, flip)
        else:
            standing(
                c,
                x,
                y,
                scale,
                look,
                (-14, -44),
                c.rng.choice(((14, -44), (24, -98), (9, -58))),
                c.rng.random() < 0.25,
                flip,
            )


def school(c: Canvas) -> None:
    """A school behind its yard: pupils, the flag, flame trees."""
    hour = light_of(c)
    horizon = c.h * c.fit(0.56, 0.5)
    nature.backdrop(c, hour, horizon)
    yard(c, hour, horizon)
    wide = c.w * c.fit(c.between(0.6, 0.7), 0.86)
    x = c.w * c.fit(c.rng.choice((0.42, 0.5)), 0.5)
    base = horizon + 62
    nature.slim_tree(c, x - wide * 0.56, base - 6, 1.3, hour)
    nature.slim_tree(c, x + wide * 0.56, base - 6, 1.2, hour)
    buildings.school(c, x, base, wide, 2 if not c.tall and c.turn(3) else 3)
    for dx in (-0.4, -0.27, -0.15, 0.16, 0.29, 0.41):
        nature.bush(
            c,
            x + wide * dx,
            base + 14,
            0.5,
            hour,
            c.rng.choice((None, "#e8b93f", "#d9603c", "#e3a3b5")),
        )
    things.flagpole(c, c.w * c.fit(0.86, 0.84), base + 60, c.fit(520, 560), 170)
    nature.tree(c, c.w * 0.06, base + 80, c.fit(1.7, 1.4), hour, FLAME if c.turn(2) else None)
    if not c.tall:
        nature.tree(c, c.w * 0.985, base + 120, 1.6, hour, FLAME if c.turn(2, 2) else None)
    scene = c.turn(3, 1)
    if scene == 0:
        for row in range(2):
            for i in range(9 if not c.tall else 6):
                n = 9 if not c.tall else 6
                px = c.w * (0.2 + 0.6 * (i + 0.5 * row) / n)
                standing(
                    c,
                    px,
                    c.h * (0.8 + 0.12 * row),
                    170 + 40 * row,
                    dress_up(c.rng, "pupil"),
                    back=True,
                )
        things.drum(c, c.w * 0.82, c.h * 0.9, 190)
    else:
        strollers(c, "pupil", 10 if not c.tall else 7, c.h * 0.72, c.h * 0.94, 210)
        if scene == 2:
            things.bicycle(
                c, c.w * 0.2, c.h * 0.95, 1.15, c.rng.choice(BRIGHT), c.rng.random() < 0.5
            )
        standing(
            c,
            c.w * c.between(0.4, 0.6),
            c.h * 0.93,
            270,
            dress_up(c.rng, "teacher"),
            (-14, -44),
            (24, -98),
        )


def village_hall(c: Canvas) -> None:
    """The old communal house by its pond, or the new village hall."""
    hour = light_of(c)
    horizon = c.h * c.fit(0.52, 0.47)
    nature.backdrop(c, hour, horizon)
    base = horizon + 64
    x = c.w * c.fit(c.rng.choice((0.46, 0.54)), 0.5)
    if c.turn(2) == 0:
        yard(c, hour, horizon)
        wide = c.w * c.fit(0.58, 0.82)
        for dx in (-0.64, -0.56, 0.6, 0.67):
            nature.areca(c, x + wide * dx, base + 4, c.between(330, 430), hour)
        landmarks.communal_house(c, x, base + 10, wide)
        nature.tree(c, c.w * 0.05, base + 70, 2.0, hour)
        pond = c.h * 0.83
        c.oval(c.w * 0.5, pond + 70, c.w * 0.46, 120, "#c2b498")
        c.oval(c.w * 0.5, pond + 74, c.w * 0.445, 108, hour.water)
        nature.ripples(c, c.w * 0.2, pond + 10, c.w * 0.8, pond + 150, hour.shine, 12)
        for i in range(9):
            lx, ly = c.w * (0.2 + 0.075 * i), pond + 60 + (i * 37) % 80
            c.oval(lx, ly, 34, 9, hour.leaves[i % 3])
            if i % 3 == 0:
                for dx in (-10, 0, 10):
                    c.leaf((lx, ly - 4), (lx + dx, ly - 34), 9, "#d98a9a")
        strollers(c, "villager", 4, c.h * 0.68, c.h * 0.74, 150)
    else:
        yard(c, hour, horizon)
        wide = c.w * c.fit(0.62, 0.88)
        nature.banana(c, x - wide * 0.55, base, 220, hour)
        nature.areca(c, x + wide * 0.56, base, 400, hour)
        buildings.culture_house(c, x, base, wide)
        things.flagpole(c, x + wide * c.rng.choice((-0.42, 0.42)), base + 70, 440, 150)
        for dx in (-0.34, 0.34):
            things.plant_pot(c, x + wide * dx, base + 50, 100, hour, "#e8b93f")
        nature.tree(c, c.w * 0.97, base + 90, 1.8, hour)
        strollers(c, c.rng.choice(("villager", "elder", "cadre")), 7, c.h * 0.74, c.h * 0.93, 240)
        things.motorbike(c, c.w * 0.14, c.h * 0.86, 1.15, c.rng.choice(BRIGHT))
        things.motorbike(c, c.w * 0.26, c.h * 0.9, 1.2, c.rng.choice(BRIGHT))


def clinic(c: Canvas) -> None:
    """The health station, or a check-up in its yard."""
    hour = light_of(c)
    horizon = c.h * c.fit(0.5, 0.46)
    nature.backdrop(c, hour, horizon)
    yard(c, hour, horizon)
    x, wide, base = (
        c.w * c.fit(c.rng.choice((0.44, 0.56)), 0.5),
        c.w * c.fit(0.58, 0.86),
        horizon + 66,
    )
    nature.tree(c, c.w * 0.05, base + 20, 1.7, hour)
    nature.areca(c, c.w * 0.93, base, 400, hour)
    buildings.clinic(c, x, base, wide)
    for dx in (-0.42, -0.3, 0.3, 0.42):
        nature.bush(
            c, x + wide * dx, base + 16, 0.6, hour, c.rng.choice((None, "#e8b93f", "#d9603c"))
        )
    y = c.h * 0.93
    if c.turn(2) == 0:
        nurse, patient = dress_up(c.rng, "nurse"), dress_up(c.rng, "elder")
        middle = c.w * c.fit(c.between(0.44, 0.58), 0.5)
        seated(c, middle - 150, y, 330, patient, hands=((26, -40), (28, -41)))
        things.bench(c, middle - 178, y, 130, 84)
        things.open_table(c, middle + 10, y, 210, 118)
        c.round_rect(middle - 30, y - 158, 84, 42, 6, "#5f8f8c")
        c.disc(middle + 4, y - 138, 14, WHITE)
        standing(c, middle + 150, y, 330, nurse, (-34, -52), (14, -44))
        for i in range(3 if not c.tall else 1):
            px = c.w * 0.08 + 84 * i
            standing(
                c,
                px,
                y - 60 - 12 * (i % 2),
                270,
                dress_up(c.rng, c.rng.choice(("villager", "elder", "farmer"))),
            )
    else:
        strollers(c, "villager", 4, c.h * 0.72, c.h * 0.82, 220)
        standing(c, c.w * 0.36, y, 310, dress_up(c.rng, "nurse"), (-14, -44), (26, -56))
        child = dress_up(c.rng, "child")
        standing(c, c.w * 0.36 + 110, y, 190, child, (-22, -60), (14, -44))
        standing(c, c.w * 0.36 + 190, y, 300, dress_up(c.rng, "villager"), (-24, -48), (14, -44))
        things.motorbike(c, c.w * c.fit(0.78, 0.8), y - 20, 1.3, c.rng.choice(BRIGHT), True)


def market(c: Canvas) -> None:
    """Market day: awnings, heaped baskets, sellers and buyers."""
    hour = light_of(c)
    horizon = c.h * 0.46
    nature.sky(c, hour, horizon)
    nature.mountains(c, horizon, 150, hour.far, hour.glow, c.rng.choice((0, 1, 2)))
    if c.turn(2):
        landmarks.street(c, horizon + 30, 260, hour)
    else:
        nature.tree_line(c, horizon + 20, hour)
        nature.bamboo(c, c.w * 0.1, horizon + 40, 330, hour)
        nature.areca(c, c.w * 0.9, horizon + 40, 380, hour)
    paving = mix(hour.path, "#cdb48c", 0.4)
    c.rect(0, horizon + 26, c.w, c.h, paving)
    count = 4 if not c.tall else 2
    gap = c.w / count
    for i in range(count):
        x, y = gap * (i + 0.5), c.h * 0.69 + (i % 2) * 14
        w = gap * 0.86
        _stall(c, x, y, w, i)
    spots = (0.12, 0.34, 0.62, 0.86) if not c.tall else (0.2, 0.7)
    for i, share in enumerate(spots):
        x, y = c.w * share + c.between(-50, 50), c.h * 0.9 + (i % 2) * 30
        look, kind = (
            dress_up(c.rng, c.rng.choice(("villager", "elder", "farmer"))),
            (i + c.seed) % 4,
        )
        _shopper(c, x, y, look, kind)


def _shopper(c: Canvas, x: float, y: float, look: Look, kind: int) -> None:
    if kind == 0:
        walking(c, x, y, 300, look)
        things.shoulder_pole(c, x, y, 300, GOODS[c.seed % 7])
    elif kind == 1:
        standing(c, x, y, 300, look, (-14, -44), (14, -44), back=True)
        things.basket(c, x + 56, y - 96, 74, GOODS[(c.seed + 2) % 7])
    elif kind == 2:
        things.bicycle(c, x + 70, y + 6, 1.25, c.rng.choice(BRIGHT))
        walking(c, x - 20, y + 6, 290, look)
    else:
        things.basket(c, x - 90, y + 20, 130, GOODS[(c.seed + 4) % 7])
        things.basket(c, x + 60, y + 26, 130, GOODS[(c.seed + 5) % 7])
        standing(c, x - 10, y, 280, look, (-9, -58), (24, -56))


def _stall(c: Canvas, x: float, y: float, w: float, i: int) -> None:
    for side in (-1, 1):
        c.rect(x + side * w * 0.46 - 5, y - 300, 10, 300, "#8a6a45")
    seller = dress_up(c.rng, "farmer" if i % 2 else "villager")
    standing(
        c,
        x + w * c.between(-0.2, 0.2),
        y + 16,
        236,
        seller,
        (-9, -56),
        c.rng.choice(((9, -56), (24, -62))),
    )
    c.rect(x - w * 0.48, y - 90, w * 0.96, 100, "#a0714a")
    c.rect(x - w * 0.5, y - 100, w, 16, "#b98d5f")
    for k in range(3):
        things.basket(c, x + w * 0.31 * (k - 1), y - 94, w * 0.27, GOODS[(i * 3 + k + c.seed) % 7])
    first, second = STRIPES[(i + c.seed) % 4]
    for k in range(8):
        left, right = x - w * 0.42 + w * 0.105 * k, x - w * 0.42 + w * 0.105 * (k + 1)
        low, high = x - w * 0.56 + w * 0.14 * k, x - w * 0.56 + w * 0.14 * (k + 1)
        tone = first if k % 2 else second
        c.poly([(left, y - 372), (right, y - 372), (high, y - 290), (low, y - 290)], tone)
        c.arc((low + high) / 2, y - 291, (high - low) / 2, 20, 0, 180, dark(tone, 0.12))


MOTIFS = {
    "school": school,
    "village_hall": village_hall,
    "clinic": clinic,
    "market": market,
}
