"""The benchmark: what copying costs, and what pages cost. Printed, never asserted.

    make bench                 everything, a million photos among it: half an hour or more
    make bench PHOTOS=100000   for the impatient
    make bench ARGS="--only walls"   pages alone: walls of photos at any depth (pages: of a reply)

Each database is measured by processes of its own, and so is the simulated Flickr.
"""
