"""Keeping: a backup of what people made here, bringing it back, and what stays forgotten.

tables     which rows are whose: the one place that decides what a backup holds
fields     a value of a column as JSON, and back
archive    the file: whole, or refused
manifest   what the file says of itself, and whether it may come in
snapshot   one moment of the database, while the site goes on
sequences  keys that count by themselves go on counting
backup     writes the file
restore    reads it into an empty database, all of it or nothing
settle     what has changed since then, before anybody sees a row
marks      what was asked to be forgotten is forgotten here as well
taken_off  what the operator took off the public stays off it
forget     the operator forgets somebody who asked them
checks     whether marks can be written at all
"""
