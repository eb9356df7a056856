"""Incidents as rows in the shapes that conflict researchers read: ACLED's and UCDP's (docs/export.md)."""
