"""What the formulas of the ledger may call: every function of this room that takes quantities, by name."""

from . import choice, compensation, corpus, retention

FORMULAS = {
    name: function
    for module in (retention, compensation, choice, corpus)
    for name, function in vars(module).items()
    if hasattr(function, "plain")
}
