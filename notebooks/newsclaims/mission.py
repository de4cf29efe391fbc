"""Mission: the coded evidence on why people come, stay or leave, counted in ways that one speaker cannot carry alone."""


def share_by(evidence, column):
    """Passages of ``evidence`` (DataFrame with ``slug``) by ``column``: counts of distinct passages, most first (Series)."""
    return evidence.drop_duplicates(["slug", column]).groupby(column)["slug"].nunique().sort_values(ascending=False, kind="stable")


def leave_one_out(evidence, column, count_by):
    """Leading value of ``count_by`` when each value of ``column`` is left out in turn: dict of left-out to leader.

    Leaders that tie are joined by `` = ``.
    """
    leaders = {}
    for left_out in sorted(set(evidence[column])):
        counts = share_by(evidence[evidence[column] != left_out], count_by)
        leaders[left_out] = " = ".join(sorted(counts.index[counts == counts.max()])) if len(counts) else "nothing left"
    return leaders
