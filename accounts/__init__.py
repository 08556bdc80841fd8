"""Who you are and what you let us do: users, connections to Flickr, sealing, sign-in."""
