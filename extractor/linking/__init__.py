"""The same event over documents and languages: records in, links out. Begins at `groups.link`."""
