"""Where an incident of a report happened, of all the places that the report names: learned from whole reports.

what every sentence names → the places that may be the incident's, each with what speaks for it → features → a learned
model
"""
