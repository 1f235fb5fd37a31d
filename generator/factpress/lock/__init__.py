"""The evidence lock: a record of the cards that readers see, and each passage's place in its copy.

`lock_file` parses and serialises it, by `lines`; `signing` checks its signature (`minisign`).
`archive_check` compares it with the findings in the archive. `current_record` makes the same record
from the cards, `comparison` puts both side by side, and `card_check` reports each difference:
`silent_changes` finds changes without a dated entry, `missing_cards` published cards that are gone.
"""
