"""The parts of a Word file beside its text: page, styles, page number, what belongs together."""

from branch_portal.lib.paper import Profile

FONT = "Times New Roman"
HEADER_AT = 10  # mm from the edge of the sheet

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
NAMES = f'xmlns:w="{_W}" xmlns:r="{_R}"'
DECLARED = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_RELATED = "http://schemas.openxmlformats.org/package/2006/relationships"
_CORE = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"


def fixed_parts(profile: Profile, title: str) -> dict[str, str]:
    """Return name → XML of everything but the text; `title` is escaped already."""
    return {
        "[Content_Types].xml": _CONTENT_TYPES,
        "_rels/.rels": _relations(
            ("officeDocument", _R, "word/document.xml"),
            ("core-properties", _RELATED + "/metadata", "docProps/core.xml"),
        ),
        "docProps/core.xml": f'<cp:coreProperties xmlns:cp="{_CORE}" '
        f'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{title}</dc:title>'
        "<dc:language>vi-VN</dc:language></cp:coreProperties>",
        "word/_rels/document.xml.rels": _relations(
            ("styles", _R, "styles.xml"),
            ("settings", _R, "settings.xml"),
            ("header", _R, "header1.xml"),
        ),
        "word/styles.xml": _styles(profile),
        "word/settings.xml": _SETTINGS,
        "word/header1.xml": _header(profile),
    }


def letters(
    size: int, *, bold: bool = False, italic: bool = False, underlined: bool = False
) -> str:
    marks = ("<w:b/><w:bCs/>" if bold else "") + ("<w:i/><w:iCs/>" if italic else "")
    line = '<w:u w:val="single"/>' if underlined else ""
    return f'<w:rPr>{marks}<w:sz w:val="{2 * size}"/><w:szCs w:val="{2 * size}"/>{line}</w:rPr>'


def twips(millimetres: float) -> int:
    return round(millimetres * 1440 / 25.4)


def section(profile: Profile) -> str:
    edges = {
        "top": profile.margin_top,
        "right": profile.margin_right,
        "bottom": profile.margin_bottom,
        "left": profile.margin_left,
        "header": min(HEADER_AT, profile.margin_top),
        "footer": min(HEADER_AT, profile.margin_bottom),
        "gutter": 0,
    }
    margins = " ".join(f'w:{side}="{twips(width)}"' for side, width in edges.items())
    return (
        '<w:sectPr><w:headerReference w:type="default" r:id="rId3"/>'
        f'<w:pgSz w:w="{twips(210)}" w:h="{twips(297)}"/><w:pgMar {margins}/>'
        '<w:pgNumType w:start="1"/><w:titlePg/></w:sectPr>'
    )


def _header(profile: Profile) -> str:
    """The number of the page in the top margin; the first page has a header without it."""
    shape = letters(profile.page_number_size)
    field = (
        f'<w:r>{shape}<w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r>{shape}<w:instrText xml:space="preserve"> PAGE </w:instrText></w:r>'
        f'<w:r>{shape}<w:fldChar w:fldCharType="separate"/></w:r>'
        f"<w:r>{shape}<w:t>2</w:t></w:r>"
        f'<w:r>{shape}<w:fldChar w:fldCharType="end"/></w:r>'
    )
    return f'<w:hdr {NAMES}><w:p><w:pPr><w:jc w:val="center"/></w:pPr>{field}</w:p></w:hdr>'


def _styles(profile: Profile) -> str:
    font = " ".join(f'w:{script}="{FONT}"' for script in ("ascii", "hAnsi", "eastAsia", "cs"))
    size = f'<w:sz w:val="{2 * profile.body_size}"/><w:szCs w:val="{2 * profile.body_size}"/>'
    exact = ""
    if profile.line_spacing:
        exact = f' w:line="{20 * profile.line_spacing}" w:lineRule="exact"'
    spacing = (
        f'<w:spacing w:before="{20 * profile.space_before}" '
        f'w:after="{20 * profile.space_after}"{exact}/>'
    )
    indent = f'<w:ind w:firstLine="{twips(profile.first_line)}"/>'
    shape = letters(profile.heading_size, bold=True)
    return (
        f"<w:styles {NAMES}><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts {font}/>{size}"
        '<w:lang w:val="vi-VN" w:eastAsia="vi-VN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
        '<w:pPrDefault><w:pPr><w:spacing w:before="0" w:after="0"/></w:pPr></w:pPrDefault>'
        "</w:docDefaults>"
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/>'
        f"<w:qFormat/><w:rPr><w:rFonts {font}/></w:rPr></w:style>"
        '<w:style w:type="paragraph" w:customStyle="1" w:styleId="Body"><w:name w:val="Body"/>'
        f'<w:basedOn w:val="Normal"/><w:qFormat/><w:pPr>{spacing}{indent}<w:jc w:val="both"/>'
        "</w:pPr></w:style>"
        '<w:style w:type="paragraph" w:customStyle="1" w:styleId="Heading">'
        '<w:name w:val="Part"/><w:basedOn w:val="Body"/><w:qFormat/>'
        f"<w:pPr><w:keepNext/></w:pPr>{shape}</w:style></w:styles>"
    )


def _relations(*targets: tuple[str, str, str]) -> str:
    lines = (
        f'<Relationship Id="rId{number}" Type="{family}/{name}" Target="{target}"/>'
        for number, (name, family, target) in enumerate(targets, start=1)
    )
    return f'<Relationships xmlns="{_RELATED}">{"".join(lines)}</Relationships>'


_CONTENT_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" '
    'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    f'<Override PartName="/word/document.xml" ContentType="{_WORD}.document.main+xml"/>'
    f'<Override PartName="/word/styles.xml" ContentType="{_WORD}.styles+xml"/>'
    f'<Override PartName="/word/settings.xml" ContentType="{_WORD}.settings+xml"/>'
    f'<Override PartName="/word/header1.xml" ContentType="{_WORD}.header+xml"/>'
    '<Override PartName="/docProps/core.xml" '
    'ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>'
)
_SETTINGS = (
    f'<w:settings {NAMES}><w:zoom w:percent="100"/><w:defaultTabStop w:val="567"/>'
    '<w:characterSpacingControl w:val="doNotCompress"/><w:compat>'
    '<w:compatSetting w:name="compatibilityMode" '
    'w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat></w:settings>'
)
