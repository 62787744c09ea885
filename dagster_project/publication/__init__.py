"""A publication: what readers use, whole or not at all, the same bytes for the same content."""
