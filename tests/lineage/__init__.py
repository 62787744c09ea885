"""Random rows of the marts led back to print: the long form of `tests/integration/test_lineage.py`."""
