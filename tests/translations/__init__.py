"""The catalogues of other languages: what is in them, what they lack, and how they are compiled."""
