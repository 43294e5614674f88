"""Looks for canaries in everything that a twin keeps: `python -m leaks --help`."""
