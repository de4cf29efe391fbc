"""Evidence: the article, its claims, the outside facts, and what these do to each claim."""
