"""Signing in with Flickr: allauth's provider, told where Flickr is and what to keep to itself."""
