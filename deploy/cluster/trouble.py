"""What can go wrong with a cluster, as one sentence for people."""


class ClusterTrouble(Exception):
    """Something could not be done: one sentence that says what, and perhaps somebody's last words."""

    def __init__(self, sentence: str, last_words: str = ""):
        super().__init__(f"{sentence}\n{last_words}" if last_words else sentence)
        self.sentence = sentence
        self.last_words = last_words
