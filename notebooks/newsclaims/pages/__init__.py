"""Pages: the notebooks as HTML, the evidence behind each number, and prose checked against the ledger."""
