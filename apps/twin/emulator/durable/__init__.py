"""What outlives the emulator's process: its services' state, objects of S3 at once, all else within a moment.

`snapshots` writes everything that moto and the engines keep to one file, again and again, from a fork of the process.
`bodies` keeps the content of S3's objects in files, and `journal` notes every change of a key before it is answered.
"""
