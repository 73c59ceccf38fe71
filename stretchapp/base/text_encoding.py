"""Decoding of the text files that people bring along: UTF-8, with or without a byte order mark."""

from __future__ import annotations

import codecs

from stretchapp.base.i18n import _

_MARKS = (
    # Those of UTF-32 first: one of them begins as one of UTF-16 does.
    (codecs.BOM_UTF32_LE, "UTF-32"),
    (codecs.BOM_UTF32_BE, "UTF-32"),
    (codecs.BOM_UTF16_LE, "UTF-16"),
    (codecs.BOM_UTF16_BE, "UTF-16"),
)


class EncodingError(Exception):
    """A text is not encoded as UTF-8; the text of the error says what to do.

    Attributes:
        before: The text before the place that cannot be read.
    """

    def __init__(self, message: str, before: str = "") -> None:
        """Use a message for the user."""
        super().__init__(message)
        self.before = before


def decode(content: bytes) -> str:
    """Return the text of a file without its byte order mark.

    Raises:
        EncodingError: It is not encoded as UTF-8.
    """
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            raise _wrong_encoding(encoding)
    # Without a mark, UTF-16 begins with a letter and a zero in either order.
    if b"\0" in content[:2]:
        raise _wrong_encoding("UTF-16")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = error.object[: error.start].decode("utf-8-sig")
        message = _("this character is not UTF-8; save the file with UTF-8 encoding")
        raise EncodingError(message, before) from None


def _wrong_encoding(encoding: str) -> EncodingError:
    message = _("the file is encoded as {encoding}; save it as UTF-8")
    return EncodingError(message.format(encoding=encoding))
