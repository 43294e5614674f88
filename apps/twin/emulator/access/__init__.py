"""Requests of the emulator before IAM: what each needs, which policies bear on it, and who used what.

`emulator.iam` decides; this package tells it what moto knows. `gate.Gate` is the whole of it for others.
"""
