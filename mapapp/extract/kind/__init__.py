"""Which kind of event a sentence tells of: a linear model over its words, their meanings and what the table finds."""
