"""Who did it and to whom: the parse of the event's clause → noun phrases → plain names → kinds."""
