"""One module for each kind of answer; each takes a context and a query and gives a draft."""
