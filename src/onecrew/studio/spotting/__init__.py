"""Understanding an existing film. In: what was heard, read and seen. Out: lines, speakers, sounds. Never: files, models."""
