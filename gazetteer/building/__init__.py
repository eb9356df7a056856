"""The steps by which a gazetteer file is made."""
