"""One toll of an incident out of the figures of its sentences: kept, replaced, added up, or a range of two accounts.

figures in the order in which they are told → what each does to those before it (rules) → one whole (folding)
"""
