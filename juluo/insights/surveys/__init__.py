"""What a survey says: each question with its interval, who didn't answer, weights by stratum, then and now."""
