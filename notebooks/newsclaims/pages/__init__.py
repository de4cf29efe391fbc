"""Pages: the notebooks as HTML, the evidence behind each number, and the check of prose against the ledger."""
