"""`python -m juluo.text.training`: makes the weights that ship."""

from juluo.text.training.shipped import acts, moods
from juluo.text.weights import HERE, save

if __name__ == "__main__":
    save(HERE / "acts.npz", {language: acts(language) for language in ("zh", "en")})
    save(HERE / "moods.npz", {"zh": moods()})
