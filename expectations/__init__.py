"""Accounting identities as data, the algebra that judges them, and the suites that gate a publication."""
