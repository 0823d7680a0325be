"""A working day in minutes, on PostgreSQL and Redis, while workers and a web process are killed."""
