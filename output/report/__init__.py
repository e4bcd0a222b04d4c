"""The review page: one self-contained HTML file a document, and one for the dataset.

It knows Records and pictures that are handed to it as bytes, and makes text of them; it reads no dataset and writes no file. What a
page is made of stands in plain files: templates/, style/, script/ and words/ (the interface in Kazakh, Russian and English).
"""
