"""From the run's database to a publication that appears whole or not at all."""
