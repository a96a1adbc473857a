"""What the templates of the review pages say beside the desk's own words."""
