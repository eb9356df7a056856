"""Places of the world, offline."""

__version__ = "0.1.0"
