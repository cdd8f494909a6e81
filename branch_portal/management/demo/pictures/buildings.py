"""Houses and public buildings, each standing on (x, y), the middle of its foot, `w` wide."""

from branch_portal.management.demo.pictures.canvas import Canvas, Colour, dark, light, mix
from branch_portal.management.demo.pictures.palette import FLAG_RED, ROOFS, STAR, WALLS, WHITE
from branch_portal.management.demo.pictures.things import banner

GLASS = "#6b8a96"


def roof(
    c: Canvas, x: float, y: float, w: float, h: float, colour: Colour, slope: float = 0.1
) -> None:
    """A tiled hip roof, its eaves on y, with courses of tiles."""
    c.poly(
        [
            (x - w / 2, y),
            (x - w / 2 + w * slope, y - h),
            (x + w / 2 - w * slope, y - h),
            (x + w / 2, y),
        ],
        colour,
    )
    for i in (1, 2, 3):
        inset = w * slope * i / 4
        c.rect(x - w / 2 + inset, y - h * i / 4, w - inset * 2, h * 0.045, dark(colour, 0.16))
    c.rect(
        x - w / 2 + w * slope - 4,
        y - h - h * 0.05,
        w - w * slope * 2 + 8,
        h * 0.1,
        dark(colour, 0.2),
    )
    c.rect(x - w / 2, y, w, h * 0.1, dark(colour, 0.32))


def pane(c: Canvas, x: float, y: float, w: float, h: float, frame: Colour = "#7a5a3c") -> None:
    """A window seen from outside, upper left corner in (x, y)."""
    c.rect(x - w * 0.1, y - w * 0.1, w * 1.2, h + w * 0.2, light(frame, 0.5))
    c.rect(x, y, w, h, GLASS)
    c.poly([(x, y), (x + w * 0.62, y), (x, y + h * 0.62)], light(GLASS, 0.22))
    c.rect(x + w * 0.46, y, w * 0.08, h, light(frame, 0.5))
    c.rect(x - w * 0.16, y + h + w * 0.08, w * 1.32, w * 0.1, dark(frame, 0.1))


def door(c: Canvas, x: float, y: float, w: float, h: float, colour: Colour = "#7a4a2b") -> None:
    """A double door standing on (x, y)."""
    c.rect(x - w * 0.56, y - h * 1.05, w * 1.12, h * 1.05, light(colour, 0.4))
    c.rect(x - w / 2, y - h, w, h, colour)
    for side in (-1, 1):
        for row in (0.1, 0.54):
            c.rect(
                x + side * w * 0.25 - w * 0.16,
                y - h + h * row,
                w * 0.32,
                h * 0.34,
                dark(colour, 0.2),
            )
    c.rect(x - w * 0.015, y - h, w * 0.03, h, dark(colour, 0.45))


def house(c: Canvas, x: float, y: float, w: float, wall: Colour | None = None) -> None:
    """A village house of three bays with a veranda."""
    rng = c.rng
    wall = wall or rng.choice(WALLS)
    h, tiles = w * 0.3, rng.choice(ROOFS)
    c.rect(x - w / 2, y - h, w, h, wall)
    c.rect(x + w * 0.26, y - h, w * 0.24, h, dark(wall, 0.08))
    c.rect(x - w / 2, y - h, w, h * 0.14, dark(wall, 0.22))
    door(c, x, y - h * 0.04, w * 0.15, h * 0.72)
    for side in (-1, 1):
        pane(c, x + side * w * 0.3 - w * 0.055, y - h * 0.72, w * 0.11, h * 0.42)
    for i in range(4):
        c.rect(x - w * 0.48 + w * 0.313 * i, y - h, w * 0.022, h, light(wall, 0.5))
    c.rect(x - w * 0.53, y - h * 0.06, w * 1.06, h * 0.1, "#b9a68a")
    roof(c, x, y - h, w * 1.14, w * 0.2, tiles, 0.09)


def school(c: Canvas, x: float, y: float, w: float, floors: int = 2) -> None:
    """A school of two or three floors with galleries, the stairs in the middle."""
    rng = c.rng
    wall, tiles = rng.choice(WALLS[:5]), rng.choice(ROOFS)
    storey = w * 0.135
    h = storey * floors
    c.rect(x - w / 2, y - h, w, h, wall)
    bays = 9
    for floor in range(floors):
        _storey(c, x, y - h + floor * storey, w, storey, wall, floor < floors - 1)
    for bay in range(bays + 1):
        c.rect(x - w / 2 + w * bay / bays - w * 0.006, y - h, w * 0.012, h, light(wall, 0.55))
    roof(c, x, y - h, w * 1.07, w * 0.085, tiles, 0.05)
    middle = w / bays * 1.25
    c.rect(x - middle / 2, y - h - w * 0.05, middle, h + w * 0.05, light(wall, 0.25))
    c.poly(
        [
            (x - middle * 0.66, y - h - w * 0.05),
            (x, y - h - w * 0.115),
            (x + middle * 0.66, y - h - w * 0.05),
        ],
        dark(tiles, 0.12),
    )
    c.star(x, y - h - w * 0.067, w * 0.017, STAR)
    for floor in range(floors - 1):
        pane(c, x - w * 0.04, y - h + floor * storey + storey * 0.26, w * 0.08, storey * 0.42)
    banner(c, x - middle * 0.44, y - h - w * 0.036, middle * 0.88, w * 0.032, 1)
    door(c, x, y, w * 0.075, storey * 0.78)
    c.rect(x - w * 0.52, y - w * 0.006, w * 1.04, w * 0.014, "#c4b394")


def _storey(
    c: Canvas, x: float, top: float, w: float, storey: float, wall: Colour, railing: bool
) -> None:
    c.rect(x - w / 2, top, w, storey * 0.1, dark(wall, 0.2))
    for bay in range(9):
        if bay == 4:
            continue
        left = x - w / 2 + w * bay / 9
        if bay in (0, 3, 5, 8):
            c.rect(left + w * 0.034, top + storey * 0.26, w * 0.044, storey * 0.68, "#7d5b3c")
            c.rect(left + w * 0.055, top + storey * 0.26, w * 0.003, storey * 0.68, "#5b3f28")
        else:
            pane(c, left + w * 0.034, top + storey * 0.3, w * 0.046, storey * 0.38)
    if railing:
        c.rect(x - w / 2, top + storey * 0.72, w, storey * 0.05, light(wall, 0.6))
        for i in range(37):
            c.rect(
                x - w / 2 + w * i / 37,
                top + storey * 0.76,
                w * 0.008,
                storey * 0.2,
                light(wall, 0.6),
            )


def culture_house(c: Canvas, x: float, y: float, w: float) -> None:
    """A new village hall: gable front, columns, a star, a red banner over the doors."""
    rng = c.rng
    wall, tiles = rng.choice(WALLS), rng.choice(ROOFS)
    h = w * 0.34
    c.rect(x - w / 2, y - h, w, h, wall)
    c.rect(x + w * 0.3, y - h, w * 0.2, h, dark(wall, 0.07))
    roof(c, x, y - h, w * 1.1, w * 0.12, tiles, 0.07)
    for side in (-1, 1):
        for i in (0, 1):
            pane(
                c,
                x + side * (w * 0.26 + w * 0.13 * i) - w * 0.037,
                y - h * 0.68,
                w * 0.075,
                h * 0.4,
            )
    porch = w * 0.36
    c.rect(x - porch / 2, y - h * 1.04, porch, h * 1.04, light(wall, 0.35))
    c.poly(
        [(x - porch * 0.6, y - h * 1.02), (x, y - h * 1.56), (x + porch * 0.6, y - h * 1.02)],
        dark(tiles, 0.12),
    )
    c.poly(
        [(x - porch * 0.47, y - h * 1.05), (x, y - h * 1.46), (x + porch * 0.47, y - h * 1.05)],
        light(wall, 0.35),
    )
    c.star(x, y - h * 1.18, w * 0.035, FLAG_RED)
    banner(c, x - porch * 0.46, y - h * 0.98, porch * 0.92, h * 0.2, 1)
    for i in (-1, 0, 1):
        door(c, x + porch * 0.29 * i, y, porch * 0.22, h * 0.6)
    for side in (-1, 1):
        c.rect(x + side * porch * 0.46 - w * 0.012, y - h * 1.02, w * 0.024, h * 1.02, WHITE)
    for i in range(3):
        c.rect(
            x - porch * (0.56 + 0.05 * i),
            y - 4 - w * 0.012 * (2 - i),
            porch * (1.12 + 0.1 * i),
            w * 0.013,
            ("#d9ccb2", "#c9bb9e", "#b8a98c")[i],
        )


def clinic(c: Canvas, x: float, y: float, w: float) -> None:
    """A commune health station: white and pale green, a green cross, a ramp."""
    rng = c.rng
    wall, trim = (
        rng.choice(("#f4efe2", "#eef0e6", "#f3e9d6")),
        rng.choice(("#5f9a86", "#4f8291", "#6f9a6a")),
    )
    h = w * 0.34
    c.rect(x - w / 2, y - h, w, h, wall)
    c.rect(x - w / 2, y - h * 0.16, w, h * 0.16, mix(trim, wall, 0.45))
    c.rect(x - w / 2, y - h * 0.56, w, h * 0.05, mix(trim, wall, 0.6))
    for i in (0, 1, 2, 5, 6, 7):
        for row in (0, 1):
            pane(
                c,
                x - w * 0.455 + w * 0.122 * i,
                y - h * 0.9 + row * h * 0.46,
                w * 0.06,
                h * 0.24,
                trim,
            )
    c.rect(x - w * 0.53, y - h - w * 0.03, w * 1.06, w * 0.04, trim)
    c.rect(x - w * 0.12, y - h * 1.26, w * 0.24, h * 1.26, light(wall, 0.5))
    c.rect(x - w * 0.135, y - h * 1.3, w * 0.27, w * 0.028, trim)
    c.disc(x, y - h * 1.02, w * 0.052, trim)
    c.rect(x - w * 0.011, y - h * 1.02 - w * 0.034, w * 0.022, w * 0.068, WHITE)
    c.rect(x - w * 0.034, y - h * 1.02 - w * 0.011, w * 0.068, w * 0.022, WHITE)
    banner(c, x - w * 0.1, y - h * 0.76, w * 0.2, h * 0.16, 1, trim)
    c.rect(x - w * 0.075, y - h * 0.5, w * 0.15, h * 0.5, GLASS)
    c.rect(x - w * 0.004, y - h * 0.5, w * 0.008, h * 0.5, WHITE)
    c.poly(
        [(x - w * 0.07, y - h * 0.5), (x - w * 0.01, y - h * 0.5), (x - w * 0.07, y - h * 0.2)],
        light(GLASS, 0.25),
    )
    c.rect(x - w * 0.16, y - h * 0.58, w * 0.32, h * 0.06, trim)
    c.poly(
        [
            (x - w * 0.16, y),
            (x + w * 0.16, y),
            (x + w * 0.19, y + h * 0.07),
            (x - w * 0.19, y + h * 0.07),
        ],
        "#cfc2a8",
    )
