"""Pieces through the queue into the record: what feeds it, what works it off."""
