"""Text as XML can hold it, for every file of the press that is XML inside."""

import re

#: What XML 1.0 cannot hold. It is shown as the sign for a character that is none, not dropped: somebody has to mend it.
TERLARANG = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
PENGGANTI = "\ufffd"


def bersih(teks: object) -> str:
    """The text as XML can hold it."""
    return TERLARANG.sub(PENGGANTI, str(teks))
