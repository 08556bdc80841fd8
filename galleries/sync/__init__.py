"""Keeping our copy in step with Flickr.

schedule   finds what is due and nudges a worker
tasks      the nudges
engine     claims a stream, pulls one page after the other
kinds      one small module for each kind of stream: what to ask, what to do with it
decide     what a record means for our row; no database
apply      writes what was decided
budget     the calls that all processes share
"""
