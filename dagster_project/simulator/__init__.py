"""A simulated city: disclosures in the real templates, drawn from one economy, with their truth beside them.

`economy` and `ledger` are the money, `families/` the templates as data, `printing` and the modules of forms and narrative
turn money into a printed document, `writers` the document into bytes, `faults` spoils it, `truth` keeps what was right.
Nothing of the warehouse may import this package; this package knows the seeds and the printed grammar of forms only.
"""
