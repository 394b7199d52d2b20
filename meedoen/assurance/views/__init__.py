"""The link in a mail, for whoever holds it; and the desk of who keeps the map."""
