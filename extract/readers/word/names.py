"""The qualified names of WordprocessingML that are read."""

from __future__ import annotations

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_W = f"{{{WORD}}}"
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
FOOTNOTE_REFERENCE, ENDNOTE_REFERENCE = _W + "footnoteReference", _W + "endnoteReference"
CUSTOM_MARK_FOLLOWS = _W + "customMarkFollows"
FOOTNOTE, ENDNOTE = _W + "footnote", _W + "endnote"
VANISH, VERT_ALIGN, R_STYLE = _W + "vanish", _W + "vertAlign", _W + "rStyle"
STRIKE, DOUBLE_STRIKE = _W + "strike", _W + "dstrike"
P_PR, P_STYLE, NUM_PR, NUM_ID, ILVL = _W + "pPr", _W + "pStyle", _W + "numPr", _W + "numId", _W + "ilvl"
TABS, LEADER, PAGE_BREAK_BEFORE, SECT_PR = _W + "tabs", _W + "leader", _W + "pageBreakBefore", _W + "sectPr"
TBL_PR, TBL_BORDERS, TBL_STYLE, TBL_GRID, GRID_COL = _W + "tblPr", _W + "tblBorders", _W + "tblStyle", _W + "tblGrid", _W + "gridCol"
TR_PR, GRID_BEFORE, HIDDEN = _W + "trPr", _W + "gridBefore", _W + "hidden"
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
MATH, MATH_PARAGRAPH, MATH_TEXT = (
    f"{{http://schemas.openxmlformats.org/officeDocument/2006/math}}{name}" for name in ("oMath", "oMathPara", "t")
)
