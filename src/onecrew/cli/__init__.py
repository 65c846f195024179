"""The command line, one file a verb. In: arguments. Out: calls of the studio and printed lines. Never: logic."""
