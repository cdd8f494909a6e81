"""Buffaloes, cows and the poultry of a yard, all looking to the right, feet on (x, y)."""

from branch_portal.management.demo.pictures.canvas import Canvas, Colour, bend, dark, light
from branch_portal.management.demo.pictures.palette import INK


def beast(
    c: Canvas,
    x: float,
    y: float,
    scale: float,
    coat: Colour,
    buffalo: bool = False,
    flip: bool = False,
    grazing: bool = False,
) -> None:
    """A cow, or a buffalo with crescent horns, about 200 units long at scale 1."""
    shade = dark(coat, 0.2)
    with c.at(x, y, scale, flip):
        for lx, tone in ((-58, shade), (44, shade), (-76, coat), (60, coat)):
            c.poly([(lx - 10, -62), (lx + 12, -62), (lx + 8, -4), (lx - 6, -4)], tone)
            c.rect(lx - 7, -8, 16, 8, dark(coat, 0.5))
        c.line(bend((-88, -96), (-108, -80), (-102, -44), 6), 6, shade, 4)
        c.oval(-102, -40, 5, 9, dark(coat, 0.5))
        body = [
            (-88, -108),
            (-40, -116),
            (10, -110),
            (52, -122),
            (82, -108),
            (86, -80),
            (60, -56),
            (0, -46),
            (-60, -52),
            (-90, -68),
        ]
        c.blob(body, coat)
        c.blob(
            [(-88, -72), (-40, -62), (30, -62), (70, -66), (52, -52), (0, -46), (-60, -52)], shade
        )
        if not buffalo:
            c.oval(-20, -50, 16, 8, "#e3b79a")
        drop = 42 if grazing else 0
        c.blob(
            [
                (58, -118),
                (100, -128 + drop * 1.1),
                (112, -104 + drop * 1.2),
                (84, -72 + drop * 0.5),
                (58, -78),
            ],
            coat,
        )
        with c.at(104, -118 + drop * 1.3, turn=30 if grazing else 0):
            if buffalo:
                c.line(bend((4, -12), (-46, -6), (-58, -46), 8), 10, "#6a645c", 2)
                c.line(bend((8, -13), (-26, -14), (-28, -54), 8), 10, "#857e74", 2)
            else:
                c.line(bend((0, -14), (2, -28), (12, -32), 5), 6, "#d9cba8", 2)
            c.leaf((-4, -8), (-32, 2), 10, shade)
            c.blob([(-14, -14), (12, -18), (38, 4), (44, 20), (30, 28), (4, 16), (-14, 8)], coat)
            c.oval(36, 19, 11, 10, light(coat, 0.35) if buffalo else "#e6c3a6")
            c.disc(12, -3, 3, INK)
            c.disc(40, 15, 2, dark(coat, 0.5))


def hen(c: Canvas, x: float, y: float, scale: float, coat: Colour, flip: bool = False) -> None:
    """A hen, about 40 units long at scale 1."""
    with c.at(x, y, scale, flip):
        c.line([(-2, -10), (-2, 0)], 2.4, "#d99a3c")
        c.line([(6, -10), (6, 0)], 2.4, "#d99a3c")
        c.blob(
            [
                (-26, -36),
                (-14, -24),
                (4, -26),
                (14, -44),
                (21, -44),
                (20, -20),
                (6, -8),
                (-12, -10),
            ],
            coat,
        )
        c.leaf((-10, -20), (8, -16), 6, dark(coat, 0.2))
        c.disc(17, -43, 6, coat)
        c.poly([(22, -45), (29, -42), (22, -40)], "#e0a83e")
        c.blob([(12, -48), (14, -54), (18, -50), (22, -53), (21, -47)], "#c9352b", 3)
        c.disc(18, -44, 1.2, INK)


def duck(c: Canvas, x: float, y: float, scale: float, coat: Colour, flip: bool = False) -> None:
    """A duck swimming, about 40 units long at scale 1."""
    with c.at(x, y, scale, flip):
        c.blob([(-22, -14), (-8, -12), (8, -14), (20, -10), (14, 0), (-12, 0)], coat)
        c.line([(13, -8), (16, -24)], 7, coat)
        c.disc(17, -26, 6, coat)
        c.poly([(21, -27), (31, -24), (21, -22)], "#e0a83e")
