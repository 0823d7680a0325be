"""What a confined child is asked to do: a module a job, which alone is loaded in the child.

Each has `answer(order, data)`, which yields the answer to what came in, piece by piece. Jobs are
chosen by whoever asks, never by the file. Nothing else may import them: pdfium aborts the whole
process where memory runs short.
"""
