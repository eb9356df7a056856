"""Which kind of event a word tells of, learned from sentences where people marked it."""
