"""Officers and those they ask try a consultation before people do; nothing of it is an answer."""
