"""Pure rules of the plan stage: definitions, routing and timetable."""
