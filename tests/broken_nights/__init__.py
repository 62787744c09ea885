"""Faults on purpose: what a night leaves behind when the machine fails under it.

`injection` breaks one call of the operating system, `small_night` is a night that is quick enough to be broken many
times, `home_state` says what must hold, `trial` breaks one night and runs the next, `campaigns` say what is broken,
`damages` what of the standing publication.
`python -m tests.broken_nights` runs them and prints the counts (`make soak`; `make test` runs the short form).
"""
