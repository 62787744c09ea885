"""How long things take, as ratios between commands measured in one run (`make bench`). No test asserts a time."""
