"""The one visual system: colours, type and line weights that charts, PDF and HTML share."""

from pathlib import Path

FONTS = Path(__file__).parent / "fonts"
FONT = "Source Sans 3"
#: Dark to light, so that they stay apart in greyscale print; one accent, greys, one alarm.
AKSEN = "#0b4f6c"
TEKS = "#1f2933"
REDUP = "#6b7680"
GARIS = "#d5dbe0"
AWAS = "#b3441e"
