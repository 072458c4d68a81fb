"""The house rules for a page, one small function each.

Ids such as H4 are the handbook’s; the others name what they check.
"""

from accessibility.house_rules import (
    forms,
    language,
    links,
    pictures,
    structure,
    title,
    wording,
)

RULES = (
    *language.RULES,
    *title.RULES,
    *forms.RULES,
    *links.RULES,
    *pictures.RULES,
    *structure.RULES,
    *wording.RULES,
)
