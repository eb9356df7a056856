"""Who did it and to whom: the parse of an event's clause → noun phrases → plain names → parties with name and kind."""
