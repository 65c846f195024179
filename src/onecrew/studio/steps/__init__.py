"""One file a step. In: a Job (a recipe of plain values, input files). Out: files. Never: the store, the show folder."""
