"""What the formulas of the ledger may call: every function of this room that takes quantities, by name."""

from . import agreement, compensation, flows, proportions, retention, survey

FORMULAS = {
    name: function
    for module in (retention, proportions, flows, compensation, survey, agreement)
    for name, function in vars(module).items()
    if hasattr(function, "plain")
}
