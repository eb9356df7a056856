"""Which of the names in a sentence is where its act happened: names → features → a score each → a choice."""
