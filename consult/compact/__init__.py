"""The Compact: promises we can check, and departures from them with a stated reason."""
