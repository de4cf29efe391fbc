"""Analysis: pure functions of numbers and frames. Nothing here knows the article."""
