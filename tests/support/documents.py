"""Documents that every format is tried with: in Urdu, and with words that stand out."""

from dataclasses import replace

from accessibility.document import (
    Bullets,
    Document,
    Fact,
    Heading,
    Labels,
    Marked,
    Paragraph,
    Question,
    WordBox,
)

URDU_HOURS = Document(
    title="لائبریری کے اوقات",
    language="ur",
    direction="rtl",
    publisher="Example Council",
    blocks=(
        Heading(2, "ہم کیا بدلنا چاہتے ہیں"),
        Paragraph("ہمیں 020 8708 0000 پر فون کریں۔ بچت £1.2m ہوگی، 15–20% تک۔"),
        Question("1", "آپ کتنی بار آتے ہیں؟", "ایک چنیں۔", ("ہر ہفتے", "کبھی نہیں")),
    ),
    closing_note="ہمیں 30 جون تک بتائیں۔",
    labels=Labels(
        page="صفحہ {page} از {pages}",
        contents="فہرست",
        computer_voice="یہ کمپیوٹر کی آواز ہے۔",
    ),
)

_MARKED = Marked("A levy pays for 020 8708 0000. The levy is new.", [(2, 6), (16, 29)])
MENTIONS = Document(
    title="A levy",
    language="en",
    direction="ltr",
    publisher="Example Council",
    blocks=(
        Heading(2, "What a levy is"),
        Paragraph(_MARKED),
        WordBox((Fact("Levy", "Money that a council asks for"),)),
        Bullets((Marked("Where it is paid.\nIn a levy & tax box", [(23, 27)]), "No levy")),
    ),
    closing_note="Tell us about the levy.",
    labels=Labels(page="{page} / {pages}", word_help="Word help"),
)
# In Urdu, a word of the list is one of the words between others.
URDU_MENTIONS = replace(
    URDU_HOURS, blocks=(Heading(2, "فیس"), Paragraph(Marked("یہ لیوی £1.2m ہے۔", [(3, 7)])))
)
