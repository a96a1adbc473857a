"""The desk's pages: each reads the request, calls one function of the newsroom's, and draws."""
