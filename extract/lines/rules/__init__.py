"""Decides what each line of a document is.

ROW_RULES are small questions in one order; the first that answers wins, and its name is kept for the ledger and `jospar explain`. A rule
sees the line, what was read before it (Seen) and how the document as a whole is written (Style); it sees no other state.
"""

from jospar.extract.lines.rules import page, rest, rows, titles
from jospar.extract.lines.rules.base import Rule, RuleName

_IN_ORDER: tuple[Rule, ...] = (
    page.page_margin,
    page.header,
    page.repeated_header,
    page.column_numbers,
    page.rule_of_dashes,
    page.page_number,
    page.contents_entry,
    page.table_continues,
    page.other_table,
    page.caption,
    page.footnote,
    page.transition,
    titles.labelled_heading,
    titles.section_label,
    titles.labelled_indicator,
    page.running_header,
    titles.indicator_sentence,
    rows.table_unit,
    rows.key_and_value,
    rows.merged_row,
    rows.continuation,
    rows.completed_row,
    titles.chapter,
    titles.coded_heading,
    rows.list_label,
    titles.styled_heading,
    titles.section_heading,
    page.label_in_other_table,
    rows.row_group,
    rows.nameless_row,
    rows.measure,
    rest.front_line,
    rest.lost_series,
    rest.text_between_rows,
    rest.prose,
    rest.unread_row,
)

# A rule whose function is renamed and its name is not stops the program here, rather than the branches that ask for the name.
ROW_RULES: tuple[tuple[RuleName, Rule], ...] = tuple((RuleName(rule.__name__), rule) for rule in _IN_ORDER)
