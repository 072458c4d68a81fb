"""Pure rules of the respond stage: pages, answers and what may be sent."""
