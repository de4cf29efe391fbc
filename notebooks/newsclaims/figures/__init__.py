"""Figures: one style, the kinds of figures, and saving them so that each run gives the same bytes."""
