"""Reading: from a file, folder or server to rows of the standard, one at a time, however large it is."""
