"""Consult runs a public consultation from its first draft to its published outcome.

The folders are the stages of a consultation's life, in order, and a stage may only
read those before it:

core       what every stage stands on; it knows no consultation
accounts   who is who, and who may do what
compact    the promises of the Compact: kept, or departed from with a stated reason
editions   one document in, many formats out
plan       a consultation is written, checked and opened
translate  its words in other languages, and in every format
easy_read  in short sentences with pictures, checked by people who read it
sign_language  as a video in British Sign Language
respond    people answer, online or on paper
share      people ask for other formats and languages, and get them by a promised day
analyse    answers become themes and counts
report     "We asked, you said, we did": decided, published, frozen
oversight  how it was run: the history
home       the front doors: public pages and the officer's desk
preview    officers and those they ask try all that before people see it
examples   the example content that ``make run`` starts with
app        wires it all together
"""
