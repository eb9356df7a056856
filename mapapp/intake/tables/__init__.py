"""Tables of incidents that others coded: a row in, a report for each of its sources and one incident out."""
