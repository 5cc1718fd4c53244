"""Other tasks of recommending, on the same catalogues, prompts and checks as the chat.

from chatrec.tasks import explain_item, predict_rating, transfer_taste
"""

from .explaining import Explanation, explain_item
from .rating import Prediction, predict_rating
from .transferring import Transfer, transfer_taste

__all__ = [
    "Explanation",
    "Prediction",
    "Transfer",
    "explain_item",
    "predict_rating",
    "transfer_taste",
]
