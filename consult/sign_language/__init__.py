"""British Sign Language: a video beside the words, with captions, a transcript and two names."""
