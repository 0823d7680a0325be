"""Reading: a file becomes text that knows its place, and the text becomes minutes with items.

`confined` is the way in. Nothing is imported here: a confined child would load it all, each time.
"""
