"""The product: what Flickr says, what we keep of it, and the pages made from it."""
