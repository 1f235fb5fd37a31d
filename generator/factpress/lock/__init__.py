"""The evidence lock: what readers are told, and where each passage is in its saved copy.

A check: `lock_file` reads the lock, by `lines`; `signing` checks its signature (`minisign`).
`archive_check` compares it with the findings in the archive. `current_record` makes the same record
from the cards, `comparison` puts both side by side, and `card_check` reports each difference:
`silent_changes` those without a dated entry, `missing_cards` what readers would miss.
"""
