"""Corpus: a million documents, on one machine or many, to one table of numeric mentions.

``batch`` reads a batch of documents; ``sources`` takes documents out of files, ``crew`` has them read, and
``run`` puts what was read into a folder. Needs what the extra ``corpus`` brings.
"""
