"""Can everyone read and use this?

A plain-Python library that knows nothing of consultations, Flask or a database:

- `readability`: how hard a text is to read, where a formula may be trusted, which words are
  hard or have a plainer one, and what is wrong with a word list
- `document`: a document as values, with no layout; `document_json` reads one
- `formats`: every format that a document is made in, with the check it must pass: print, a
  form, sound, Braille, Word, OpenDocument, e-book, text. `python -m accessibility` makes them
- `signed_video` and `captions`: can every browser play a film in sign language, and do its
  captions and its transcript say all of it
- `translation_check`: what a machine finds wrong with a translation
- `markdown`: the little Markdown a box of facts may use, as safe HTML and as parts of a document
- `pdf_check`: a second reader's opinion of a PDF
- `markup`: house rules for every page we serve, one small function each
- `stylesheet`: the same for what a stylesheet says
- `scripts` and `tokens`: which writing system a text uses, and which pieces of
  it must always run left to right
- `contrast`: the WCAG contrast ratio of two colours
"""
