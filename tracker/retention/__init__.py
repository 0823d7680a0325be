"""What has had its time is erased: listed, approved by two, carried out by the worker, attested."""
