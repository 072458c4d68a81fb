"""A text is spoken as a person would read it out, number by number."""

import pytest

from accessibility.speech import SPOKEN_LANGUAGES, speakable, spoken

ENGLISH = {
    # Phones, digit by digit, in the groups they are written in.
    "020 8708 2324": "0 2 0, 8 7 0 8, 2 3 2 4",
    "(020) 8708 2324": "0 2 0, 8 7 0 8, 2 3 2 4",
    "020-8708-2324": "0 2 0, 8 7 0 8, 2 3 2 4",
    "+44 20 8708 2324": "plus 4 4, 2 0, 8 7 0 8, 2 3 2 4",
    "07700 900123": "0 7 7 0 0, 9 0 0, 1 2 3",
    "07700900123": "0 7 7, 0 0 9, 0 0 1, 2 3",
    "Ring 116 123.": "Ring 1 1 6, 1 2 3.",
    # Sums.
    "£1.2 million": "1.2 million pounds",
    "£1.2m,": "1.2 million pounds,",
    "£3bn": "3 billion pounds",
    "£20k": "20 thousand pounds",
    "£10,000": "10000 pounds",
    "£1": "1 pound",
    "£12.50": "12 pounds 50 pence",
    "£0.50": "50 pence",
    "£1.01": "1 pound 1 penny",
    "£3.00": "3 pounds",
    "50p": "50 pence",
    "£5 more": "5 pounds more",
    "£5–£10": "5 pounds to 10 pounds",
    "£5-10m": "5 million pounds to 10 million pounds",
    # Postcodes, letter by letter; a bare A would be said as in “a park”.
    "IG1 1NN": "I G 1, 1 N N",
    "SW1A 2AA": "S W 1 A, 2 A, A",
    # Dates and times.
    "30/06/2026": "30 June 2026",
    "2026-06-30": "30 June 2026",
    "1/2/26": "1 February 2026",
    "01.02.2026": "1 February 2026",
    "31/13/2026": "31 13 2026",
    "8am–6.30pm": "8 am to 6 30 pm",
    "9.30–11am": "9 30 to 11 am",
    "at 8.00pm.": "at 8 pm.",
    "18:30": "18 30",
    "10 a.m. to 4 p.m.": "10 am to 4 pm",
    # Ranges, shares and large numbers.
    "15–20%": "15 to 20 percent",
    "0.5-1%": "0.5 to 1 percent",
    "85%": "85 percent",
    "16-24": "16 to 24",
    "2026-2027": "2026 to 2027",
    "Monday–Friday": "Monday to Friday",
    "a park – a big one": "a park – a big one",
    "10,000 or 10 000": "10000 or 10000",
    # Words.
    "and/or": "or",
    "carers and/or parents": "carers or parents",
    "he/she": "he or she",
    "24/7": "24/7",
    "soon,they said:yes": "soon, they said: yes",
    "B.S.L. users": "B S L. users",
    "at example.org today": "at example dot org today",
    "§ 4 and §5": "section 4 and section 5",
    "e.g. a park": "for example a park",
    # Addresses and references.
    "help@example.org": "help at example dot org",
    "j.smith-2@a_b.example.org": "j dot smith dash 2 at a underscore b dot example dot org",
    "https://example.org/ur/a": "example dot org slash ur slash a",
    "www.example.org.": "w w w dot example dot org.",
    "REF-2026/14": "R E F dash 2 0 2 6 slash 1 4",
    "KFTR-WXYZ": "K F T R dash W X Y Z",
}
# In one line for each language: a sum, a range, two dates and a choice.
EVERYTHING = "£1.2m, 15–20%, 30/06/2026, help@example.org"
OTHER_LANGUAGES = {
    "ar": "1.2 مليون جنيه إسترليني, 15 إلى 20 في المئة, 30 يونيو 2026, help آت example نقطة org",
    "bn": "1.2 মিলিয়ন পাউন্ড, 15 থেকে 20 শতাংশ, 30 জুন 2026, help অ্যাট example ডট org",
    "cy": "1.2 miliwn o bunnoedd, 15 i 20 y cant, 30 Mehefin 2026, help at example dot org",
    "gu": "1.2 મિલિયન પાઉન્ડ, 15 થી 20 ટકા, 30 જૂન 2026, help ઍટ example ડૉટ org",
    "lt": "1,2 milijonų svarų, 15 iki 20 procentų, 2026 metų birželio 30 diena, "
    "help eta example taškas org",
    "pa": "1.2 ਮਿਲੀਅਨ ਪੌਂਡ, 15 ਤੋਂ 20 ਫ਼ੀਸਦੀ, 30 ਜੂਨ 2026, help ਐਟ example ਡੌਟ org",
    "pl": "1,2 milionów funtów, 15 do 20 procent, 30 czerwca 2026, help małpa example kropka org",
    "ro": "1,2 milioane de lire sterline, 15 până la 20 la sută, 30 iunie 2026, "
    "help arond example punct org",
    "ta": "1.2 மில்லியன் பவுண்டுகள், 15 முதல் 20 சதவீதம், 30 ஜூன் 2026, help அட் example டாட் org",
    "ur": "1.2 ملین پاؤنڈ, 15 سے 20 فیصد, 30 جون 2026, help ایٹ example ڈاٹ org",
}
IN_THEIR_OWN_WAY = [
    ("ur", "فون 020 8708 2324، ۳۰/۰۶/۲۰۲۶", "فون 0 2 0, 8 7 0 8, 2 3 2 4، 30 جون 2026"),
    ("ur", "£1.2 ملین اور/یا £5", "1.2 ملین پاؤنڈ یا 5 پاؤنڈ"),
    ("bn", "৩০% এবং/বা IG1 1NN", "30 শতাংশ বা I G 1, 1 N N"),
    ("lt", "2026 m. birželio 30 d.", "2026 metų birželio 30 diena"),
    ("lt", "10,000 ir 1.5", "10000 ir 1,5"),
    ("pl", "30.06.2026 i/lub £12.50", "30 czerwca 2026 lub 12 funtów 50 pensów"),
    ("pl", "£1.125m", "1,125 milionów funtów"),
    ("pl", "2026 r. np. 1,5%", "2026 roku na przykład 1,5 procent"),
    ("ro", "10.000 și/sau £10,000", "10000 sau 10000 lire sterline"),
    ("cy", "8am–6.30pm", "8 y bore i 6 30 yr hwyr"),
]


@pytest.mark.parametrize(("written", "said"), ENGLISH.items())
def test_english_is_read_out_as_a_person_would(written: str, said: str) -> None:
    assert spoken(written, "en-GB") == said


@pytest.mark.parametrize(("language", "said"), OTHER_LANGUAGES.items())
def test_each_language_says_it_in_its_own_words(language: str, said: str) -> None:
    assert spoken(EVERYTHING, language) == said


@pytest.mark.parametrize(("language", "written", "said"), IN_THEIR_OWN_WAY)
def test_what_a_language_writes_in_its_own_way_is_understood(
    language: str, written: str, said: str
) -> None:
    assert spoken(written, language) == said


@pytest.mark.parametrize("language", sorted(SPOKEN_LANGUAGES))
def test_no_sign_that_a_voice_stumbles_over_is_left(language: str) -> None:
    written = (
        "£5, £1, £2.50, £3k, £4m, £5bn, 7p, 1p, 3%, § 2, 8am–5.15pm, +44 20 8708 0000, AB1/2_x"
    )
    said = spoken(f"{written}, 2026-01-02, 31/12/2026, a.b-c_d+e@example.org", language)
    assert not set("£%§@/+_{}") & set(said)


def test_a_language_without_words_of_its_own_is_refused() -> None:
    with pytest.raises(KeyError):
        spoken("£5", "so")


def test_signs_for_machines_are_never_spoken() -> None:
    assert speakable(" one\0two\x01100S\n\u202ethree\ufeff\ue000\udcff \u00a0four ") == (
        "onetwo100S three four"
    )
    assert speakable("می\u200cخواہم") == "می\u200cخواہم"


def test_a_word_without_end_is_parted() -> None:
    assert max(map(len, spoken("a" * 2_000, "en").split())) == 60
