"""Anything a person brings → a report → a document of blocks."""
