"""On which day an incident of a report happened, of all the days that the report names: learned from whole reports.

what every sentence names → the days that may be the incident's, each with what speaks for it → features → a learned
model
"""
