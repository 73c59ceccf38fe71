"""Export of the diary as JSON or CSV, and import of JSON."""
