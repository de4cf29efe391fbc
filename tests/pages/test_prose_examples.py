"""The prose check by examples: a number agrees with its entry at the precision shown, or is found."""

from math import nan

import pytest

from newsclaims.ledger import Entry, Ledger, Quantity
from newsclaims.ledger.entry import AssumptionEvidence, ClaimEvidence
from newsclaims.pages.prose import conditions, dollars, links, masked, mended, named_values, problems

NOTEBOOKS = {"02-claims", "03-pay", "07-ledger"}


def entry(id, lo=nan, hi=nan, unit="", bound="exact", date="", kind="outside", notebook="02-claims", **about):
    """An entry of notebook 02 with these cells; ``about``: some columns of the evidence of its kind."""
    evidence = {"claim": ClaimEvidence, "assumption": AssumptionEvidence}.get(kind)
    if evidence:
        evidence = evidence(**{**dict.fromkeys(evidence.__dataclass_fields__, ""), **about})
    return Entry(id, f"What {id} is", kind, Quantity.of(lo, hi, unit, bound, date), notebook, evidence)


def ledger(*entries):
    """A ledger of ``entries``, each under its own id."""
    return Ledger({one.id: one for one in entries})


ENTRIES = ledger(
    # a claim of Acme about Bolt, quoted in Chinese, and one that gives no number
    entry("kept", 80, 80, "percent", kind="claim", subject="Acme", object="Bolt", quote="留住八成"),
    entry("silent", kind="claim", subject="Acme", object="", quote="很多人"),
    entry("near", 80.4, 80.4, "percent"),
    entry("half", 80.5, 80.5, "percent"),
    entry("past", 80.51, 80.51, "percent"),
    entry("odd", 75, 75, "percent"),
    entry("gap", 5, 5, "pp"),
    entry("drop", -5, -5, "pp"),
    entry("fold", 2.5, 2.5, "x"),
    entry("part", 0.75, 0.75, "x"),
    entry("shares", 70, 80, "percent"),
    entry("pays", 1e6, 1.4e6, "USD/year"),
    entry("sizes", 900, 1200, "items"),
    entry("price", 14.3e9, 14.3e9, "USD"),
    entry("prices", 14.34e9, 14.34e9, "USD"),
    entry("lines", 340, 340, "people"),
    entry("euros", 2e6, 2e6, "EUR"),
    entry("salary", 75_250, 75_250, "USD/year"),
    entry("worth", 2.5e12, 2.5e12, "USD"),
    entry("words", 4034, 4034, "items"),
    entry("staff", 15, 15, "people"),
    entry("crowd", 300, 300, "people"),
    entry("rounds", 21, 21, "items"),
    entry("ratio", 8, 8, "x"),
    entry("term", 4, 4, "year"),
    entry("wait", 1.5, 1.5, "year"),
    entry("talk", 90, 90, "minute"),
    entry("sprint", 2, 2, "week"),
    entry("total", nan, 300e6, "USD", "up_to"),
    entry("most", nan, 300e6, "USD", "at_most"),
    entry("under", nan, 300e6, "USD", "less_than"),
    entry("least", 5, nan, "people", "at_least"),
    entry("more", 5, nan, "people", "more_than"),
    entry("about", 5, 5, "people", "approx"),
    entry("posted", date="2025-07-09"),
    entry("month", date="2023-05"),
    entry("year", date="2024"),
    entry("around", date="2024-12~"),
    entry("vague", 2e5, 9e5, "USD"),
    entry("hours", 2, 9, "hour"),
    entry("rate", 1, 9, "percent", kind="assumption", value="4"),
    entry("made", 12.3456, 12.3456, "percent", kind="derived", notebook="03-pay"),
    entry("new", 7, 7, "percent", kind="derived", notebook=""),
)


def found(text, here="03-pay"):
    """(text, what is wrong) of all problems in ``text``, in order."""
    return [(one.text, one.reason) for one in problems(text, here, ENTRIES, NOTEBOOKS)]


def link(shown, id):
    return f"[{shown}](02-claims.ipynb#{id})"


# A number agrees with its entry at the precision that it is shown at


AGREE = [
    # to half of the last digit that is shown
    ("80%", "kept"),
    ("80.0%", "kept"),
    ("80%", "near"),
    ("80.4%", "near"),
    ("80.40%", "near"),
    ("80%", "half"),
    ("81%", "half"),
    ("80.5%", "half"),
    ("81%", "past"),
    ("80.5%", "past"),
    ("14.3 billion dollars", "price"),
    ("$14 billion", "price"),
    ("\\$14.3 billion", "price"),
    ("$14,300 million", "price"),
    ("$14.3bn", "price"),
    ("$14,300m", "price"),
    ("14.3 billion USD", "price"),
    ("€2 million", "euros"),
    ("€2m", "euros"),
    ("2 million euros", "euros"),
    ("€2,000k", "euros"),
    ("$75k", "salary"),
    ("$75,250", "salary"),
    ("$75.25k", "salary"),
    ("$75.3k", "salary"),
    ("$75.2k", "salary"),
    ("75 thousand dollars", "salary"),
    ("$2.5 trillion", "worth"),
    ("$2.5tn", "worth"),
    ("$2,500bn", "worth"),
    ("4,034", "words"),
    ("4034", "words"),
    ("4 thousand", "words"),
    ("**80%**", "kept"),
    ("_80_ percent", "kept"),
    ("80 percent", "kept"),
    ("80 per cent of them", "kept"),
    ("three hundred", "crowd"),
    # ranges have two ends, each at its own precision, and the scale of the last counts for both
    ("70 to 80%", "shares"),
    ("70% to 80%", "shares"),
    ("70–80%", "shares"),
    ("70-80%", "shares"),
    ("between 70 and 80%", "shares"),
    ("1.0 to 1.4 million dollars", "pays"),
    ("1.0-1.4 million dollars", "pays"),
    ("\\$1 million to <span>\\$</span>1.4 million", "pays"),
    ("\\$1.0 to 1.4 million a year", "pays"),
    ("1 to 1.4 million dollars", "pays"),
    ("$1,000k to 1,400k", "pays"),
    ("900 to 1,200", "sizes"),
    # units
    ("5 percentage points", "gap"),
    ("5 points", "gap"),
    ("5 pp", "gap"),
    ("5 points fewer", "drop"),
    ("-5 points", "drop"),
    ("−5 points", "drop"),
    ("2.5 times", "fold"),
    ("2.5x as many", "fold"),
    ("250%", "fold"),
    ("75%", "part"),
    ("8 to 1", "ratio"),
    ("15", "staff"),
    ("15 people", "staff"),
    ("4 years", "term"),
    ("48 months", "term"),
    ("18 months", "wait"),
    ("1.5 years", "wait"),
    ("1.5 hours", "talk"),
    ("90 minutes", "talk"),
    ("14 days", "sprint"),
    ("2 weeks", "sprint"),
    ("336 hours", "sprint"),
    ("90-minute", "talk"),
    # words
    ("four years", "term"),
    ("Four years", "term"),
    ("fifteen", "staff"),
    ("Twenty-one", "rounds"),
    ("two weeks", "sprint"),
    # bounds
    ("up to $300 million", "total"),
    ("Up to 300 million dollars", "total"),
    ("at most $300 million", "most"),
    ("no more than $300 million", "most"),
    ("as much as $300 million", "total"),
    ("less than $300 million", "under"),
    ("under $300 million", "under"),
    ("below $300m", "under"),
    ("at least 5 people", "least"),
    ("at least five", "least"),
    ("no fewer than 5", "least"),
    ("no less than 5", "least"),
    ("more than 5", "more"),
    ("over five people", "more"),
    ("above 5", "more"),
    ("about 5", "about"),
    ("around five people", "about"),
    ("roughly 5", "about"),
    ("~5", "about"),
    ("some five", "about"),
    ("about 80%", "kept"),
    # dates
    ("9 July 2025", "posted"),
    ("July 2025", "posted"),
    ("2025", "posted"),
    ("Jul 9, 2025", "posted"),
    ("9 July", "posted"),
    ("2025-07-09", "posted"),
    ("May 2023", "month"),
    ("2023", "month"),
    ("in May", "month"),
    ("2024", "year"),
    ("about December 2024", "around"),
    ("December 2024", "around"),
    # Chinese
    ("八成", "kept"),
    ("80%", "kept"),
    ("百分之八十", "kept"),
    ("八成", "near"),
    ("七成半", "odd"),
    ("七到八成", "shares"),
    ("70% 到 80%", "shares"),
    ("最多 3 亿美元", "total"),
    ("最多三亿美元", "total"),
    ("至多 3 亿美元", "most"),
    ("143 亿美元", "price"),
    ("143.0 亿美元", "price"),
    ("100 万到 140 万美元", "pays"),
    ("四年", "term"),
    ("48 个月", "term"),
    ("18 个月", "wait"),
    ("1.5 小时", "talk"),
    ("5 个百分点", "gap"),
    ("2.5 倍", "fold"),
    ("十五人", "staff"),
    ("三百人", "crowd"),
    ("三百人", "lines"),
    ("143 亿美元", "prices"),
    ("143.4 亿美元", "prices"),
    ("7.5 万美元", "salary"),
    ("8 万美元", "salary"),
    ("2.5 万亿美元", "worth"),
    ("3 万亿美元", "worth"),
    ("$75.250 thousand", "salary"),
    ("百分之八十", "near"),
    ("至少 5 人", "least"),
    ("超过 5 人", "more"),
    # the quoted words of a claim, words that lead to evidence, and the ledger's own words
    ("留住八成", "kept"),
    ("很多人", "silent"),
    ("what they say", "kept"),
    ("what they say", "silent"),
    ("hundreds of thousands of dollars", "vague"),
    ("a few hours", "hours"),
    ("A few hours", "hours"),
    # an assumption agrees with its range and with its base case
    ("1 to 9%", "rate"),
    ("4%", "rate"),
]


@pytest.mark.parametrize("shown, id", AGREE)
def test_a_number_that_says_what_its_entry_says_passes(shown, id):
    assert found(link(shown, id)) == []


DIFFER = [
    # beyond half of the last digit
    ("81%", "kept", "kept is 80%"),
    ("79%", "kept", "kept is 80%"),
    ("80.5%", "kept", "kept is 80.0%"),
    ("80.1%", "kept", "kept is 80.0%"),
    ("81%", "near", "near is 80%"),
    ("80.3%", "near", "near is 80.4%"),
    ("80%", "past", "past is 81%"),
    ("8%", "kept", "kept is 80%"),
    ("800%", "kept", "kept is 80%"),
    ("80.45%", "near", "near is 80.40%"),
    ("$15 billion", "price", "price is $14 billion"),
    ("$14.2 billion", "price", "price is $14.3 billion"),
    ("$14.3 million", "price", "price is $14,300.0 million"),
    ("$76k", "salary", "salary is $75k"),
    ("$75,251", "salary", "salary is $75,250"),
    ("4,035", "words", "words is 4,034"),
    ("5 thousand", "words", "words is 4 thousand"),
    ("$2.4 trillion", "worth", "worth is $2.5 trillion"),
    ("four hundred", "crowd", "crowd is 3 hundred"),
    # ranges
    ("70 to 81%", "shares", "shares is 70 to 80%"),
    ("71 to 80%", "shares", "shares is 70 to 80%"),
    ("80 to 70%", "shares", "shares is 70 to 80%"),
    ("80%", "shares", "shares is 70 to 80%"),
    ("70 to 80%", "kept", "kept is 80%"),
    ("1.1 to 1.4 million dollars", "pays", "pays is 1.0 to 1.4 million dollars"),
    ("1.0 to 1.5 million dollars", "pays", "pays is 1.0 to 1.4 million dollars"),
    ("$1.4 million", "pays", "pays is $1 million to $1.4 million a year"),
    # units
    ("80", "kept", "kept is 80%"),
    ("80 people", "kept", "kept is 80%"),
    ("80 times", "kept", "kept is 80%"),
    ("5", "gap", "gap is 5 percentage points"),
    ("-5 points", "gap", "gap is 5 points"),
    ("2 million dollars", "euros", "euros is €2 million"),
    ("14.3 billion", "price", "price is $14.3 billion"),
    ("€14.3 billion", "price", "price is $14.3 billion"),
    ("4", "term", "term is 4 years"),
    ("4 months", "term", "term is 48 months"),
    ("49 months", "term", "term is 48 months"),
    ("1.6 hours", "talk", "talk is 1.5 hours"),
    ("90", "talk", "talk is 90 minutes"),
    ("15 years", "staff", "staff is 15 people"),
    ("2.5%", "fold", "fold is 250.0%"),
    ("5 points", "fold", "fold is 2.5 times"),
    ("9 to 1", "ratio", "ratio is 8 times"),
    # words
    ("three years", "term", "term is 4 years"),
    ("fourteen", "staff", "staff is 15"),
    ("twenty-two", "rounds", "rounds is 21"),
    # bounds that are missing, or are there wrongly
    ("$300 million", "total", "total is up to $300 million"),
    ("at least $300 million", "total", "total is up to $300 million"),
    ("$300 million", "most", "most is at most $300 million"),
    ("$300 million", "under", "under is less than $300 million"),
    ("5 people", "least", "least is at least 5 people"),
    ("5", "more", "more is more than 5 people"),
    ("up to 5", "least", "least is at least 5 people"),
    ("5", "about", "about is about 5 people"),
    ("up to 80%", "kept", "kept is 80%"),
    ("at least 80%", "kept", "kept is 80%"),
    ("more than 80%", "kept", "kept is 80%"),
    ("up to $200 million", "total", "total is up to $300 million"),
    ("at least six", "least", "least is at least 5"),
    # dates
    ("10 July 2025", "posted", "posted is 9 July 2025"),
    ("9 June 2025", "posted", "posted is 9 July 2025"),
    ("9 July 2024", "posted", "posted is 9 July 2025"),
    ("June 2023", "month", "month is May 2023"),
    ("May 2024", "month", "month is May 2023"),
    ("2 May 2023", "month", "month is May 2023"),
    ("2025", "year", "year is 2024"),
    # Chinese
    ("七成", "kept", "kept is 80%"),
    ("九成", "kept", "kept is 80%"),
    ("八成半", "kept", "kept is 80%"),
    ("81%", "kept", "kept is 80%"),
    ("七到九成", "shares", "shares is 70 to 80%"),
    ("六到八成", "shares", "shares is 70 to 80%"),
    ("3 亿美元", "total", "total is up to $300 million"),
    ("最多 4 亿美元", "total", "total is up to $300 million"),
    ("最多 3 亿欧元", "total", "total is up to $300 million"),
    ("至少 3 亿美元", "total", "total is up to $300 million"),
    ("144 亿美元", "price", "price is $14.3 billion"),
    ("143.1 亿美元", "price", "price is $14.3 billion"),
    ("143 万美元", "price", "price is $14.3 billion"),
    ("三年", "term", "term is 4 years"),
    ("47 个月", "term", "term is 4 years"),
    ("至少八成", "kept", "kept is 80%"),
    ("80 美元", "kept", "kept is 80%"),
    ("6 个百分点", "gap", "gap is 5 percentage points"),
    ("百分之九十", "kept", "kept is 80%"),
    ("三百二十人", "crowd", "crowd is 300 people"),
    ("四百人", "lines", "lines is 340 people"),
    ("143.3 亿美元", "prices", "prices is $14.34 billion"),
    ("144 亿美元", "prices", "prices is $14.34 billion"),
    ("7.4 万美元", "salary", "salary is $75,250 a year"),
    ("2.4 万亿美元", "worth", "worth is $2.5 trillion"),
    ("90 小时", "talk", "talk is 90 minutes"),
    ("3 小时", "talk", "talk is 90 minutes"),
    ("15 年", "staff", "staff is 15 people"),
    ("4 人", "term", "term is 4 years"),
    ("80 人", "kept", "kept is 80%"),
    ("十六人", "staff", "staff is 15 people"),
    ("2025年", "staff", "staff is 15 people"),
    ("八成和九成", "kept", "kept is 80%"),
    # an assumption that is neither range nor base case
    ("5%", "rate", "rate is 1 to 9%"),
    ("4", "rate", "rate is 1 to 9%"),
    # a claim that gives no number
    ("3 of them", "silent", "gives the number '3', and silent states none"),
]


@pytest.mark.parametrize("shown, id, reason", DIFFER)
def test_a_number_that_says_something_else_is_found(shown, id, reason):
    ((text, why),) = found(link(shown, id))
    assert text == shown
    assert why == (reason if reason.startswith("gives") else f"says {shown!r}, and {reason}")


# Links


@pytest.mark.parametrize(
    "text, problem",
    [
        ("[80%](02-claims.ipynb#kept)", None),
        ("[80%](notebooks/02-claims.ipynb#kept)", None),
        ("[12.3%](03-pay.ipynb#made)", None),
        ("[12.3%](#made)", None),  # on the page where it lives
        ("[7%](03-pay.ipynb#new)", None),  # just derived, so it lives here
        ("[80%](02-claims.ipynb#kpet)", ("80%", "links to 'kpet', and the ledger has no such entry")),
        ("[words](02-claims.ipynb#kpet)", ("words", "links to 'kpet', and the ledger has no such entry")),
        (
            "[80%](07-ledger.ipynb#kept)",
            ("80%", "links to 07-ledger#kept, but that entry lives in 02-claims.ipynb#kept"),
        ),
        ("[80%](#kept)", ("80%", "links to 03-pay#kept, but that entry lives in 02-claims.ipynb#kept")),
        ("[F036](02-claims.ipynb#F036)", ("F036", "links to 'F036', and the ledger has no such entry")),
        ("[how it was counted](02-claims.ipynb#How-it-was-counted)", None),  # a heading
        ("[the article](https://example.org/a#kept)", None),
        ("[the licence](../LICENSE#kept)", None),
        (
            "[notebook 02](02-claims.ipynb), [02-claims](02-claims.ipynb)",
            None,
        ),  # a notebook is called by its number
    ],
)
def test_a_link_names_an_entry_and_the_notebook_where_it_lives(text, problem):
    assert found(text) == ([problem] if problem else [])


NO_LINK = (
    "is a number without a link to the ledger: link it to its entry, "
    "as in [80%](02-claims.ipynb#anthropic-retention)"
)


@pytest.mark.parametrize(
    "text, numbers",
    [
        ("They keep 80% of them.", ["80%"]),
        ("It is 3.5, or 1,200.", ["3.5", "1,200"]),
        ("From 70 to 80%", ["70", "80%"]),
        ("In 2023", ["2023"]),
        ("in May 2023", ["2023"]),
        ("9 July 2025", ["9", "2025"]),
        ("$5", ["$5"]),
        ("a 4x rise", ["4x"]),
        ("5k people", ["5k"]),
        ("the 3rd", ["3rd"]),
        ("twelve people", ["twelve"]),
        ("twenty-one", ["twenty-one"]),
        ("hundreds of them", ["hundreds"]),
        ("two million", ["million"]),
        ("dozens", ["dozens"]),
        ("½ of it", ["½"]),
        ("x² and Ⅳ", ["x²", "Ⅳ"]),
        ("８０", ["８０"]),
        ("留住八成", ["八成"]),
        ("十五人离开", ["十五人"]),
        ("3 亿美元", ["3 亿美元"]),
        ("四年", ["四年"]),
        ("Acme 64", ["64"]),
        ("The Acme 64", ["64"]),
        ("Bolt 64 left", ["64"]),
        ("About 64 left", ["64"]),
        ("it ended. Only 64 left", ["64"]),
        ("Acme-2 is here", ["Acme-2"]),
        ("Llama 4 million", ["4", "million"]),
        ("Llama 4%", ["4%"]),
        ("[80% stay](02-claims.ipynb)", ["80%"]),
        ("[80](https://example.org)", ["80"]),
        ("[notebook 03](02-claims.ipynb)", ["03"]),
        ("[80%](02-claims.ipynb#kept) and 70%", ["70%"]),
    ],
)
def test_a_number_needs_a_link(text, numbers):
    assert found(text) == [(number, NO_LINK) for number in numbers]


@pytest.mark.parametrize(
    "text",
    [
        "`x = 42` and ``a ` 42``",
        "```\n1 + 1\n```",
        "~~~python\n1 + 1\n~~~\n",
        "<!-- 42 -->",
        "$$a_1 = 42$$",
        "the sum $\\frac{1}{2}$",
        "## The 7 sins",
        "The 7 sins\n==========",
        "<a id='x42'></a>",
        "https://example.org/2025/07",
        "1. first\n2. second",
        "&#8201;",
        "Llama 4",
        "Python 3.11 to 3.13",
        "CC BY 4.0",
        "Table 2",
        "see Figure 3 here",
        "UTF-8",
        "SHA-256",
        "GPT-4o",
        "F036",
        "4o",
        "One of the ten, a second one, first",
        "Llama 4's makers",
        "一些人一直统一",
        "no numbers",
    ],
)
def test_what_is_no_number_of_ours_needs_no_link(text):
    assert found(text) == []


def test_a_link_behind_an_exclamation_is_one():
    assert list(links("! [80%](02-claims.ipynb#kept)")) == [(2, "80%", "02-claims.ipynb#kept")]


def test_links_and_prose_are_told_from_code_and_pictures():
    text = "`[1](a#b)` [80%](02-claims.ipynb#kept) ![x](y.png) [f(x)](g(x)#h)"
    assert list(links(text)) == [(11, "80%", "02-claims.ipynb#kept"), (51, "f(x)", "g(x)#h")]
    assert masked("a `b c` d") == "a       d" and masked("a\n# b\nc") == "a\n   \nc"


# Conditions


@pytest.mark.parametrize(
    "condition, problem",
    [
        ("kept > 70", None),
        ("kept > shares", "does not hold: kept is 80%, shares is 70 to 80%"),
        ("kept >= shares", None),
        ("gap > 5 and kept > 70", "does not hold: gap is 5 percentage points, kept is 80%"),
        ("kept  >\n 70", None),
        ("total > 1", "does not hold: total is up to $300 million"),
        ("silent > 1", "does not hold: silent is an unstated amount"),
        ("kpet > 70", "the ledger has no entry 'kpet'; is it 'kept'?"),
        ("kept > term", "kept and term cannot be compared: they are in year and percent"),
        ("kept", "'kept' is no condition: compare two sides with > < >= <= or =="),
        ("kept >", "'kept >' is no formula: write ids, numbers and + - * / ** between blanks"),
    ],
)
def test_a_condition_that_does_not_hold_or_cannot_be_read_is_found(condition, problem):
    text = f"Some words. <!-- holds: {condition} -->"
    plain = " ".join(condition.split())
    assert conditions(text) == [plain]
    assert found(text) == ([(plain, problem)] if problem else [])


def test_each_condition_of_a_text_is_looked_at():
    text = "<!-- holds: kept > 70 --> <!-- a note --> <!--holds:kept > 90-->"
    assert conditions(text) == ["kept > 70", "kept > 90"]
    assert found(text) == [("kept > 90", "does not hold: kept is 80%")]
    assert named_values("kept > near + nothing and kept < 9", ENTRIES) == "kept is 80%, near is 80.4%"


WITHOUT = "a finding that compares needs a condition in its cell: <!-- holds: a > b -->"


@pytest.mark.parametrize(
    "text, word",
    [
        ("**Finding.** Acme keeps more.", "more"),
        ("**Finding.** Acme is ahead.", "ahead"),
        ("**Finding.** Half of them stay.", "Half"),
        ("words\n\n**Finding.** The share rises.", "rises"),
        ("**发现。** Acme 高于 Bolt。", "高于"),
        ("**Finding.** Acme keeps `x` and fewer.", "fewer"),
        ("**Finding.** Acme keeps more. <!-- holds: kept > 70 -->", None),
        ("**Finding.** They stay.", None),
        ("Acme keeps more.", None),
        ("**Finding.** They keep `more`.", None),
    ],
)
def test_a_finding_that_compares_needs_a_condition(text, word):
    assert found(text) == ([(word, WITHOUT)] if word else [])


def test_problems_come_in_the_order_of_the_text():
    text = f"{link('70%', 'kept')} then 9 then {link('80%', 'kpet')}"
    assert [(one.start, one.text) for one in problems(text, "03-pay", ENTRIES, NOTEBOOKS)] == [
        (0, "70%"),
        (33, "9"),
        (40, "80%"),
    ]


# Stale texts


@pytest.mark.parametrize(
    "stale, fresh, id",
    [
        # at the precision that stands there
        ("60%", "80%", "kept"),
        ("60.0%", "80.0%", "kept"),
        ("79.9%", "80.4%", "near"),
        ("79%", "81%", "past"),
        ("60.00 percent", "80.51 percent", "past"),
        ("$13 billion", "$14 billion", "price"),
        ("$13.00bn", "$14.30bn", "price"),
        ("4,000", "4,034", "words"),
        ("5 thousand", "4 thousand", "words"),
        ("$76k a year", "$75k a year", "salary"),
        ("**60%**", "80%", "kept"),
        ("6 points fewer", "5 points fewer", "drop"),
        ("-6 points", "-5 points", "drop"),
        ("60 to 80%", "70 to 80%", "shares"),
        ("1.1 to 1.5 million dollars", "1.0 to 1.4 million dollars", "pays"),
        ("18 to 30", "900 to 1,200", "sizes"),
        ("3 years", "4 years", "term"),
        ("36 months", "48 months", "term"),
        ("three years", "4 years", "term"),
        ("1.0 hours", "1.5 hours", "talk"),
        ("up to $200 million", "up to $300 million", "total"),
        ("at least 4 people", "at least 5 people", "least"),
        # in the words of the ledger, where the numbers alone would not put it right
        ("$300 million", "up to $300 million", "total"),
        ("80", "80%", "kept"),
        ("80%", "70 to 80%", "shares"),
        ("70 to 80%", "80%", "kept"),
        ("more than 70%", "80%", "kept"),
        ("七成", "80%", "kept"),
        ("June 2023", "May 2023", "month"),
        ("1 July 2025", "9 July 2025", "posted"),
        ("11.0%", "12.3%", "made"),
        ("$12.3", "12.3%", "made"),
    ],
)
def test_a_stale_text_is_put_right_at_its_precision(stale, fresh, id):
    home = "03-pay" if id == "made" else "02-claims"
    before, after = (
        f"They say [{shown}]({home}.ipynb#{id}), at [80%](02-claims.ipynb#kept)."
        for shown in (stale, fresh.replace("$", r"\$"))
    )
    assert mended(before, "03-pay", ENTRIES, NOTEBOOKS) == after
    assert found(after) == []


@pytest.mark.parametrize(
    "text",
    [
        "They keep 80% of them.",
        "[60%](02-claims.ipynb#kpet)",
        "[60%](07-ledger.ipynb#kept)",
        "[3 of them](02-claims.ipynb#silent)",
        "**Finding.** Acme keeps more.",
        "<!-- holds: kept > 90 -->",
        "[80%](02-claims.ipynb#kept)",
        "`[60%](02-claims.ipynb#kept)`",
    ],
)
def test_what_needs_a_person_stays(text):
    assert mended(text, "03-pay", ENTRIES, NOTEBOOKS) == text


@pytest.mark.parametrize(
    "stale, fresh, id",
    [
        (r"\$1 to 1.5 million", r"\$1 to 1.4 million", "pays"),
        (r"\$1.2 million", r"<span>\$</span>1 million to <span>\$</span>1.4 million a year", "pays"),
    ],
)
def test_a_range_of_money_is_put_right_and_becomes_no_formula(stale, fresh, id):
    text = mended(f"at {link(stale, id)}", "03-pay", ENTRIES, NOTEBOOKS)
    assert text == f"at {link(fresh, id)}" and found(text) == []


def test_a_title_is_no_prose_and_stays():
    text = '[80%](02-claims.ipynb#kept "9 of them; in 1987"), [a page](https://e.org/ "for 2025") of 7.'
    assert found(text) == [("7", NO_LINK)]
    assert list(links(text))[0] == (0, "80%", "02-claims.ipynb#kept")
    assert mended(text.replace("80%", "60%"), "03-pay", ENTRIES, NOTEBOOKS) == text


@pytest.mark.parametrize(
    "text, second",
    [
        # two signs that JupyterLab would pair: in the source, or in one run of what is shown
        (r"from \$1 to \$2", ["2"]),
        ("from $1 to $2", ["2"]),
        (r"[\$1 to \$2](x)", ["2"]),
        ("[$1](x) and [$2](y)", ["2"]),
        (r"- \$1<br>\$2", ["2"]),
        (r"**\$1** \$2 or \$3", ["3"]),
        (r"| \$1 and \$2 | \$3 |", ["2"]),
        # signs that it would not
        ("$1", []),
        (r"[\$1](x) and [\$2](y)", []),
        (r"from \$1 to <span>\$</span>2", []),
        (r"a run \$1" + "\n\n" + r"and another \$2", []),
        (r"- \$1" + "\n" + r"- \$2", []),
        (r'[1](x "\$1 to \$2")', []),
        # what is a formula or code
        ("a sum $x_1$ of `$1 and $2`", []),
        ("$$x$$", []),
    ],
)
def test_dollar_signs_that_would_become_a_formula_are_found(text, second):
    assert [text[one.start + 1] for one in dollars(text)] == second


def test_what_stands_between_two_amounts_is_prose():
    for text in (r"\$5 of a_b, 7 and \$6", "[$5](a_b) and 7 of [$6](c)"):
        assert masked(text) == text
    assert masked(r"\$5 of a_b, 7 and ($z_1$)") == r"\$5 of a_b, 7 and (     )"


def test_all_stale_texts_of_a_paragraph_are_put_right():
    text = f"{link('60%', 'kept')}, {link('4 years', 'term')}, 9, {link('70 to 90%', 'shares')}"
    fresh = f"{link('80%', 'kept')}, {link('4 years', 'term')}, 9, {link('70 to 80%', 'shares')}"
    assert mended(text, "03-pay", ENTRIES, NOTEBOOKS) == fresh
