"""What a person may ask for and the rules don't allow, in words that say what to do instead."""


class Refused(Exception):
    """`field`: the input that the sentence is about, as the forms name it."""

    def __init__(self, field: str, sentence: str):
        super().__init__(sentence)
        self.field, self.sentence = field, sentence
