"""Reading: any Chinese text to its numeric mentions, their values and who says them. Imports nothing of ours but errors."""
