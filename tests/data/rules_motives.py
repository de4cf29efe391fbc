"""Rules of the coding of motives.

Every claim is coded or set aside, in the order of the article and the codebook.
"""

import re
from collections import Counter
from itertools import pairwise

from rules import rows, rule
from rules_article import article, extent

from newsclaims import tables


@rule
def partition(name, column):
    """Every claim is coded in one table, in the article's order, or set aside in the other, never both."""
    coded, aside = (list(tables.read(table)["slug"]) for table in ("motive-coding", "motive-aside"))
    starts = {key: extent(row) for key, row in rows("claims-coding")}
    for key in starts:
        if (key in coded) == (key in aside):
            yield key, "is coded and set aside" if key in coded else "is neither coded nor set aside"
    for one, other in pairwise(key for key in coded if starts.get(key)):
        if starts[one] > starts[other]:
            yield other, f"stands after {one}, but comes before it in the article"


@rule
def codebook_order(name, column):
    """Codes of a passage come in the order of the codebook."""
    place = {motive: at for at, motive in enumerate(tables.read("motives")["motive"])}
    for (_, one), (key, other) in pairwise(rows(name)):
        if one.slug == other.slug and place[one.motive] > place[other.motive]:
            yield key, f"holds {other.motive} after {one.motive}"


@rule
def decision(name, column):
    """A passage speaks of one decision, and of one employer, whom its line names, or of any."""
    spoken_of, claim = {}, dict(rows("claims-coding"))
    for key, row in rows(name):
        if spoken_of.setdefault(row.slug, getattr(row, column)) != getattr(row, column):
            yield (
                key,
                f"holds {getattr(row, column)!r}, but {row.slug} has {spoken_of[row.slug]!r} with "
                f"another motive",
            )
        where = extent(claim[row.slug])
        if row.company != "any" and where and row.company not in article().line(where[0]):
            yield key, f"speaks of {row.company}, whom the line of the passage does not name"


@rule
def corrected(name, column):
    """What was corrected stands in the coding as it is said to, and otherwise than before."""
    coding = tables.read("motive-coding").rename(columns={"direction": "decision"})
    coding = coding.set_index(["slug", "motive"])
    for key, row in rows(name):
        stands = (row.slug, row.motive) in coding.index
        if row.what == "dropped":
            if stands or row.after:
                yield key, "is dropped, but stands in the coding"
        elif (
            not stands or coding.loc[(row.slug, row.motive), row.what] != row.after or row.before == row.after
        ):
            yield key, f"holds {row.after!r}, which is not what the coding holds, or what it held before"


@rule
def example(name, column):
    """The claim is coded with this motive."""
    coded = set(zip(*(tables.read("motive-coding")[column] for column in ("slug", "motive"))))
    for key, row in rows(name):
        if (row.example, key) not in coded:
            yield key, f"holds {row.example}, which is not coded so"


@rule
def comparison(name, column):
    """Both queries ask for values that coded passages have, and differ in one condition.

    No comparison stands twice.
    """
    frames = (
        tables.read("motive-coding")[["motive", "direction", "company", "effect"]],
        tables.read("voices")[["basis"]],
    )
    values = {column: set(frame[column]) for frame in frames for column in frame}
    seen = Counter()
    for key, row in rows(name):
        more, than = (set(query.split(" and ")) for query in (row.more, row.than))
        for condition in more | than:
            found = re.fullmatch(r"(\w+) (==|!=|in|not in) ('[^']+'|\['[^']+'(, '[^']+')*\])", condition)
            if not found or not {*re.findall("'([^']+)'", condition)} <= values.get(found[1], set()):
                yield key, f"asks for {condition}, which no passage can fulfil"
        seen[row.more, row.than] += 1
        if len(more - than) != 1 or len(than - more) != 1 or seen[row.more, row.than] > 1:
            yield (
                key,
                f"compares {row.more} with {row.than}: more than one condition differs, or another row "
                f"does so",
            )


@rule
def claimed(name, column):
    """Explanations claim what items bear on, in one order and each once; every item is claimed by some."""
    items = tables.read("hypothesis-items")
    fields = {field["name"]: field for field in tables.resource("hypothesis-items")["schema"]["fields"]}
    order = fields["about"]["constraints"]["enum"]
    if name == "hypothesis-items":
        explained = " ".join(tables.read("hypotheses")["explains"]).split()
        for key, row in rows(name):
            if row.about not in explained:
                yield key, f"bears on {row.about}, which no explanation claims to explain"
        return
    for key, row in rows(name):
        parts = row.explains.split()
        if parts != [about for about in order if about in parts] or not {*parts} <= set(items["about"]):
            yield key, f"holds {row.explains!r}: an unknown part, one twice, or another order"


@rule
def in_sentence(name, column):
    """The quote stands in the sentence of that number."""
    text = tables.read("sentences").set_index("sentence")["text"]
    for key, row in rows(name):
        if row.quote not in text.get(row.sentence, ""):
            yield key, f"holds {row.quote!r}, which does not stand in sentence {row.sentence}"
