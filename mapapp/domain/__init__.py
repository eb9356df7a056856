"""What we talk about: reports, mentions, times, claims, incidents, views. No tool is imported here."""
