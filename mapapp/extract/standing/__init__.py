"""Is what a sentence tells done, to come, denied or only thinkable? A second opinion on `scope.py`, learned."""
