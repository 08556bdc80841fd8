"""The benchmark: what copying costs in time and memory. Printed, never asserted.

    make bench                 everything, a million photos among it: half an hour or more
    make bench PHOTOS=100000   for the impatient

Each database is measured by processes of its own, and so is the simulated Flickr.
"""
