"""From lines and grids to cells of forms, claims of the narrative, projects, and what a document says it is."""
