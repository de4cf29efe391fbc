"""Build: running the notebooks, checking the whole collection, and running it on a changed article."""

import sys

# jsonschema, which reads notebooks, can do without; importing it takes two seconds
sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]
