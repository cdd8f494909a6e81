"""Who people are: clothes by role, and heads with their hair and hats."""

import math
from dataclasses import dataclass, replace
from random import Random

from branch_portal.management.demo.pictures.canvas import Canvas, Colour, bend, dark, light
from branch_portal.management.demo.pictures.palette import (
    BRIGHT,
    CLOTHES,
    FLAG_RED,
    GOLD,
    GREYS,
    HAIRS,
    INK,
    RED,
    SKINS,
    STAR,
    STRAW,
    TROUSERS,
    WHITE,
)


@dataclass(frozen=True)
class Look:
    """What somebody wears. `hair`: short, bob, long, bun, bald. `hat`: none, cone, cap, …"""

    skin: Colour
    hair_colour: Colour
    hair: str
    top: Colour
    bottom: Colour
    hat: str = ""
    hat_colour: Colour = STRAW
    dress: bool = False
    scarf: Colour | None = None
    collar: str = ""
    shoes: Colour = INK


UNIFORMS = {
    # role: (top, bottom, hat, colour of the hat, collar)
    "nurse": (WHITE, "#e8eef0", "nurse", WHITE, "open"),
    "worker": ("#4d6f8c", "#3c5268", "helmet", "#e3b13d", "vest"),
    "soldier": ("#66734a", "#59663f", "pith", "#5f6c43", "belt"),
    "militia": ("#6d7549", "#5d653e", "soft", "#66703f", "belt"),
    "police": ("#7f9a55", "#71894a", "peaked", "#718a4b", "badge"),
    "youth": ("#3f6fa8", "#35383f", "", STRAW, "emblem"),
    "pupil": (WHITE, "#2f4866", "", STRAW, "open"),
}


def dress_up(rng: Random, role: str) -> Look:
    """A person of the role: farmer, cadre, teacher, elder, villager, child or a uniform."""
    woman = rng.random() < 0.5
    hair = rng.choice(("long", "bun", "bob")) if woman else "short"
    look = Look(
        skin=rng.choice(SKINS),
        hair_colour=rng.choice(HAIRS),
        hair=hair,
        top=rng.choice(CLOTHES),
        bottom=rng.choice(TROUSERS),
    )
    if role in UNIFORMS:
        look = _uniform(look, role)
    elif role == "farmer":
        hat = "cone" if rng.random() < 0.8 else "pith"
        colour = STRAW if hat == "cone" else "#5f6c43"
        look = replace(
            look, hat=hat, hat_colour=colour, scarf=rng.choice((None, None, *BRIGHT[:5]))
        )
    elif role == "cadre":
        top = rng.choice((WHITE, "#dfe6ea", "#e9dfc9", "#2f4858", "#3f4a55", "#5a3b3b", "#c9d6dc"))
        look = replace(look, top=top, collar="shirt")
    elif role == "teacher":
        look = replace(look, hair="long", top=rng.choice(BRIGHT), bottom=WHITE, dress=True)
    elif role == "elder":
        hair = rng.choice(("bun", "bob")) if woman else rng.choice(("short", "bald"))
        look = replace(look, hair=hair, hair_colour=rng.choice(GREYS))
    elif role == "child":
        look = replace(look, top=rng.choice(BRIGHT), hair=rng.choice(("short", "bob", "bun")))
    elif role == "festive":
        look = replace(
            look, top=rng.choice((RED, GOLD, "#2f6f73", "#7b3d6b", "#c8503c", "#34507a"))
        )
        look = replace(
            look, dress=True, bottom=WHITE, hat="turban", hat_colour=dark(look.top, 0.25)
        )
    return look


def _uniform(look: Look, role: str) -> Look:
    top, bottom, hat, hat_colour, collar = UNIFORMS[role]
    look = replace(look, top=top, bottom=bottom, hat=hat, hat_colour=hat_colour, collar=collar)
    if role == "pupil":
        look = replace(look, scarf=FLAG_RED)
    if role in ("soldier", "militia") and look.hair == "long":
        look = replace(look, hair="bun")
    return look


# Heads ------------------------------------------------------------------------------------


def hair_behind(c: Canvas, look: Look, view: str = "front") -> None:
    """The hair behind a head around the origin: painted before the body in front views."""
    hair = look.hair_colour
    if look.hair == "long" and view != "side":
        c.round_rect(-8.8, -6, 17.6, 22, 6, hair)
    elif look.hair == "long":
        c.blob([(-3, -8), (-9, -3), (-9.5, 8), (-6, 15), (-1, 6)], hair)
    elif look.hair == "bob":
        c.round_rect(-8.9, -7, 17.8 if view != "side" else 10, 14.5, 5, hair)
    elif look.hair == "bun":
        c.disc(0 if view != "side" else -8.5, -9 if view != "side" else -1, 3.8, hair)


def head(c: Canvas, look: Look, view: str = "front") -> None:
    """A head around the origin, radius about 8; `view` is front, back or side (to the right)."""
    skin, hair = look.skin, look.hair_colour
    if view != "front":
        hair_behind(c, look, view)
    if view == "back":
        c.oval(0, 0, 7.8, 8.4, skin if look.hair == "bald" else hair)
        if look.hair in ("short", "bald"):
            c.poly([(-4.4, 5), (4.4, 5), (3.8, 9), (-3.8, 9)], skin)
            c.arc(0, 0, 7.8, 8.4, 20, 160, hair)
            c.disc(-7.9, 1, 1.9, skin)
            c.disc(7.9, 1, 1.9, skin)
    else:
        c.oval(0, 0.4, 7.3, 8.2, skin)
        if view == "side":
            c.poly([(6.6, -1), (8.9, 2.4), (6.3, 3.2)], skin)
            _hair_side(c, look)
        else:
            c.disc(-7.2, 1.4, 1.8, skin)
            c.disc(7.2, 1.4, 1.8, skin)
            _hair_front(c, look)
    _hat(c, look, view)


def _hair_front(c: Canvas, look: Look) -> None:
    if look.hair == "bald":
        c.arc(0, 0, 8, 8.2, 175, 225, look.hair_colour)
        c.arc(0, 0, 8, 8.2, -45, 5, look.hair_colour)
        return
    outer = [(8.1 * math.cos(t), -0.4 + 8.9 * math.sin(t)) for t in _angles(178, 362)]
    if look.hair == "short":
        inner = [(7.2, -0.5), (5.6, -3.6), (1, -4.6), (-4.6, -3.2), (-7.2, -0.2)]
    else:
        inner = [(7.6, 2.6), (5.8, -1.6), (-0.4, -5.8), (-5.8, -1.6), (-7.6, 2.6)]
    c.poly(outer + inner, look.hair_colour)


def _hair_side(c: Canvas, look: Look) -> None:
    if look.hair == "bald":
        c.poly([(-7.6, -3), (-3.4, -2), (-3, 3), (-6, 6), (-7.8, 2)], look.hair_colour)
        return
    outer = [(-0.4 + 8.2 * math.cos(t), -0.4 + 8.8 * math.sin(t)) for t in _angles(120, 325)]
    c.poly(
        [*outer, (5.4, -3.4), (0.6, -3.2), (-0.8, 1.8), (-3.2, 2.2), (-4, 5.6)], look.hair_colour
    )


def _angles(start: int, end: int) -> list[float]:
    return [math.radians(start + (end - start) * i / 12) for i in range(13)]


def _hat(c: Canvas, look: Look, view: str) -> None:
    colour = look.hat_colour
    side = view == "side"
    if look.hat == "cone":
        c.poly(
            [(-16.5, -1.2), *bend((-16.5, -1.2), (0, 2.6), (16.5, -1.2)), (1, -15.5), (-1, -15.5)],
            colour,
        )
        c.poly(
            [(1, -15.5), (16.5, -1.2), *bend((16.5, -1.2), (11, 0.8), (5, 0.6), 4)],
            dark(colour, 0.14),
        )
    elif look.hat == "nurse":
        c.poly([(-6, -5.4), (-7.4, -11), (7.4, -11), (6, -5.4)], colour)
        c.rect(-1, -10.2, 2, 3.8, "#4f8f6a")
        c.rect(-2, -9.3, 4, 2, "#4f8f6a")
    elif look.hat == "turban":
        c.poly([(-8.3, -2.6), (-7.6, -8), (0, -10.4), (7.6, -8), (8.3, -2.6), (0, -5.6)], colour)
        c.line(bend((-7.8, -5), (0, -8.6), (7.8, -5), 6), 1.2, light(colour, 0.25), caps=False)
    elif look.hat == "hood":
        c.poly(
            [
                *((9.6 * math.cos(t), 9.8 * math.sin(t)) for t in _angles(150, 390)),
                (6, 7),
                (6.6, -2),
                (0, -6.4),
                (-6.6, -2),
                (-6, 7),
            ],
            colour,
        )
    elif look.hat == "motor":
        c.arc(0, -1.6, 9, 9.4, 180, 360, colour)
        c.round_rect(
            -9 if not side else -8, -3.4, 18 if not side else 19.5, 2.6, 1.3, dark(colour, 0.2)
        )
    else:
        _service_hat(c, look, view)


def _service_hat(c: Canvas, look: Look, view: str) -> None:
    colour = look.hat_colour
    side = view == "side"
    if look.hat == "helmet":
        c.arc(0, -2.6, 9.2, 9, 180, 360, colour)
        c.round_rect(-10.4 if not side else -9.4, -4, 20.8, 2.8, 1.4, dark(colour, 0.12))
        c.round_rect(-1.4, -11.6, 2.8, 8, 1.2, light(colour, 0.3))
    elif look.hat == "pith":
        c.arc(0, -3, 8.8, 8.4, 180, 360, colour)
        c.poly([(-12.4, -0.6), *bend((-12.4, -0.6), (0, -8), (12.4, -0.6))], dark(colour, 0.14))
        if view == "front":
            c.disc(0, -7, 1.7, STAR)
    elif look.hat in ("soft", "cap"):
        c.round_rect(-8.6, -11, 17.2, 8, 4, colour)
        c.round_rect(
            -10.5 if not side else -8, -5, 21 if not side else 20, 2.6, 1.3, dark(colour, 0.16)
        )
        if look.hat == "soft" and view == "front":
            c.disc(0, -7.6, 1.5, STAR)
    elif look.hat == "peaked":
        c.poly([(-8, -4), (-11.2, -9.4), (0, -13), (11.2, -9.4), (8, -4)], colour)
        c.rect(-8.2, -6.2, 16.4, 2.6, FLAG_RED)
        c.poly(
            [
                (-7.4, -3.8),
                (7.4, -3.8),
                (6 if not side else 11, -1.8),
                (-6 if not side else 3, -1.8),
            ],
            INK,
        )
        if view == "front":
            c.disc(0, -8.4, 1.7, STAR)
