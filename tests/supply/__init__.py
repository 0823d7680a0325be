"""What the product is made of besides itself: the licence of each part, and a list for machines.

Only what runs in production is looked at: requirements-run.lock, and the vendor folder.
"""
