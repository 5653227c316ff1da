"""What members say of the community: feedback, surveys, moods."""
