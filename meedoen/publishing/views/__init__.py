"""What the social map gives to calendars, other sites, search engines and paper. Nobody signs in."""
