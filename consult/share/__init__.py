"""Other formats and languages: asked for, promised by a day, made, sent; and did it work?"""
