"""The commands of `publisher`, a module each; none is loaded before it is called."""
