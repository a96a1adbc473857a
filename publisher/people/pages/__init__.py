"""The pages of people: who is here, joining, and a page of one's own."""
