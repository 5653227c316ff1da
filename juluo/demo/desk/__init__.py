"""What the simulated community's operators keep: events, draws, questions, check-ins, feedback, surveys, interviews.

Everything is done by the same verbs as by colleagues, each at its moment of the simulated days. What is still open
(the next meet-up, a draw, a survey) is dated from the day on which the demo is made, so that there is something to do.
"""
