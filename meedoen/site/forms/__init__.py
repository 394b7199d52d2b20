"""Forms of the pages that join apps: one task each."""
