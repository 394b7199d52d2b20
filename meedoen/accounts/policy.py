"""Pure decisions of accounts."""

from datetime import timedelta

SIGN_IN_WINDOW = timedelta(seconds=60)
BAD_TRIES_PER_ACCOUNT_AND_ADDRESS = 6
BAD_TRIES_PER_ACCOUNT = 30
BAD_TRIES_PER_ADDRESS = 30


def limits_of_tries(account: str, address: str) -> list[tuple[str, str, int]]:
    """What bad tries to sign in are counted for: the kind, whom, and how many are let through in a window.

    In: the mail address that was typed, in lower case, and the network address it came from.
    Few for one account from one address, so that a stranger elsewhere does not lock a worker out; more for
    one account from anywhere, and for one address, which a whole office may share.
    """
    return [
        ("sign_in_pair", f"{account} {address}", BAD_TRIES_PER_ACCOUNT_AND_ADDRESS),
        ("sign_in_account", account, BAD_TRIES_PER_ACCOUNT),
        ("sign_in_address", address, BAD_TRIES_PER_ADDRESS),
    ]
