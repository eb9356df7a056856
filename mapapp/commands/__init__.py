"""The commands of `python -m mapapp`, one module each."""
