"""Where articles come from, and how one becomes a draft."""
