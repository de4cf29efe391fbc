"""The data dictionary for people: data/README.md, its tables made from data/datapackage.json."""

import json
from pathlib import Path
from typing import Any

from .. import tables

MARK = "<!-- From here on made from datapackage.json by `make fix`; what stands above is written by hand. -->"


def written(text: str, package: dict[str, Any]) -> str:
    """``text`` of data/README.md with all after MARK made anew from ``package`` (of datapackage.json)."""
    head = text.partition(MARK)[0].rstrip()
    return (
        "\n".join(
            [head, "", MARK, *(line for entry in package["resources"] for line in _resource(entry))]
        ).rstrip()
        + "\n"
    )


def _resource(entry: dict[str, Any]) -> list[str]:
    maker = (
        f" · written by notebook `{entry['made_by']}`"
        if "made_by" in entry
        else ""
        if entry["path"].startswith("raw")
        else " · curated"
    )
    lines = [
        "",
        f"## {entry['title']}",
        "",
        f"`{entry['path']}` · `{entry['name']}`{maker}",
        "",
        entry["description"],
    ]
    if "schema" not in entry:
        return lines
    fields = entry["schema"]["fields"]
    ruled = any("rule" in field for field in fields)
    lines += [
        "",
        "| column | type | what it holds |" + (" bound by |" if ruled else ""),
        "|---|---|---|" + ("---|" if ruled else ""),
    ]
    for field in fields:
        limits = field.get("constraints", {})
        what = field["description"] + (f" ({', '.join(limits['enum'])})" if "enum" in limits else "")
        what += f" [{field['unit']}]" if "unit" in field else ""
        kind = field["type"] + (", never empty" if limits.get("required") else "")
        lines.append(
            f"| `{field['name']}` | {kind} | {what.replace('|', chr(92) + '|')} |"
            + (f" {field.get('rule', '')} |" if ruled else "")
        )
    key = entry["schema"]["primaryKey"]
    return lines + [
        "",
        f"Key: {', '.join(f'`{name}`' for name in ([key] if isinstance(key, str) else key))}.",
    ]


def current() -> tuple[Path, str]:
    """(path, text as it should be) of the data dictionary."""
    path = tables.ROOT / "data/README.md"
    package = json.loads((tables.ROOT / "data/datapackage.json").read_text(encoding="utf-8"))
    return path, written(path.read_text(encoding="utf-8"), package)
