"""Can everyone read and use this?

A plain-Python library that knows nothing of consultations, Flask or a database:

- `readability`: how hard a text is to read, where a formula may be trusted, and which
  words are hard or have a plainer one
- `document`: a document as values, with no layout
- `readability`: how hard a text is to read, and where a formula may be trusted
- `document`: a document as values, with no layout; `document_json` reads one
- `large_print`: that document as a PDF in clear, large or giant print, or a plain refusal
- `plain_text`: that document as text, a line for each paragraph
- `pdf_check`: a second reader's opinion of a PDF
- `markup`: house rules for every page we serve, one small function each
- `stylesheet`: the same for what a stylesheet says
- `scripts` and `tokens`: which writing system a text uses, and which pieces of
  it must always run left to right
- `renderers`: every format by its name; `python -m accessibility` makes and checks them
- `contrast`: the WCAG contrast ratio of two colours
"""
