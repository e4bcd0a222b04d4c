"""The qualified names of WordprocessingML that are read."""

from __future__ import annotations

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
PREFIX = f"{{{WORD}}}"
_W = PREFIX
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"

BODY, P, TBL, TR, TC = _W + "body", _W + "p", _W + "tbl", _W + "tr", _W + "tc"
SDT, SDT_CONTENT, CUSTOM_XML, SMART_TAG = _W + "sdt", _W + "sdtContent", _W + "customXml", _W + "smartTag"
INS, DEL, MOVE_TO, MOVE_FROM = _W + "ins", _W + "del", _W + "moveTo", _W + "moveFrom"
HYPERLINK, FLD_SIMPLE, DIR, BDO, ALT_CHUNK = _W + "hyperlink", _W + "fldSimple", _W + "dir", _W + "bdo", _W + "altChunk"
RUBY, RUBY_BASE = _W + "ruby", _W + "rubyBase"
R, R_PR, T, SYM = _W + "r", _W + "rPr", _W + "t", _W + "sym"
TAB, PTAB, BR, CR = _W + "tab", _W + "ptab", _W + "br", _W + "cr"
NO_BREAK_HYPHEN, LAST_RENDERED_PAGE_BREAK, FLD_CHAR = _W + "noBreakHyphen", _W + "lastRenderedPageBreak", _W + "fldChar"
DRAWING, PICT, OBJECT, TXBX_CONTENT = _W + "drawing", _W + "pict", _W + "object", _W + "txbxContent"
INSTRUCTION, DELETED_INSTRUCTION, INSTR = _W + "instrText", _W + "delInstrText", _W + "instr"
FF_DATA, CHECK_BOX, CHECKED, DROP_DOWN, LIST_ENTRY, RESULT = (
    _W + "ffData", _W + "checkBox", _W + "checked", _W + "ddList", _W + "listEntry", _W + "result",
)  # fmt: skip
SDT_PR, SHOWING_PLACEHOLDER, CONTROL, SUB_DOC = _W + "sdtPr", _W + "showingPlcHdr", _W + "control", _W + "subDoc"
FOOTNOTE_REFERENCE, ENDNOTE_REFERENCE = _W + "footnoteReference", _W + "endnoteReference"
CUSTOM_MARK_FOLLOWS = _W + "customMarkFollows"
FOOTNOTE, ENDNOTE = _W + "footnote", _W + "endnote"
VANISH, VERT_ALIGN, R_STYLE, POSITION, SIZE, SCALE = (
    _W + "vanish", _W + "vertAlign", _W + "rStyle", _W + "position", _W + "sz", _W + "w",
)  # fmt: skip
SHD, HIGHLIGHT, OUTLINE, FRAME, DROP_CAP = _W + "shd", _W + "highlight", _W + "outline", _W + "framePr", _W + "dropCap"
TEXT_FILL, TEXT_OUTLINE = (f"{{http://schemas.microsoft.com/office/word/2010/wordml}}{name}" for name in ("textFill", "textOutline"))
BACKGROUND, SHOWS_BACKGROUND = _W + "background", _W + "displayBackgroundShape"
DOC_DEFAULTS, R_PR_DEFAULT = _W + "docDefaults", _W + "rPrDefault"
STRIKE, DOUBLE_STRIKE = _W + "strike", _W + "dstrike"
P_PR, P_STYLE, NUM_PR, NUM_ID, ILVL = _W + "pPr", _W + "pStyle", _W + "numPr", _W + "numId", _W + "ilvl"
OUTLINE_LEVEL = _W + "outlineLvl"
TABS, LEADER, PAGE_BREAK_BEFORE, SECT_PR = _W + "tabs", _W + "leader", _W + "pageBreakBefore", _W + "sectPr"
TBL_LOOK, TBL_STYLE_PR, ROW_BAND, COLUMN_BAND = _W + "tblLook", _W + "tblStylePr", _W + "tblStyleRowBandSize", _W + "tblStyleColBandSize"
TBL_PR, TBL_BORDERS, TBL_STYLE, TBL_GRID, GRID_COL = _W + "tblPr", _W + "tblBorders", _W + "tblStyle", _W + "tblGrid", _W + "gridCol"
TR_PR, GRID_BEFORE, ROW_HEIGHT, HEIGHT_RULE = _W + "trPr", _W + "gridBefore", _W + "trHeight", _W + "hRule"
SPACING, LINE, LINE_RULE = _W + "spacing", _W + "line", _W + "lineRule"
TC_PR, GRID_SPAN, V_MERGE, H_MERGE, CELL_DEL, TC_BORDERS = (
    _W + "tcPr", _W + "gridSpan", _W + "vMerge", _W + "hMerge", _W + "cellDel", _W + "tcBorders",
)  # fmt: skip
STYLE, STYLE_ID, BASED_ON, NAME, DEFAULT = _W + "style", _W + "styleId", _W + "basedOn", _W + "name", _W + "default"
ABSTRACT_NUM, ABSTRACT_NUM_ID, NUM, LVL = _W + "abstractNum", _W + "abstractNumId", _W + "num", _W + "lvl"
START, NUM_FMT, LVL_TEXT, LVL_RESTART, IS_LGL, SUFF = (
    _W + "start", _W + "numFmt", _W + "lvlText", _W + "lvlRestart", _W + "isLgl", _W + "suff",
)  # fmt: skip
LVL_OVERRIDE, START_OVERRIDE, NUM_STYLE_LINK, STYLE_LINK = _W + "lvlOverride", _W + "startOverride", _W + "numStyleLink", _W + "styleLink"
VAL, TYPE, ID, WIDTH, COLOR, CHAR, FONT, FLD_CHAR_TYPE = (
    _W + "val", _W + "type", _W + "id", _W + "w", _W + "color", _W + "char", _W + "font", _W + "fldCharType",
)  # fmt: skip
ALTERNATE_CONTENT, FALLBACK = _MC + "AlternateContent", _MC + "Fallback"
RELATION_ID = _R + "id"
_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
MATH, MATH_PARAGRAPH, MATH_RUN, MATH_TEXT = _M + "oMath", _M + "oMathPara", _M + "r", _M + "t"
_WP, _A = (f"{{http://schemas.openxmlformats.org/drawingml/2006/{name}}}" for name in ("wordprocessingDrawing", "main"))
EXTENT, DRAWING_NAME, ANCHOR, BLIP = _WP + "extent", _WP + "docPr", _WP + "anchor", _A + "blip"
_VML, _WPS = "{urn:schemas-microsoft-com:vml}", "{http://schemas.microsoft.com/office/word/2010/wordprocessingShape}"
TEXT_PATH, SHAPE, SHAPE_PROPERTIES, SHAPE_STYLE = _VML + "textpath", _WPS + "wsp", _WPS + "spPr", _WPS + "style"
SOLID_FILL, NO_FILL, PLAIN_COLOR = _A + "solidFill", _A + "noFill", _A + "srgbClr"
CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}chart"
DIAGRAM = "{http://schemas.openxmlformats.org/drawingml/2006/diagram}relIds"
IMAGE_DATA, OLE_OBJECT, INK = (
    _VML + "imagedata",
    "{urn:schemas-microsoft-com:office:office}OLEObject",
    "{http://schemas.microsoft.com/office/word/2010/wordprocessingInk}contentPart",
)
