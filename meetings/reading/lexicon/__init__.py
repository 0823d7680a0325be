"""Words of Danish minutes: tables without logic."""
