"""Cross-check: what outside facts do to each claim, with relays of one source counted once."""

import pandas as pd

VERDICTS = ("supports", "nuances", "contradicts", "context")


def verdicts(facts, joins):
    """One row a claim that has facts: how many independent sources support, nuance or contradict it.

    ``facts``: the received facts; ``joins``: fact_id and slug. Sources are independent where their ``original_source`` differs.
    Facts later than the article are counted apart and give no verdict. The verdict is the strongest of what is left:
    contradicted before nuanced before supported.
    """
    joined = joins[joins["slug"] != ""].merge(facts, on="fact_id")
    rows = []
    for slug, group in joined.groupby("slug", sort=True):
        timely = group[group["after_article"] == "no"]
        counts = {name: timely.loc[timely["verdict"] == name, "original_source"].nunique() for name in VERDICTS}
        rows.append({"slug": slug, "facts": len(group), **counts, "after_article": len(group) - len(timely), "verdict": _strongest(counts)})
    return pd.DataFrame(rows, columns=["slug", "facts", *VERDICTS, "after_article", "verdict"])


def _strongest(counts):
    for name, verdict in (("contradicts", "contradicted"), ("nuances", "nuanced"), ("supports", "supported"), ("context", "context only")):
        if counts[name]:
            return verdict
    return "later sources only"
