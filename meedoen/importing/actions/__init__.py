"""Reading, judging, writing and taking back: what a run does, step by step."""
