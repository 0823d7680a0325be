"""Everything that is stored, as files that other systems can read, and back into an empty database.

`docs/exchange.md` says what is in them; `tables` is what both it and the code go by.
"""

from __future__ import annotations
