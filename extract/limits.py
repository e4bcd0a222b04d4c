"""How large a document may be, in one place. A board document is far below each of these; what is above is something else."""

MAX_BYTES = 64 * 1024 * 1024
"""A file; the longest text documents of the kind have some 5 MB."""

MAX_LINE_CHARS = 1_000_000
"""A line of text; the longest table rows seen have some 2,000 characters."""

MAX_CELL_CHARS = 5_000
"""A cell, or a line that may be a heading; the longest seen have some 1,500. What is longer is prose, or flagged in a table."""

MAX_COLUMNS = 1_000
"""The columns of a table; the widest tables seen have some 40."""

MAX_PAGES = 2_000
"""The pages of a PDF; the longest strategies have some 300."""

MAX_PAGE_CHARS = 200_000
"""The characters of a page; the densest table pages seen have some 8,000."""

MAX_PAGE_SHAPES = 200_000
"""The things that a page draws, and the lines that they are made of; ruled tables have some hundreds, maps tens of thousands."""

MAX_CLIPS = 100
"""The paths, and the points of each, that bound where a text of a PDF shows; office programs write one rectangle."""

MAX_FORM_DEPTH = 8
"""How deep the forms of a PDF may hold others."""

MAX_PAGE_RULES = 4_000
"""The ruling lines of a page after those that go on with each other are joined; a page that has more is a drawing and has no tables."""

MAX_TABLE_CELLS = 500_000
"""The places in the grid of a table, which cells that reach over columns and rows fill; the largest tables seen have some 20,000."""

MAX_COLUMN_SPAN = 200
"""The columns that a cell of HTML may reach over; what is above means `all there are`, and is read so."""

MAX_MARKUP_DEPTH = 2_000
"""How deep the elements of an HTML file may be nested; law portals have some 40, files with tags left open some hundreds."""

MAX_TABLE_DEPTH = 40
"""How deep tables may hold others; pages laid out with tables have some 10."""

MAX_ENTRIES = 10_000
"""The entries of a zip archive; a document has some 20, and one for each picture."""

MAX_UNPACKED_BYTES = 512 * 1024 * 1024
"""All entries of a zip archive together, unpacked; documents full of pictures have some 60 MB."""

MAX_PART_BYTES = 64 * 1024 * 1024
"""One part of a document, unpacked; the text of 300 pages has some 20 MB with its markup."""

MIN_RATIO_BYTES, MAX_RATIO = 16 * 1024 * 1024, 200
"""How many times its packed length an entry of more than so many bytes may have; the markup of long tables has some 40 to 150 times."""

MAX_XML_DEPTH = 128
"""How deep the elements of XML may hold others; a text box in a table in a table has some 25."""

MAX_READING_MEMORY = 2 * 1024 * 1024 * 1024
"""What a process may take to read a document, beside what it begins with; a strategy of 300 pages takes some 300 MB."""

MAX_READING_CPU_SECONDS = 60
"""The processor time that reading a document may take; a text takes hundredths of a second, 300 pages of a PDF some seconds."""

MAX_READING_SECONDS = 120
"""The time by the clock that reading a document may take: more than the above, for a busy machine or a slow disk."""

MAX_READING_FILES = 64
"""The files that a reading process may have open at once; it needs none but the modules that it imports."""

MAX_RESULT_BYTES = 256 * 1024 * 1024
"""What a reading process may hand over; the records of the longest text documents take some 50 MB."""

MAX_PICTURE_SIDE = 4_000
"""The pixels of the picture of a page in either direction; A4 has some 1,700. A larger page is drawn smaller."""

MAX_PICTURE_MEMORY = 1024 * 1024 * 1024
"""What a process may take to make the picture of a page, beside what it begins with; the largest picture itself takes 48 MB."""

MAX_PICTURE_SECONDS = 30
"""The time, by the clock and of the processor, that the picture of a page may take; a page of a strategy takes a tenth of a second."""

MAX_CONVERSION_SECONDS = 90
"""The time that LibreOffice may take to convert a document; its first start takes some 10 seconds, long documents as much."""

MAX_CONVERSION_MEMORY = 8 * 1024 * 1024 * 1024
"""The address space of LibreOffice, which maps far more than it uses."""
