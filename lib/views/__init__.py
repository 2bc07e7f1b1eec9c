"""What a page says at an address: figures, sentences and links as plain data; site and web only render it."""
