"""A printed document into the bytes of one format each; every writer tells where each row of each table came to stand."""
