"""A document in Urdu that every format is tried with: numbers, a sum, a phone and a question."""

from accessibility.document import Document, Heading, Labels, Paragraph, Question

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
