"""A document → the place names in it → the places they mean."""
