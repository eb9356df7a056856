"""From where to where something moved: the words of the movement → the names it goes between → the places' roles."""

from mapapp.extract.movement.ends import carried_roles, completed, ends_of, with_ends

__all__ = ["carried_roles", "completed", "ends_of", "with_ends"]
