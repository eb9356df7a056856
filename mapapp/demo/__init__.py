"""Made-up incidents in any number: to see the map full, and to measure it. None of them ever happened."""

from mapapp.demo.write import write

__all__ = ["write"]
