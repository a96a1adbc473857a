"""What can go wrong with the house's own affairs, in an admin's words.

HouseError          nothing was changed; the sentence says why
├── NothingBegun      no connecting was begun in this browser, or it is over
├── NotTheOne         what came back belongs to another beginning
├── Denied            the owner said no
├── NoApp             the house has no app of its own on the network yet
├── WrongKeys         what was typed cannot be keys
├── AnotherUser       the keys belong to somebody else
├── Unknown           there is no such account, place or setting
├── SettingOvertaken  somebody else changed it first
├── NotSaid           it has to be confirmed
├── NewsroomBusy      the account is being tried
└── WrongSetting      a value that cannot be
"""

from __future__ import annotations


class HouseError(Exception):
    """Nothing was changed."""


class NothingBegun(HouseError):
    def __init__(self) -> None:
        super().__init__(
            "No connecting is under way in this browser: it was finished, or a quarter of an hour "
            "has passed, or somebody else began it. Begin again here."
        )


class NotTheOne(HouseError):
    def __init__(self) -> None:
        super().__init__(
            "This answer belongs to another request than the one begun last in this browser. "
            "Nothing was connected. Begin again here."
        )


class Denied(HouseError):
    def __init__(self, network: str) -> None:
        super().__init__(
            f"No access was given on {network}, so nothing was connected. Sign in there with the "
            "right account, then begin again."
        )


class NoApp(HouseError):
    def __init__(self, network: str) -> None:
        super().__init__(f"The house has no app on {network} yet: give its two keys first.")


class WrongKeys(HouseError):
    pass


class AnotherUser(HouseError):
    def __init__(self, theirs: str, ours: str) -> None:
        super().__init__(
            f"These keys belong to @{theirs}, and this account is @{ours}. Nothing was changed. "
            f"Take the keys of @{ours}, or connect @{theirs} as an account of its own."
        )


class Unknown(HouseError):
    pass


class SettingOvertaken(HouseError):
    pass


class NotSaid(HouseError):
    pass


class NewsroomBusy(HouseError):
    def __init__(self) -> None:
        super().__init__("The account is being tried just now. Wait until its two posts are gone.")


class WrongSetting(HouseError):
    def __init__(self, name: str, words: str) -> None:
        super().__init__(words)
        self.name = name
