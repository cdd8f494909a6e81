"""Cut the portal's typeface out of Source Serif 4: one file a style, weights 400 to 700.

    python subset.py SourceSerif4Variable-Roman.ttf portal-serif.woff2 "Portal Serif"

Needs fonttools and brotli. Leaves subset.ttf behind.
"""

import sys

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

# Latin of Western Europe, all of Vietnamese composed, and its marks for decomposed text.
LETTERS = [*range(0x20, 0x7F), *range(0xA0, 0x100), *range(0x1EA0, 0x1EFA)]
LETTERS += map(ord, "ĂăĐđĨĩŨũƠơƯư\u0300\u0301\u0302\u0303\u0306\u0309\u031b\u0323")
LETTERS += map(ord, "–—‘’‚“”„•…‰′″‹›₫€™←↑→↓−≈≤≥\u2009\u202f")
FEATURES = ["kern", "mark", "mkmk", "ccmp", "locl", "lnum", "pnum", "tnum"]

source, target, family = sys.argv[1:]
font = TTFont(source)
options = Options(layout_features=FEATURES)
options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 13, 14]  # with copyright and licence
subsetter = Subsetter(options)
subsetter.populate(unicodes=LETTERS)
subsetter.subset(font)
missing = set(LETTERS) - font.getBestCmap().keys()
assert not missing, sorted(map(hex, missing))
font.save("subset.ttf")
font = instantiateVariableFont(TTFont("subset.ttf"), {"opsz": 14, "wght": (400, 400, 700)})
# "Source" is a reserved name: a changed font goes by another one.
for record in font["name"].names:
    if record.nameID in (1, 3, 4, 6):
        record.string = family.replace(" ", "") if record.nameID == 6 else family
font.flavor = "woff2"
font.save(target)
