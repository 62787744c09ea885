"""The letter to one department: its findings as a document ready to send (contract: `citybudget letter`).

`published` reads what stands in the publication, `content` decides what the letter says, `page` and `paper` draw it as
HTML and as a word-processor document. Does not belong here: judging, grouping findings (`findings`).
"""
