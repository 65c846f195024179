"""Models behind one protocol per capability. In: a request. Out: what came back, checked. Never: the story, the store."""
