"""The pages of editing the social map by hand."""
