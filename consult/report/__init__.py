"""“We asked, you said, we did”: built by a job, decided by people, published and frozen."""
