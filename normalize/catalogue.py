"""Every issue and every refusal, in one place: code, severity, what it means, what to do, an example from a real document, its traits.

Leaf functions raise Unreadable with one of these codes; `jospar.normalize.issues` alone turns codes into Issue records. docs/issues.md is
made from here. Code that treats some issues otherwise than others asks for a trait of the entry, never for a list of codes.
"""

from __future__ import annotations

from dataclasses import KW_ONLY, dataclass

from jospar.extract.words.years import FIRST_YEAR, LAST_YEAR
from jospar.normalize.records import Severity


class Unreadable(Exception):
    """A printed text has no certain meaning: `code` is an issue code, `detail` says what was seen, `suggestion` what would fit."""

    def __init__(self, code: str, detail: str = "", suggestion: str | None = None) -> None:
        super().__init__(f"{code}: {detail}" if detail else code)
        self.code = code
        self.detail = detail
        self.suggestion = suggestion


@dataclass(frozen=True, slots=True)
class IssueKind:
    """What one issue code means to the person who reads it, and to the program.

    `settled_by` names the columns whose correction answers it; ANY_VALUE stands for a number in any year of the row.
    `doubts_row`: where it names no year, it speaks against every number of its record.
    `by_own_row`: a number is doubted for the numbers of its own row alone, so that a relation to other rows may outweigh it.
    `tells_of_lack`: it says already that a row has no number, or that its cells are in doubt.
    `about_corrections`: it is about an entry of the corrections, which nothing but a change of that entry answers.
    `passing`: the same file may be read another time, though nothing has changed in it.
    """

    code: str
    severity: Severity
    meaning: str
    remedy: str
    example: str
    _: KW_ONLY
    settled_by: tuple[str, ...] = ()
    doubts_row: bool = False
    by_own_row: bool = False
    tells_of_lack: bool = False
    about_corrections: bool = False
    passing: bool = False

    def compose(self, detail: str) -> str:
        """The message of an issue: what it means, and in brackets what was seen in this place."""
        return f"{self.meaning} ({detail})" if detail else self.meaning

    def split(self, message: str) -> str:
        """The detail of a message that `compose` made. One that has other words, of another version of the program, is all detail.

        >>> CATALOGUE["code_gap"].split("a number is left out in the codes (4.2.3)")
        '4.2.3'
        """
        if message == self.meaning:
            return ""
        before, after = f"{self.meaning} (", ")"
        return message[len(before) : -len(after)] if message.startswith(before) and message.endswith(after) else message


# Columns that several issues are settled by.
ANY_VALUE = "any value"
_VALUE, _LABEL, _NAMES, _CODE = ("value",), ("unit_label",), ("name", "title"), ("code",)
_TARGET, _APPROVAL = ("target_baseline", "target_value", "target_unit", "target_year"), ("approved_on", "protocol_number")

# fmt: off
_ERROR, _WARNING, _INFO = Severity.ERROR, Severity.WARNING, Severity.INFO

ISSUES: tuple[IssueKind, ...] = (
    # Reading the page
    IssueKind("cell_not_used", _WARNING, "no record could use this text", "read it in the source; if it carries data, report the layout", "a stray number below a table"),
    IssueKind("content_unread", _ERROR, "something is shown here that is no text and was not read; a value with it is null", "read the cell in the source", "a number that is a picture", settled_by=_VALUE),
    IssueKind("picture_not_read", _WARNING, "a picture stands here that may hold text or a table; what it shows is not read", "see whether it holds data, and ask for it as text", "a table that is a picture"),
    IssueKind("text_hidden", _WARNING, "the file holds text that nobody sees on the paper; it is not read", "nothing, if the paper is as it should be", "white digits in a white cell"),
    IssueKind("letters_set_right", _WARNING, "the letters of this document are those of an old code page or font, or were broken on the way; they are set right", "compare some words with the paper, and save the document as UTF-8", "Ќазаќстан, koi8-r"),
    IssueKind("column_not_read", _INFO, "the column is none of those that the tables hold, its cells are kept in the ledger only", "nothing, if the column is not needed", "Аяқтау нысаны"),
    IssueKind("column_unknown", _WARNING, "the header of this column is not understood, its cells are flagged", "add the header word to extract/words/labels.yml", "a column without any header"),
    IssueKind("column_kept", _WARNING, "the header of this column of numbers is not understood; they are kept with its label, aspect other", "add the header word to extract/words/labels.yml, if the column matters", "после 2007 года"),
    IssueKind("period_unknown", _WARNING, "neither the header nor the title names the year of this column; its numbers are kept without a period", "read the year in the source", "План, Факт below a title without a year"),
    IssueKind("header_missing", _WARNING, "the table has no header; its columns were told by their shape, and the year by the text above it", "compare the table with the source", "Абайскому району | 257 945 тысяч тенге"),
    IssueKind("table_unknown", _WARNING, "the header of this table is not understood, its cells are flagged", "add its words to extract/words/labels.yml, if it holds measures", "Категория, Количество, Доля (%)"),
    IssueKind("table_not_read", _INFO, "the table has neither years nor executors, so no measures; its rows are kept in the ledger only", "nothing, if it is not one of measures", "Наименование рисков, Возможные последствия"),
    IssueKind("year_repeated", _WARNING, "a second column of the same year and stage, its cells are flagged", "compare both columns in the source", "2000ж of consumption and 2000 of its norm, %"),
    IssueKind("header_misspelt", _INFO, "a header word differs by a letter from the one it was read as", "correct the document", "өлщ.бірл."),
    IssueKind("header_language", _INFO, "a header word in another language than the document", "nothing, if the meaning is the same", "ед.изм. in a Kazakh document"),
    IssueKind("table_part_unmatched", _ERROR, "the second part of a table that was cut from top to bottom does not have the rows of the first", "compare both parts in the source", "кестенің жалғасы:"),
    IssueKind("continuation_doubtful", _WARNING, "joined to the row above, though it may be a row of its own", "compare with the source", "a capital letter after a page break", doubts_row=True),
    IssueKind("row_doubtful", _WARNING, "read as a row of its own at the top of a page, though it may be the second half of the row above", "compare with the source", "a row without a number whose columns are all full", doubts_row=True),
    IssueKind("level_added", _INFO, "the document has more heading levels than direction, goal and task; this one is kept among the goals", "nothing", "Ішкі мақсат 1.1.1.1."),
    IssueKind("total_row", _INFO, "a row of totals stands among the measures", "leave it out of sums", "Барлығы, оның ішінде:"),
    IssueKind("no_direction", _WARNING, "rows below no heading belong to no direction", "see whether a heading was lost in copying", "a table above the first heading"),
    IssueKind("series_not_read", _WARNING, "a sentence with numbers by year stands where no indicator is expected", "see whether its heading was lost in copying", "2024ж. – 5, 2025ж. – 6 in plain text"),
    IssueKind("line_break_doubtful", _WARNING, "a line ends in a word or between two, and the document does not show which", "compare with the source", "оқу- at the end of a line, әдістемелік on the next"),
    IssueKind("cell_overflows", _WARNING, "the text of this cell runs over its border, so that a part of it may be its neighbour's", "look at the page", "a long word in a narrow column"),
    IssueKind("page_not_read", _WARNING, "the page is a picture, as a scan is; what it says is not read, nor what a program recognised on it", "look at the page", "a scanned page among others"),
    IssueKind("columns_unruled", _INFO, "no lines part the columns of this table, so they were told by the gaps between its words", "compare the table with the page", "a table ruled between its rows only"),
    IssueKind("rows_unruled", _WARNING, "neither lines nor blanks part the rows of this table, so where one ends was told by how full its lines are", "compare the table with the page", "a table without lines in one spacing", doubts_row=True),
    IssueKind("name_missing", _WARNING, "the row or heading has no name", "see whether its name was lost in copying", "1.1.1. and numbers alone", settled_by=_NAMES),
    # Codes
    IssueKind("name_above", _WARNING, "the row prints no name; it has that of the row above", "compare with the source", "another term and sum below one measure"),
    IssueKind("code_out_of_place", _WARNING, "the printed code is not the one that this place has", "correct the numbering in the document", "1.2. printed for what is 1.1.2.2", settled_by=_CODE),
    IssueKind("code_missing", _INFO, "no code is printed, though the rows beside it have one", "correct the numbering in the document", "a measure without a number among 2.1.1, 2.1.2", settled_by=_CODE),
    IssueKind("code_gap", _WARNING, "a number is left out in the codes", "see whether a row was lost", "4.2.2, 4.2.4", settled_by=_CODE),
    # Numbers and years
    IssueKind("number_unreadable", _ERROR, "this is not one number that can be read with certainty; the value is null", "read the cell in the source", "12 а", settled_by=_VALUE),
    IssueKind("numbers_slid_together", _ERROR, "two or more numbers stand in one cell; the value is null", "read the cell in the source", "23 95", settled_by=_VALUE),
    IssueKind("number_grouping", _ERROR, "digits are not grouped by three; the value is null", "read the cell in the source", "5 0 0", settled_by=_VALUE),
    IssueKind("number_point", _ERROR, "a point that may part thousands or decimals; the value is null", "read the cell in the source", "1.234", settled_by=_VALUE),
    IssueKind("number_comma", _ERROR, "a comma that may part thousands or decimals; the value is null", "read the cell in the source", "1,234 beside 1,250,000", settled_by=_VALUE),
    IssueKind("number_sign", _ERROR, "brackets or a minus apart from the digits, which may or may not mean a number below zero; the value is null", "read the cell in the source", "(12,5) in a row of shares", settled_by=_VALUE),
    IssueKind("letter_for_digit", _ERROR, "a letter stands for a figure; the value is null", "read the cell in the source, and correct the document", "9 35O", settled_by=_VALUE),
    IssueKind("change_among_levels", _WARNING, "the number tells of a change (a plus in front of it, so many times), not of the level that the row is about; aspect is change", "read the cell in the source", "+5 % in a row of shares, в 2 раза in a row of counts", settled_by=_VALUE),
    IssueKind("number_too_long", _ERROR, "more digits than the tables hold (18 before and 6 after the comma); the value is null", "read the cell in the source", "0,12345678", settled_by=_VALUE),
    IssueKind("range_reversed", _ERROR, "the high end of the range is below the low end; the value is null", "read the cell in the source", "38,0-31,0", settled_by=_VALUE),
    IssueKind("row_shifted", _ERROR, "the cells of this row stand one column off; all its values are null", "read the row in the source", "a row whose unit cell was lost", settled_by=_VALUE, tells_of_lack=True),
    IssueKind("amounts_unreadable", _ERROR, "the cell lists amounts that can't be parted with certainty; the value is null", "read the cell in the source", "Всего – 100, РБ – 60, МБ – 40", settled_by=_VALUE),
    IssueKind("due_unreadable", _WARNING, "this is not one term that can be read with certainty; its days are null", "read the cell in the source", "по мере необходимости"),
    IssueKind("value_merged", _WARNING, "one cell stands for several years or rows; whether its number is that of each or of all together is not printed", "read the cell in the source", "50 in one cell below 2024, 2025, 2026", settled_by=(ANY_VALUE,), doubts_row=True),
    IssueKind("value_missing", _INFO, "a missing mark stands for the value", "nothing, if the value is not planned", "-", settled_by=_VALUE),
    IssueKind("measure_without_number", _WARNING, "nothing is printed in any year of the row", "see whether the row is a heading or its numbers were lost", "Поэтапное внедрение института менеджеров", settled_by=(ANY_VALUE,), tells_of_lack=True),
    IssueKind("year_unreadable", _WARNING, f"this is not one year from {FIRST_YEAR} to {LAST_YEAR}", "read the label in the source", "2005ж 2004 жылға %"),
    IssueKind("year_mark_missing", _INFO, "a year without the mark that the other years have", "correct the document", "2028. among 2024ж., 2025ж."),
    IssueKind("stage_unknown", _WARNING, "the table says of other years whether they are planned or reported, not of this one; the stage is null", "read the header in the source", "2003ж beside 2003ж есеп"),
    IssueKind("number_not_read", _INFO, "the sentence holds a number that was not read as a value", "read the sentence in the source", "кемінде 3 аккредиттеу", tells_of_lack=True),
    IssueKind("series_unreadable", _ERROR, "a part of the sentence with numbers by year can't be read; its value is null", "read the sentence in the source", "2026ж. – жиырма", settled_by=_VALUE, tells_of_lack=True),
    # Units
    IssueKind("unit_unknown", _WARNING, "the unit is not in the list; unit is null", "add it to normalize/vocabulary/units.yml", "кг, жыл", settled_by=(*_VALUE, *_LABEL), doubts_row=True),
    IssueKind("unit_in_remark", _WARNING, "a remark below the table names a unit; it is given to no number", "read the remark, and correct the units that it is about", "Примечание: суммы указаны в тыс. тенге"),
    IssueKind("unit_missing", _INFO, "the row names no unit", "nothing, if the number has none", "a blank unit cell", settled_by=_LABEL),
    IssueKind("unit_conflict", _WARNING, "the cell names another unit than the row; the cell's is kept with the value", "read the cell in the source", "80 % in a row of persons", settled_by=(*_VALUE, *_LABEL), doubts_row=True),
    IssueKind("ditto_without_unit", _WARNING, "a ditto mark with no unit above it; unit is null", "read the column in the source", '"', settled_by=_LABEL, doubts_row=True),
    IssueKind("target_not_read", _INFO, "the title holds a number that was not read as its target", "read the title", "1 млн. теңгеден астам", settled_by=_TARGET),
    # Words
    IssueKind("mixed_script", _INFO, "letters of two scripts in one word; set right in the name", "correct the document", "индекcін with a Latin c", settled_by=_NAMES),
    IssueKind("party_separator", _INFO, "a full stop or the end of a line stands where a comma should part two names", "compare with the source", "бизнес-серіктестер. ПОҚ"),
    # Approval
    IssueKind("approval_unreadable", _WARNING, "the lines of approval hold a date or number that can't be read with certainty; the field is null", "read the first page", "«31» ақпандағы", settled_by=_APPROVAL),
    IssueKind("approver_unknown", _INFO, "who approved the document is not in the list; approved_by is null", "add the body to normalize/vocabulary/bodies.yml", "Алқаның шешімімен", settled_by=("approved_by",)),
    # Growth and series, by the checks
    IssueKind("value_differs", _WARNING, "the other years of the row have one value", "compare with the source, and ask the author", "600, 600, 900, 600, 600", by_own_row=True),
    IssueKind("step_broken", _WARNING, "the other years of the row go in equal steps", "compare with the source, and ask the author", "100, 130, 190, 190, 220", by_own_row=True),
    IssueKind("growth_broken", _WARNING, "the other years of the row grow at one rate", "compare with the source, and ask the author", "net profit of 7 % more each year but one", by_own_row=True),
    IssueKind("values_swapped", _WARNING, "a relation holds, or the row goes in equal steps, once two of its values change places", "compare with the source, and ask the author", "10, 30, 20, 40, 50", by_own_row=True),
    IssueKind("step_differs", _INFO, "one year does not go on as the others of the row do", "nothing, if it is planned so", "0,3; 0,7; 1,1; 1,5; 1,9; 2,4", by_own_row=True),
    IssueKind("series_outlier", _WARNING, "the number is far off the others of its row", "compare with the source, and ask the author", "5000, 700, 900, 1 100", by_own_row=True),
    IssueKind("series_reversal", _WARNING, "the number goes against the order of all others of its row", "compare with the source, and ask the author", "9976, 10959, 10164, 10259", by_own_row=True),
    IssueKind("row_repeated", _WARNING, "the row has the numbers of the row above it", "see whether they were copied by mistake", "two measures with 1185, 1240, 1275, 1302", doubts_row=True),
    IssueKind("years_out_of_order", _WARNING, "the years of the table stand in another order than time", "see whether two year labels changed places", "2024, 2026, 2025, 2027", doubts_row=True),
    # Totals and shares, by the checks
    IssueKind("target_unmet", _ERROR, "the target in the heading is the sum of its measures in one year and not in the other", "compare the heading and the measures with the source, and ask the author", "2 500 in 2024, where the measures have 5000 and 2000"),
    IssueKind("target_near", _WARNING, "the target is one slip away from what its measures come to", "compare the heading and the measures with the source, and ask the author", "12 345 above a measure that ends at 12 435"),
    IssueKind("target_unlike", _WARNING, "no measure below and no sum of them has the numbers of the target, as those of other headings do", "ask the author what the target counts", "from 90 to 200 persons, measures from 50 to 100"),
    IssueKind("target_unconfirmed", _INFO, "no measure below and no sum of them has the numbers of the target", "nothing, if the target counts something else", "from 20 to 150 persons above other measures"),
    IssueKind("target_unit", _WARNING, "measures have the numbers of the target in another unit", "see which unit is right", "100 persons above a measure of 100 thousand tenge", doubts_row=True),
    IssueKind("total_unmet", _ERROR, "the row is the sum of others in every year but this one", "compare the row and its parts with the source, and ask the author", "Барлығы: 700 where the parts give 710"),
    IssueKind("total_column_unmet", _WARNING, "the years of the row do not come to the number for all of them; it is kept as another aspect", "compare the row with the source, and ask the author", "Всего 60 beside 10, 20, 25"),
    IssueKind("total_unlike", _WARNING, "the row is called a total, and no rows beside it come to its numbers", "see whether a row was lost", "Барлығы below rows that come to less", doubts_row=True),
    IssueKind("execution_unmet", _WARNING, "the percentage of the plan is not that of the plan and the fact beside it", "compare the three with the source, and ask the author", "98,9 % beside 83 and 90"),
    IssueKind("share_broken", _ERROR, "an amount is a share of another series in every year but this one", "compare the three rows with the source, and ask the author", "468350 = 5 % of 9367017, then a year that is not"),
    IssueKind("unit_scale_conflict", _WARNING, "rows whose numbers hang together have units that do not", "see which unit is right", "thousands of tenge as a share of tenge", doubts_row=True),
    # Numbering, units, text and completeness, by the checks
    IssueKind("code_repeated", _INFO, "the printed code stands at another record too", "correct the numbering in the document", "two measures 2.1.3"),
    IssueKind("level_skipped", _INFO, "the code begins with one that no record has", "see whether a heading was lost", "1.1.1 below direction 1, and no 1.1"),
    IssueKind("share_in_counts", _WARNING, "the name speaks of a share, and the unit counts things, people or money", "see whether the unit or the name is wrong", "ПОҚ үлесін ұлғайту, адам", doubts_row=True),
    IssueKind("percent_above_hundred", _WARNING, "more than a hundred percent, though nothing speaks of growth or of a base", "read the cell in the source", "850 % in a row of 80, 90"),
    IssueKind("unit_scale_differs", _WARNING, "the amount is a thousandth of those beside it; a word for thousands or millions may be missing", "read the unit in the source", "500 теңге among thousands of tenge", doubts_row=True),
    IssueKind("grouping_uneven", _INFO, "digits are grouped here and not there", "correct the document", "5000 beside 1 100"),
    IssueKind("word_unusual", _INFO, "the word differs by a letter from one that the document uses more often", "correct the document, if it is a mistake", "камтамасыз beside қамтамасыз"),
    IssueKind("acronym_unusual", _INFO, "the abbreviation has the letters of one that the document uses more often, in another order or but for one", "correct the document, if it is a mistake", "ДЖС beside ЖСД"),
    IssueKind("year_missing", _INFO, "the row has numbers in other years and none here", "nothing, if the year is not planned", "a blank cell in the first year"),
    IssueKind("year_left_out", _WARNING, "one year is left out of numbers that go on through all others", "see whether a number was lost", "2024, 2025, 2027, 2028"),
    IssueKind("executor_missing", _WARNING, "nobody answers for this measure, though the others have an executor", "see whether the cell was lost", "a blank cell under Жауапты орындаушы"),
    IssueKind("task_without_measure", _WARNING, "no measure stands below this task, though most tasks have some", "see whether its rows were lost", "a task before the next task"),
    IssueKind("indicator_without_number", _INFO, "the indicator has no number in any year", "nothing, if none is planned", "бұзушылықтардың нөлдік деңгейін қамтамасыз ету"),
    # Corrections
    IssueKind("value_corrected", _INFO, "a reviewer put this right; what is printed is kept beside it", "nothing; correct the document when it is next approved", "5000 → 500", about_corrections=True),
    IssueKind("correction_unmatched", _ERROR, "a correction does not fit the document and is not applied", "compare it with the document, then change it or take it out", "the document was approved anew, and prints 500 now", about_corrections=True),
    IssueKind("correction_unused", _ERROR, "an accepted entry matches no open issue", "take it out of the corrections", "the document was approved anew without the issue", about_corrections=True),
    # The run
    IssueKind("document_stale", _ERROR, "the file can't be read any more; these are the records of its last good version", "see why the file is refused and run again", "a file that was cut short in copying"),
)

REFUSALS: tuple[IssueKind, ...] = (
    IssueKind("missing_path", _ERROR, "no such file or folder", "check the path", ""),
    IssueKind("not_a_file", _ERROR, "neither a regular file nor a folder", "check the path", "a named pipe", passing=True),
    IssueKind("unreadable_file", _ERROR, "the file can't be opened", "see that it is there and may be read", "", passing=True),
    IssueKind("unreadable_folder", _ERROR, "the folder can't be listed", "see that it may be read", ""),
    IssueKind("unusable_name", _ERROR, "the file name can't be an id: it holds control characters or is not UTF-8", "rename the file", ""),
    IssueKind("duplicate_stem", _ERROR, "two inputs have the same name, and a document must not be counted twice", "rename one of them, or give one of them only", "plan.txt and plan.docx"),
    IssueKind("no_input", _ERROR, "no document among the inputs", "put documents into the folder or name them", ""),
    IssueKind("empty_file", _ERROR, "the file is empty", "export it again", ""),
    IssueKind("binary_file", _ERROR, "the file is none of the forms that are read", "save it as .docx, PDF or text from the program that made it", "a picture named .txt"),
    IssueKind("unsupported_format", _ERROR, "this format is not read yet", "save it as .docx or PDF from the program that made it", "an Excel workbook"),
    IssueKind("needs_libreoffice", _ERROR, "this format is read by way of LibreOffice, which is not installed", "install it (Debian: libreoffice-writer-nogui) or save the document as .docx", ".doc, .odt, .rtf"),
    IssueKind("conversion_failed", _ERROR, "the document could not be opened by LibreOffice", "save it as .docx from the program that made it", "a damaged .doc", passing=True),
    IssueKind("encrypted_file", _ERROR, "the file is protected by a password", "save it without one", ""),
    IssueKind("damaged_file", _ERROR, "the file is damaged or cut short", "export it again", "a download that was cut off"),
    IssueKind("scan_not_read", _ERROR, "the pages are pictures: this is a scan, and scans are not read yet, nor is text that a program recognised on them what is printed", "ask for the document that was scanned, as Word or as a PDF printed from it", "a scan with recognised text behind its pictures"),
    IssueKind("text_layer_garbage", _ERROR, "the letters behind the pages are not those that are printed on them", "print the document to a new PDF from the program that made it", "a PDF with broken fonts"),
    IssueKind("dtd_refused", _ERROR, "the file declares a document type of its own, as no office program writes and attacks do", "save it again from the program that made it", "external entities"),
    IssueKind("archive_unsafe", _ERROR, "the zip archive inside the file is not as office programs write it", "save it again from the program that made it", "a zip bomb, two entries of one name"),
    IssueKind("too_many_pages", _ERROR, "the document has more pages than a board document can have", "see extract/limits.py", ""),
    IssueKind("page_too_complex", _ERROR, "a page draws more than a page of a board document can", "see extract/limits.py", "200,000 lines on a page"),
    IssueKind("too_deep", _ERROR, "parts of the document are nested deeper than a board document's can be", "see extract/limits.py", "tables in tables in tables"),
    IssueKind("out_of_time", _ERROR, "reading took longer than a document may take", "see extract/limits.py", ""),
    IssueKind("out_of_memory", _ERROR, "reading took more memory than a document may take", "see extract/limits.py", ""),
    IssueKind("reader_crashed", _ERROR, "the process that read the document broke down", "report it with the document, the others are not concerned", ""),
    IssueKind("unknown_encoding", _ERROR, "the text is in none of the encodings that are read", "save it as UTF-8", ""),
    IssueKind("letters_garbled", _ERROR, "the letters of this text are not those that it was written with: an encoding or a font was lost on the way", "save it as UTF-8 from the program that made it", "ÐŸÐ»Ð°Ð½, ??????"),
    IssueKind("file_too_large", _ERROR, "the file is larger than a board document can be", "see extract/limits.py", ""),
    IssueKind("line_too_long", _ERROR, "a line is longer than a board document's can be", "see extract/limits.py", "50 MB without a line end"),
    IssueKind("too_many_columns", _ERROR, "a row has more columns than a board document's table can have", "see extract/limits.py", "10,000 tabs"),
    IssueKind("no_table", _ERROR, "no table of measures was found", "see that the document has one, and in a text that tabs part its columns", ""),
    IssueKind("internal_fault", _ERROR, "a fault of the program itself; the other documents are not concerned", "report it with the document", ""),
)

# fmt: on
CATALOGUE: dict[str, IssueKind] = {kind.code: kind for kind in (*ISSUES, *REFUSALS)}


def kind_of(code: str) -> IssueKind:
    """The entry of a code; one that only another version of the program knows stands for itself."""
    return CATALOGUE.get(code) or IssueKind(code, Severity.WARNING, code, "", "")


def settled_by(column: str) -> frozenset[str]:
    """The codes of the issues that a correction of the column answers."""
    return frozenset(kind.code for kind in ISSUES if column in kind.settled_by)
