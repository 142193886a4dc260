"""Still pictures of concepts, one file each, as `catalogue` lists them."""
