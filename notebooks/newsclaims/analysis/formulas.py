"""What the formulas of the ledger may call: every function of this room that takes quantities, by name."""

from . import choice, compensation, corpus, flows, proportions, ranking, retention

FORMULAS = {
    name: function
    for module in (retention, proportions, ranking, flows, compensation, choice, corpus)
    for name, function in vars(module).items()
    if hasattr(function, "plain")
}
