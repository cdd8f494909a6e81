"""The shared colours, and the light of the hour a scene is painted in."""

from dataclasses import dataclass

from branch_portal.management.demo.pictures.canvas import Canvas

RED = "#b3262a"
FLAG_RED = "#c9252b"
STAR = "#ffd54a"
GOLD = "#d9a441"
BRICK = "#a94432"
IVORY = "#f6ecd8"
WOOD = "#8f613d"
DARK_WOOD = "#6b4529"
STRAW = "#e6cf94"
FLAME = "#d9503c"
INK = "#33302e"
SLATE = "#4a6475"
WHITE = "#f7f3ea"

SKINS = ("#c99b77", "#d8aa86", "#be8c66", "#e0b592", "#b58059")
HAIRS = ("#2e2622", "#3a2c25", "#26221f", "#453229")
GREYS = ("#b9b3a9", "#8f8a83", "#d3cec5")
CLOTHES = (
    "#44606f", "#8d4a3a", "#4e6a4b", "#6b5a78", "#3d5a73", "#a8663f", "#4a6d66", "#b5803c",
    "#7c3b45", "#5f7f8c", "#c08a5a", "#577a5a", "#b9a27c", "#86566f",
)  # fmt: skip
BRIGHT = ("#c8503c", "#e0a83e", "#4f8291", "#7b9a4e", "#b5588a", "#dd8a4b", "#5a74a3", "#e9d9b6")
TROUSERS = ("#3b3a40", "#4a4038", "#2f3b46", "#5b5348", "#38342f", "#54606a")
WALLS = ("#f2d59c", "#f3e3c3", "#eec98a", "#e9dcc4", "#e8cfae", "#dfe0cf", "#f0d3b4")
ROOFS = ("#a94432", "#9c3d2f", "#b5523a", "#94463a", "#a8553f")


@dataclass(frozen=True)
class Light:
    """The colours of one hour of the day, far to near."""

    sky: str
    glow: str
    sun: str
    cloud: str
    far: str
    middle: str
    near: str
    ground: str
    ground_dark: str
    path: str
    water: str
    shine: str
    leaves: tuple[str, str, str]
    rice: tuple[str, ...]
    tint: tuple[str, float]


LIGHTS = (
    Light(  # early morning
        "#f3e7cf", "#f8efdc", "#f0c36a", "#fbf5e8", "#c5ccba", "#a8b896", "#8ba576", "#9db27c",
        "#7f9a63", "#e3cfa6", "#abc5c3", "#cfdfda", ("#4f7a4a", "#5f8a52", "#3f6a45"),
        ("#c9c26a", "#d9cd72", "#b9bd5d", "#d3c766", "#a9b352", "#c8be5c"), ("#f3d9a0", 0.04),
    ),
    Light(  # clear day
        "#d6e6e8", "#eaf0ea", "#f8e6ae", "#f6f7f0", "#a6bec2", "#8cab9a", "#79996c", "#93b070",
        "#76965a", "#e6d6b2", "#8fb6c0", "#bcd6d9", ("#47794f", "#5b8c52", "#386649"),
        ("#a9bb55", "#bcc962", "#93ad4d", "#c9cf6d", "#84a04a", "#b1c05b"), ("#dbe8ea", 0.03),
    ),
    Light(  # golden hour
        "#f8ddb0", "#fcebcb", "#ee9f4a", "#fdf0d6", "#d6b99c", "#b9a67c", "#9a9a62", "#b3ab64",
        "#8f8f50", "#ecd0a0", "#dcc08f", "#f3dfb4", ("#6a7b41", "#7e8a48", "#54693c"),
        ("#d8b450", "#e5c460", "#c4a548", "#eccd6c", "#b3993f", "#d9bb58"), ("#f5b868", 0.09),
    ),
    Light(  # morning mist
        "#e4e6de", "#f1f0e8", "#f5e9c8", "#f4f3ec", "#c3cdc9", "#a5b6ac", "#89a28c", "#98ae83",
        "#7c956c", "#ddd2b8", "#b0c3c3", "#d3dedb", ("#4c7560", "#5e8668", "#3e6354"),
        ("#a7b775", "#b6c383", "#98ab6a", "#c2c98c", "#8b9f60", "#adb978"), ("#e8ebe4", 0.08),
    ),
    Light(  # dusk
        "#ecc4a4", "#f6dcc0", "#d9603c", "#f5d9bf", "#b39a9c", "#8f8587", "#76806a", "#8f9463",
        "#707a4f", "#d9b48c", "#c69c8c", "#eac4a6", ("#5a6b46", "#6d7a4c", "#475a40"),
        ("#c49a4e", "#d3ab5a", "#b08c48", "#dbb868", "#9c8042", "#c4a053"), ("#d07a52", 0.10),
    ),
    Light(  # blue afternoon
        "#b9d0d6", "#dde3da", "#f6dfa2", "#e9eeea", "#86a2ae", "#6e9190", "#638667", "#82a168",
        "#648350", "#dcc9a2", "#6f9cab", "#a3c3cb", ("#3e6f50", "#4f8153", "#315d48"),
        ("#93ab4c", "#a7ba58", "#7f9a46", "#b6c264", "#728c43", "#9bb052"), ("#9fb9c4", 0.05),
    ),
)  # fmt: skip

STORM = Light(
    "#a9b4b8", "#c3c8c4", "#d5d3c4", "#c4cacb", "#8c9da3", "#768c8b", "#667f6b", "#7f9468",
    "#64794f", "#bcae90", "#9a9076", "#b9af95", ("#43664f", "#527556", "#365647"),
    ("#93a05b", "#a3ae67", "#848f50", "#adb571", "#77844a", "#98a35e"), ("#8795a0", 0.08),
)  # fmt: skip


def light_of(canvas: Canvas) -> Light:
    """The hour for this picture; neighbouring seeds get different hours."""
    hour = LIGHTS[(canvas.seed * 5 + canvas.rng.randrange(2) * 3) % len(LIGHTS)]
    canvas.tint = hour.tint
    return hour
