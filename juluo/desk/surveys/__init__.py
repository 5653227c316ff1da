"""Surveys: built, asked of whom, answered; what was answered is handed on as frozen values."""
