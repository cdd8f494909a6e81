"""People: simple rounded figures, adult height 100 units, feet on the origin."""

import math
from collections.abc import Sequence
from dataclasses import replace
from random import Random

from branch_portal.management.demo.pictures.canvas import (
    Canvas,
    Colour,
    Point,
    bend,
    dark,
    light,
    mix,
)
from branch_portal.management.demo.pictures.heads import Look, dress_up, hair_behind, head
from branch_portal.management.demo.pictures.palette import FLAG_RED, GOLD, STAR

# Figures seen from the front or the back ----------------------------------------------------


def _elbow(start: Point, end: Point, upper: float, lower: float, way: float) -> Point:
    """Where a two-part limb bends; a target out of reach gives a straight limb."""
    dx, dy = end[0] - start[0], end[1] - start[1]
    far = math.hypot(dx, dy) or 0.01
    reach = min(far, (upper + lower) * 0.999)
    cos = (upper * upper + reach * reach - lower * lower) / (2 * upper * reach)
    turn = math.acos(max(-1.0, min(1.0, cos))) * way
    angle = math.atan2(dy, dx) + turn
    return start[0] + math.cos(angle) * upper, start[1] + math.sin(angle) * upper


def _arm(c: Canvas, start: Point, hand: Point, look: Look, sleeve: Colour, way: float) -> None:
    if hand[1] < start[1] or (way * start[0] < 0 and abs(hand[0]) > 19):
        # Raised or reaching out, an arm bends the other way: the elbow hangs below the hand.
        way = -way
    elbow = _elbow(start, hand, 17, 16, way)
    dx, dy = hand[0] - elbow[0], hand[1] - elbow[1]
    far = math.hypot(dx, dy) or 1
    hand = (elbow[0] + dx / far * min(far, 16), elbow[1] + dy / far * min(far, 16))
    c.disc(hand[0], hand[1], 3.3, look.skin)
    wrist = (elbow[0] + (hand[0] - elbow[0]) * 0.84, elbow[1] + (hand[1] - elbow[1]) * 0.84)
    c.line([start, elbow, wrist], 7.6, sleeve, 5.6)


def standing(
    c: Canvas,
    x: float,
    y: float,
    height: float,
    look: Look,
    left: Point = (-14, -44),
    right: Point = (14, -44),
    back: bool = False,
    flip: bool = False,
) -> None:
    """Somebody standing on (x, y). `left` and `right` are where the hands go, feet at (0, 0)."""
    top, shade = look.top, dark(look.top, 0.14)
    with c.at(x, y, height / 100, flip):
        _legs(c, look)
        if not back:
            for side, hand in ((-1, left), (1, right)):
                if _low(hand):
                    _arm(c, (side * 10.6, -76.5), hand, look, shade if side > 0 else top, -side)
        if not back:
            with c.at(0, -91):
                hair_behind(c, look)
        _torso(c, look, back)
        for side, hand in ((-1, left), (1, right)):
            if back or not _low(hand):
                _arm(
                    c,
                    (side * 10.6, -76.5),
                    hand,
                    look,
                    shade if side > 0 else light(top, 0.05),
                    -side,
                )
        with c.at(0, -91):
            head(c, look, "back" if back else "front")


def _torso(c: Canvas, look: Look, back: bool) -> None:
    top, shade = look.top, dark(look.top, 0.14)
    c.poly([(-3.6, -90), (3.6, -90), (4, -78), (-4, -78)], dark(look.skin, 0.16))
    body = [
        (-4, -82), (-11, -80), (-14, -74), (-11.6, -60), (-11.2, -44), (0, -42.5),
        (11.2, -44), (11.6, -60), (14, -74), (11, -80), (4, -82),
    ]  # fmt: skip
    c.blob(body, top, 4)
    c.blob(
        [(5, -80), (11, -80), (14, -74), (11.6, -60), (11.2, -44), (6, -43.2), (8, -62)],
        shade,
        4,
    )
    if back and look.scarf:
        c.poly([(-8, -81), (8, -81), (0, -72)], look.scarf)
    if not back:
        _chest(c, look)


def _legs(c: Canvas, look: Look) -> None:
    top, shade = look.top, dark(look.top, 0.14)
    if not look.dress:
        for side in (-1, 1):
            c.line([(side * 5, -48), (side * 6, -5)], 10, look.bottom, 7.6, caps=False)
            c.oval(side * 6.6, -2.4, 5, 2.6, look.shoes)
        c.poly([(-1, -40), (1, -40), (0.4, -5), (-0.4, -5)], dark(look.bottom, 0.25))
    else:
        for side in (-1, 1):
            c.line([(side * 4.6, -40), (side * 5.2, -4)], 9.4, dark(look.bottom, 0.05), caps=False)
            c.oval(side * 5.6, -2.4, 4.6, 2.4, look.shoes)
        c.poly([(-9, -56), (9, -56), (12, -11), *bend((12, -11), (0, -8), (-12, -11), 6)], top)
        c.poly([(3, -56), (9, -56), (12, -11), (7, -10)], shade)


def _low(hand: Point) -> bool:
    """Hanging arms go behind the body, working arms in front of it."""
    return hand[1] > -52 and abs(hand[0]) > 10


def _chest(c: Canvas, look: Look) -> None:
    top = look.top
    c.poly([(-4, -82.5), (4, -82.5), (0, -76)], look.skin)
    if look.collar == "shirt":
        c.poly([(-5, -83), (0, -76.4), (-4.4, -73.6)], light(top, 0.45))
        c.poly([(5, -83), (0, -76.4), (4.4, -73.6)], light(top, 0.45))
        c.rect(-0.4, -74, 0.8, 29, dark(top, 0.2))
        c.rect(3.6, -70, 5.4, 0.9, dark(top, 0.2))
    elif look.collar == "open":
        c.poly([(-5, -83), (0, -75), (-5.4, -72)], light(top, 0.6))
        c.poly([(5, -83), (0, -75), (5.4, -72)], light(top, 0.6))
        c.rect(-0.5, -74, 1, 30, dark(top, 0.12))
    elif look.collar == "vest":
        for side in (-1, 1):
            c.poly(
                [(side * 4, -81), (side * 9, -79), (side * 10.4, -45), (side * 1.4, -44)], "#dd8a3c"
            )
        c.rect(-10.6, -62, 21.2, 3.2, "#f3e3a4")
    elif look.collar in ("belt", "badge"):
        _belt(c, top)
    elif look.collar == "emblem":
        c.disc(5.2, -70, 2.4, FLAG_RED)
        c.disc(5.2, -70, 1.1, STAR)
        c.poly([(-5, -83), (0, -76.4), (-4.4, -74)], dark(top, 0.2))
        c.poly([(5, -83), (0, -76.4), (4.4, -74)], dark(top, 0.2))
    if look.scarf:
        _scarf(c, look.scarf)


def _belt(c: Canvas, top: Colour) -> None:
    c.rect(-11.2, -51.4, 22.4, 3.6, dark(top, 0.45))
    c.rect(-1.8, -51.8, 3.6, 4.4, GOLD)
    for side in (-1, 1):
        c.poly([(side * 4, -82), (side * 6.4, -79), (side * 2.2, -76.4)], FLAG_RED)
        c.rect(side * 6.4 - 2.4, -70, 4.8, 4.6, dark(top, 0.12))


def _scarf(c: Canvas, colour: Colour) -> None:
    c.poly([(-6.4, -83), (6.4, -83), (0, -76)], colour)
    c.poly([(-0.6, -77), (1.6, -77), (5, -65), (0.6, -66.4)], colour)
    c.poly([(0.6, -77), (-1.6, -77), (-5, -65), (-0.6, -66.4)], dark(colour, 0.1))


# Figures seen from the side -----------------------------------------------------------------


def sideways(
    c: Canvas,
    x: float,
    y: float,
    height: float,
    look: Look,
    hip: Point = (0, -46),
    lean: float = 4,
    feet: Sequence[Point] = ((-9, -2), (10, -2)),
    hands: Sequence[Point] = ((-8, -44), (12, -46)),
    nod: float = 0,
    flip: bool = False,
) -> None:
    """Somebody looking to the right. `lean` bends the back forward, in degrees; the far foot and
    hand come first."""
    top = look.top
    with c.at(x, y, height / 100, flip):
        t = math.radians(lean)
        up = (math.sin(t), -math.cos(t))
        shoulder = (hip[0] + up[0] * 32, hip[1] + up[1] * 32)
        _arm(c, shoulder, hands[0], look, dark(top, 0.22), 1)
        for i, foot in enumerate(feet):
            tone = dark(look.bottom, 0.2) if i == 0 else look.bottom
            knee = _elbow((hip[0], hip[1] + 1), foot, 22.4, 21.7, -1)
            c.line([(hip[0], hip[1] + 1), knee, foot], 11, tone, 7)
            c.oval(foot[0] + 3, foot[1] - 0.2, 5.6, 2.7, look.shoes)
        with c.at(hip[0], hip[1], turn=lean):
            c.poly([(-3, -46), (3, -46), (4, -33), (-3, -33)], dark(look.skin, 0.16))
            body = [
                (-3, -37),
                (-8.6, -31),
                (-9, -14),
                (-8.4, 2),
                (0, 4),
                (8, 2),
                (8, -12),
                (8.4, -26),
                (4.4, -36),
            ]
            c.blob(body, top, 4)
            c.blob(
                [(-3, -37), (-8.6, -31), (-9, -14), (-8.4, 2), (-4, 3), (-5, -14), (-4.6, -28)],
                dark(top, 0.12),
                4,
            )
            if look.dress and lean < 30:
                c.poly([(-8.6, -4), (8.2, -4), (9, 32), (-10, 34)], top)
            if look.collar == "vest":
                c.poly([(-6, -34), (5, -33), (7.4, 1), (-8, 1)], "#dd8a3c")
                c.rect(-8.4, -16, 16.4, 3.2, "#f3e3a4")
            if look.collar in ("belt", "badge"):
                c.rect(-8.8, -5, 17, 3.6, dark(top, 0.45))
            if look.scarf:
                c.poly([(-5, -38), (5.4, -37), (6, -30), (-3, -33)], look.scarf)
            with c.at(1.5, -46, turn=nod):
                head(c, look, "side")
        _arm(c, shoulder, hands[1], look, light(top, 0.06), 1)


def walking(c: Canvas, x: float, y: float, height: float, look: Look, flip: bool = False) -> None:
    """Somebody on the way to the right (to the left when flipped)."""
    feet, hands = ((-13, -4), (12, -2)), ((12, -48), (-11, -46))
    sideways(c, x, y, height, look, feet=feet, hands=hands, flip=flip)


def bending(c: Canvas, x: float, y: float, height: float, look: Look, flip: bool = False) -> None:
    """Somebody bent over the ground: planting, weeding, picking up."""
    sideways(
        c, x, y, height, look, hip=(-10, -44), lean=76, nod=-40,
        feet=((-14, -2), (-2, -2)), hands=((22, -12), (28, -10)), flip=flip,
    )  # fmt: skip


def seated(
    c: Canvas,
    x: float,
    y: float,
    height: float,
    look: Look,
    hands: Sequence[Point] = ((20, -42), (22, -40)),
    lean: float = 3,
    nod: float = 8,
    flip: bool = False,
) -> None:
    """Somebody sitting on a seat 26 units high, looking to the right."""
    sideways(
        c, x, y, height, look, hip=(-8, -29), lean=lean, nod=nod,
        feet=((12, -2), (16, -2)), hands=hands, flip=flip,
    )  # fmt: skip


def digging(
    c: Canvas, x: float, y: float, height: float, look: Look, blade: Colour, flip: bool = False
) -> None:
    """Somebody working the ground with a hoe or a spade."""
    with c.at(x, y, height / 100, flip):
        c.line([(8, -62), (42, -3)], 2.6, "#8a6a45")
        c.poly([(38, -8), (46, -6), (47, 4), (40, 5)], blade)
    sideways(
        c, x, y, height, look, hip=(-4, -45), lean=28, nod=6,
        feet=((-16, -2), (9, -2)), hands=((30, -24), (17, -48)), flip=flip,
    )  # fmt: skip


def row_of_backs(
    c: Canvas,
    looks: Sequence[Look],
    x0: float,
    x1: float,
    y: float,
    height: float,
    chair: Colour | None,
) -> None:
    """People sitting with their backs to us, on chairs when a colour is given."""
    count = len(looks)
    for i, look in enumerate(looks):
        x = x0 + (x1 - x0) * (i + 0.5) / count
        wobble = (i * 37 % 11 - 5) * height * 0.006
        standing(
            c,
            x + wobble,
            y + height * 0.42 + wobble,
            height,
            look,
            (-14, -44),
            (14, -44),
            back=True,
        )
        if chair:
            with c.at(x + wobble, y, height / 100):
                for side in (-1, 1):
                    c.rect(side * 11 - 1.6, 10, 3.2, 46, dark(chair, 0.25))
                c.round_rect(-14, 12, 28, 9, 3, dark(chair, 0.12))
                c.round_rect(-12.5, -20, 25, 32, 4, chair)
                c.round_rect(-8.5, -15, 17, 8, 2, dark(chair, 0.16))


def crowd(rng: Random, role: str, count: int) -> list[Look]:
    """So many people of one role."""
    return [dress_up(rng, role) for _ in range(count)]


def tint_top(look: Look, colour: Colour, share: float = 1) -> Look:
    """The same person in another top."""
    return replace(look, top=mix(look.top, colour, share))
