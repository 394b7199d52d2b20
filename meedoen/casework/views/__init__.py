"""The doors of casework: the pages of a case that one app can make by itself."""
