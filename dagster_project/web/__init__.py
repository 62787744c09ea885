"""Departments' own disclosure pages: what is looked at (`sources`), asking politely (`asking`), what a page links to
(`links`), and pages as a place that files come from (`department_pages`). Knows nothing of what is in a disclosure.
"""
