"""Bytes to pages of lines and grids, every cell with its address: one file a format."""
