"""What people look at in a browser: pages made from the publication that stands, read-only and on this machine alone.

Belongs here: the queries, the pages and their server. Does not belong here: the orchestrator's page (`orchestrator_page`)
and anything that judges or changes a figure.
"""
