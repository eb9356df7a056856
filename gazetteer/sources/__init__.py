"""One reader per source of places. Each yields `Found`, and knows nothing of the others."""
