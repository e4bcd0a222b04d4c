"""The names of what takes the pages from a PDF; apart, so that who only names one need not import it."""

PDF_ENGINES = ("pdfium", "pdfplumber")
"""The fast engine, and the slower reference."""
