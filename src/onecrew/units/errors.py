"""The error tree.

OnecrewError
├── RightsError        no consent or licence for what was asked
├── ProviderError      a model or its vendor
│   ├── Refused        it will not do this (moderation, bad input): change the request
│   ├── Busy           it is overloaded or rate-limits: the same request may work later
│   ├── Unreachable    nothing was sent: the network, a missing file or program
│   │   └── Unready    something here must be set first, such as a key: waiting does not help
│   ├── Unanswered     it was sent and no answer came: nobody knows whether it was taken
│   ├── OutOfCredit    money or quota is used up
│   ├── Expired        the job, or what came of it, is no longer kept
│   └── Broken         the answer makes no sense, or the weights are wrong
├── MediaError         pictures, sound, codecs
│   └── Unfit          a take that was looked at and does not count
└── StoreError         the show's store or its files on disk

A message names the thing, the fact and the next command. What an author can mend in the show is
no exception but a ``Problem``.
"""

from __future__ import annotations

from fractions import Fraction


class OnecrewError(Exception):
    """Everything this package raises on purpose."""

    exit_code = 1


class RightsError(OnecrewError):
    """There is no consent or licence for what was asked."""

    exit_code = 3


class ProviderError(OnecrewError):
    """A model or its vendor did not deliver.

    ``billed``: whether it is paid for all the same; None where the vendor does not say. ``wait``: seconds the vendor asks to wait
    before another attempt.
    """

    exit_code = 4

    def __init__(self, *told: object, billed: bool | None = None, wait: Fraction | None = None) -> None:
        super().__init__(*told)
        self.billed = billed
        self.wait = wait


class Refused(ProviderError):
    """The provider will not do this request; another attempt needs another request."""


class Busy(ProviderError):
    """The provider is overloaded; the same request may succeed later."""


class Unreachable(ProviderError, ConnectionError):
    """Nothing was sent: a network, a program or a file of weights is missing."""


class Unready(Unreachable):
    """Nothing was sent, and waiting does not help: a key, a workflow or a setting is missing or wrong."""


class Unanswered(ProviderError):
    """The request went out and no answer came back; the provider may have taken it."""


class Expired(ProviderError):
    """The provider no longer keeps the job or what came of it."""


class OutOfCredit(ProviderError):
    """The account has no money or quota left."""


class Broken(ProviderError):
    """The provider answered something that cannot be used."""


class MediaError(OnecrewError):
    """A picture, a sound or a film cannot be read or made."""

    exit_code = 5


class Unfit(MediaError):
    """A take was looked at and does not count.

    ``faults``: what was found; ``instead``: what a person may do in place of ordering another.
    """

    def __init__(self, *told: object, faults: tuple[str, ...] = (), instead: str = "") -> None:
        super().__init__(*told)
        self.faults = faults
        self.instead = instead


class StoreError(OnecrewError):
    """The store, or a file of the show, cannot be read or written."""

    exit_code = 5
