"""From lines and grids to cells of official forms, claims of the narrative, projects, and a document's identity."""
