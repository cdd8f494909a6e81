"""Scenes under a roof: classroom, library, computer."""

from branch_portal.management.demo.pictures import things
from branch_portal.management.demo.pictures.canvas import Canvas, Colour, dark, light, mix
from branch_portal.management.demo.pictures.heads import dress_up
from branch_portal.management.demo.pictures.meetings import room, windows
from branch_portal.management.demo.pictures.palette import (
    BRIGHT,
    DARK_WOOD,
    GOLD,
    RED,
    SLATE,
    STAR,
    WOOD,
    Light,
    light_of,
)
from branch_portal.management.demo.pictures.people import (
    crowd,
    row_of_backs,
    seated,
    standing,
    tint_top,
)


def classroom(c: Canvas) -> None:
    """A lesson: teacher, blackboard, pupils from behind."""
    hour = light_of(c)
    floor = c.h * c.fit(0.62, 0.55)
    room(c, floor, hour)
    board = c.rng.choice(("#3f5f52", "#37544e", "#46635a"))
    wide = c.w * c.fit(0.5, 0.72)
    left = c.w * c.fit(c.rng.choice((0.25, 0.12)), 0.14)
    top, tall = floor * 0.2, floor * 0.46
    c.rect(left - 14, top - 14, wide + 28, tall + 28, WOOD)
    c.rect(left, top, wide, tall, board)
    c.rect(left, top + tall + 8, wide, 10, light(WOOD, 0.2))
    _chalk(c, left, top, wide, tall, board)
    c.rect(left + wide / 2 - 36, top - 92, 72, 58, RED)
    c.star(left + wide / 2, top - 62, 18, STAR)
    if not c.tall:
        spare = c.w - left - wide
        if spare > c.w * 0.3:
            things.window(c, c.w - spare * 0.72, top - 10, spare * 0.5, tall, hour)
        else:
            for x in (left * 0.24, c.w - left * 0.76):
                things.window(c, x, top, left * 0.5, tall, hour)
    teacher = dress_up(c.rng, c.rng.choice(("teacher", "teacher", "cadre")))
    x = left + wide * c.rng.choice((0.52, 0.1, 0.95))
    standing(
        c,
        x,
        floor + 60,
        380,
        teacher,
        (-32, -90),
        c.rng.choice(((14, -44), (9, -60))),
        flip=c.rng.random() < 0.5,
    )
    desk_x = left + wide * c.rng.choice((0.75, 0.28))
    things.table(c, desk_x - 110, floor - 60, 220, 130, 14)
    things.vase(c, desk_x + 50, floor - 58, 70, hour)
    role = ("pupil", "pupil", "child")[c.turn(3)]
    if role == "child":
        things.bunting(c, -20, 20, c.w / 2, 16, 110, 44)
        things.bunting(c, c.w / 2, 16, c.w + 20, 20, 110, 44)
    _pupils(c, role, floor)


def _pupils(c: Canvas, role: str, floor: float) -> None:
    rows = c.fit(2, 3)
    for row in range(int(rows)):
        size = 250 + 70 * row
        y = floor + 120 + (c.h - floor - 60) * row / rows
        count = int(c.w / (size * 0.62))
        looks = crowd(c.rng, role, count)
        for i, look in enumerate(looks):
            px = c.w * (i + 0.5) / count + (row % 2) * 26
            lifted = c.rng.random() < 0.22
            right = (16, -112) if lifted else (14, -44)
            standing(c, px, y + size * 0.55, size, look, (-14, -44), right, back=True)
        for k in range((count + 1) // 2):
            px = c.w * (k * 2 + 1) / count + (row % 2) * 26
            c.rect(px - size * 0.62, y + size * 0.06, size * 1.24, size * 0.06, "#a9774c")
            c.rect(px - size * 0.6, y + size * 0.12, size * 1.2, size * 0.22, "#8f613d")
            c.rect(px - size * 0.6, y + size * 0.3, size * 1.2, size * 0.4, "#7b5132")


def _chalk(c: Canvas, left: float, top: float, wide: float, tall: float, board: Colour) -> None:
    chalk = "#dfe6da"
    picture = c.turn(3)
    if picture == 0:
        c.poly(
            [
                (left + wide * 0.62, top + tall * 0.75),
                (left + wide * 0.75, top + tall * 0.25),
                (left + wide * 0.9, top + tall * 0.75),
            ],
            mix(board, chalk, 0.45),
        )
    elif picture == 1:
        for i in range(5):
            c.rect(
                left + wide * (0.6 + 0.06 * i),
                top + tall * (0.7 - 0.09 * (i * 7 % 5)),
                wide * 0.035,
                tall * (0.1 + 0.09 * (i * 7 % 5)),
                mix(board, chalk, 0.6),
            )
    else:
        c.disc(left + wide * 0.75, top + tall * 0.48, tall * 0.26, mix(board, "#a9c6cf", 0.7))
        c.blob(
            [
                (left + wide * 0.72, top + tall * 0.3),
                (left + wide * 0.78, top + tall * 0.36),
                (left + wide * 0.75, top + tall * 0.62),
                (left + wide * 0.7, top + tall * 0.5),
            ],
            mix(board, "#9db27c", 0.8),
        )
    for i, share in enumerate((0.36, 0.28, 0.4, 0.22)):
        c.round_rect(
            left + wide * 0.08,
            top + tall * (0.18 + 0.17 * i),
            wide * share,
            tall * 0.045,
            4,
            mix(board, chalk, 0.75),
        )


def _shelves(c: Canvas, x: float, y: float, w: float, h: float, rows: int) -> None:
    c.rect(x, y, w, h, dark(WOOD, 0.1))
    spines = (
        "#a94432",
        "#44606f",
        "#d9a441",
        "#4e6a4b",
        "#7c5b78",
        "#c98a5a",
        "#e3d3ae",
        "#5f7f8c",
        "#8d4a3a",
    )
    gap = h / rows
    for row in range(rows):
        c.rect(x + 10, y + gap * row + 10, w - 20, gap - 14, dark(DARK_WOOD, 0.25))
        px, end = x + 16, x + w - 26
        while px < end:
            if c.rng.random() < 0.1:
                px += c.rng.uniform(10, 40)
                continue
            thick = c.rng.uniform(10, 20)
            tall = (gap - 20) * c.rng.uniform(0.66, 0.96)
            colour = c.rng.choice(spines)
            thick = min(thick, end + 10 - px)
            c.rect(px, y + gap * (row + 1) - 4 - tall, thick, tall, colour)
            c.rect(
                px, y + gap * (row + 1) - 4 - tall * 0.82, thick, tall * 0.07, light(colour, 0.4)
            )
            px += thick + 1.5


def _book(c: Canvas, x: float, y: float, size: float, cover: Colour) -> None:
    c.poly(
        [
            (x - size, y - size * 0.5),
            (x, y - size * 0.36),
            (x, y + size * 0.36),
            (x - size, y + size * 0.22),
        ],
        cover,
    )
    c.poly(
        [
            (x + size, y - size * 0.5),
            (x, y - size * 0.36),
            (x, y + size * 0.36),
            (x + size, y + size * 0.22),
        ],
        dark(cover, 0.12),
    )


def library(c: Canvas) -> None:
    """A reading room: shelves, a long table, readers young and old."""
    hour = light_of(c)
    floor = c.h * 0.66
    room(c, floor, hour)
    rows = 4 if not c.tall else 5
    layout = c.turn(2)
    if layout == 0 or c.tall:
        half = c.w * c.fit(0.33, 0.34)
        _shelves(c, c.w * 0.03, c.h * 0.09, half, floor - c.h * 0.09, rows)
        _shelves(c, c.w * 0.97 - half, c.h * 0.09, half, floor - c.h * 0.09, rows)
        things.window(c, c.w / 2 - c.w * 0.09, c.h * 0.14, c.w * 0.18, floor * 0.5, hour)
    else:
        _shelves(c, c.w * 0.3, c.h * 0.08, c.w * 0.66, floor - c.h * 0.08, rows)
        things.window(c, c.w * 0.06, c.h * 0.12, c.w * 0.17, floor * 0.55, hour)
    things.plant_pot(c, c.w * (0.5 if layout == 0 else 0.26), floor + 6, 150, hour)
    x = c.w * c.rng.choice((0.2, 0.8))
    standing(
        c,
        x,
        floor + 50,
        330,
        dress_up(c.rng, c.rng.choice(("teacher", "cadre", "villager"))),
        (-8, -66),
        (8, -66),
    )
    _book(c, x, floor - 176, 26, c.rng.choice(BRIGHT))
    table_y = c.h * 0.86
    count = c.rng.choice((3, 4)) if not c.tall else 2
    for i in range(count):
        x = c.w * (0.5 + c.fit(0.66, 0.72) * ((i + 0.5) / count - 0.5))
        role = c.rng.choice(("pupil", "child", "elder", "youth", "villager"))
        size = 300 if role in ("child", "pupil") else 350
        standing(c, x, table_y + 140, size, dress_up(c.rng, role), (-8, -58), (8, -58))
        _book(c, x, table_y + 140 - size * 0.55, 40, c.rng.choice(BRIGHT))
    wood = c.rng.choice(("#a0714a", "#8f613d"))
    c.rect(c.w * c.fit(0.1, 0.05), table_y - 20, c.w * c.fit(0.8, 0.9), 34, light(wood, 0.2))
    c.rect(c.w * c.fit(0.12, 0.07), table_y + 14, c.w * c.fit(0.76, 0.86), c.h - table_y, wood)
    c.rect(c.w * c.fit(0.12, 0.07), table_y + 14, c.w * c.fit(0.76, 0.86), 12, dark(wood, 0.2))
    for share in (0.24, 0.47, 0.78):
        height = 0.0
        for _ in range(c.rng.randrange(1, 5)):
            c.round_rect(
                c.w * share - 50 + c.rng.uniform(-8, 8),
                table_y - 38 - height,
                100,
                17,
                3,
                c.rng.choice(BRIGHT),
            )
            height += 18
    if c.turn(2, 2) == 0:
        looks = crowd(c.rng, "pupil", 3 if not c.tall else 2)
        row_of_backs(c, looks, c.w * 0.14, c.w * 0.86, c.h - 10, 330, "#9a6a42")


def computer(c: Canvas) -> None:
    """Learning the computer: a digital-skills group at work, or one desk seen from the side."""
    hour = light_of(c)
    floor = c.h * c.fit(0.66, 0.62)
    room(c, floor, hour)
    things.banner(
        c,
        c.w * c.fit(0.36, 0.22),
        floor * 0.09,
        c.w * c.fit(0.28, 0.56),
        floor * 0.12,
        1,
        c.rng.choice((RED, "#34527a")),
    )
    if c.turn(2) == 0:
        _two_at_a_desk(c, hour, floor)
    else:
        _row_of_screens(c, hour, floor)


def _two_at_a_desk(c: Canvas, hour: Light, floor: float) -> None:
    windows(c, floor * 0.2, c.w * c.fit(0.16, 0.2), floor * 0.42, hour)
    foot, middle = c.h * 0.95, c.w * c.fit(0.48, 0.44)
    size = c.fit(640, 600)
    if not c.tall:
        _shelves(c, c.w * 0.62, floor * 0.36, c.w * 0.15, floor * 0.64, 4)
    things.plant_pot(c, c.w * c.fit(0.9, 0.86), floor + 30, 210, hour)
    c.oval(middle, foot + 4, c.w * 0.42, 30, dark("#c7ae8a", 0.1))
    things.open_table(
        c, middle + size * 0.3, foot, size * 1.0, size * 0.42, c.rng.choice((WOOD, "#a0714a"))
    )
    pupil = dress_up(c.rng, c.rng.choice(("elder", "villager", "elder")))
    x = middle - size * 0.34
    c.rect(x - size * 0.16, foot - size * 0.28, size * 0.26, 16, SLATE)
    c.rect(x - size * 0.17, foot - size * 0.62, 14, size * 0.36, SLATE)
    for dx in (-0.13, 0.07):
        c.rect(x + size * dx, foot - size * 0.26, 9, size * 0.26, dark(SLATE, 0.3))
    helper = dress_up(c.rng, "youth")
    standing(c, x + size * 0.06, foot - 26, size * 0.98, helper, (-15, -44), (34, -60))
    seated(c, x, foot, size, pupil, hands=((30, -46), (32, -45)))
    screen_x, screen_y = middle + size * 0.4, foot - size * 0.42
    c.poly(
        [
            (screen_x - 12, screen_y - 44),
            (screen_x + 12, screen_y - 44),
            (screen_x + 12, screen_y - 4),
            (screen_x - 12, screen_y - 4),
        ],
        "#6a6660",
    )
    things.monitor(c, screen_x, screen_y, size * 0.38)
    c.poly(
        [
            (screen_x - size * 0.3, screen_y - 6),
            (screen_x - size * 0.22, screen_y - 6),
            (screen_x - size * 0.2, screen_y + 2),
            (screen_x - size * 0.34, screen_y + 2),
        ],
        "#57534e",
    )
    things.plant_pot(c, middle + size * 0.7, screen_y, 90, hour)


def _row_of_screens(c: Canvas, hour: Light, floor: float) -> None:
    if not c.tall:
        windows(c, floor * 0.2, c.w * 0.14, floor * 0.4, hour)
    count = 3 if not c.tall else 2
    teacher = dress_up(c.rng, c.rng.choice(("youth", "teacher")))
    standing(c, c.w * c.fit(0.5, 0.5), floor + 40, 400, teacher, (-32, -90), (14, -50))
    board = c.w * c.fit(0.24, 0.3)
    c.rect(c.w * c.fit(0.22, 0.1), floor * 0.3, board, floor * 0.3, "#e9efe9")
    for i, share in enumerate((0.7, 0.5, 0.6)):
        c.rect(
            c.w * c.fit(0.22, 0.1) + board * 0.1,
            floor * (0.35 + 0.07 * i),
            board * share,
            12,
            (SLATE, GOLD, RED)[i],
        )
    nature_y = c.h * 0.8
    for row in range(2):
        y, size = nature_y - 130 + row * c.fit(190, 240), 330 + 80 * row
        for i in range(count + (1 - row)):
            n = count + (1 - row)
            x = c.w * (i + 0.5) / n
            things.monitor(
                c,
                x + size * 0.12,
                y + 6,
                size * 0.62,
                c.rng.choice((SLATE, "#4e6a4b", "#5f7f8c", "#44606f")),
            )
            c.rect(x - c.w / n * 0.47, y, c.w / n * 0.94, 22, "#b98d5f")
            c.rect(x - c.w / n * 0.45, y + 22, c.w / n * 0.9, 180, "#8f613d")
            look = dress_up(c.rng, c.rng.choice(("villager", "elder", "cadre", "farmer")))
            look = tint_top(look, hour.glow, 0.05)
            row_of_backs(c, [look], x - size * 0.4, x + size * 0.1, y + 110, size, SLATE)


MOTIFS = {
    "classroom": classroom,
    "library": library,
    "computer": computer,
}
