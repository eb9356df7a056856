"""The longer commands of `python -m gazetteer`, a file each."""
