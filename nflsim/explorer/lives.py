"""Two lives of one declaration: HTML while the book is built, a widget in a kernel."""

import os


class TwoLives:
    """Shows itself by `_page()` or by `_widget()`, whichever the kernel is there for."""

    def _repr_mimebundle_(self, include=None, exclude=None):
        if os.environ.get("EXPLORER_MODE") == "static":
            return {"text/html": self._page()}
        return self._widget()._repr_mimebundle_()
