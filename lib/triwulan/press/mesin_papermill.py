"""The engine as stock papermill finds it: `papermill --engine triwulan`."""


class _Nanti:
    """Papermill loads its engines while it is being loaded itself, and ours is built on papermill's: so it is fetched when it is used."""

    def __getattr__(self, nama: str):
        from triwulan.press.mesin import Mesin

        return getattr(Mesin, nama)


Mesin = _Nanti()
