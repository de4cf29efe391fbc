"""Build: running the notebooks, checking the whole collection, and running it on a changed article."""
