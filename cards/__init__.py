"""Image cards: a pure library on Pillow that knows nothing of the publisher."""
