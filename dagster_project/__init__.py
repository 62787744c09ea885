"""The city budget warehouse: from published disclosures to a publication of marts and findings."""
