"""What accounts tells the rest of the house.

connected    a permission was stored: a member signed in, or somebody let us write. A guest's has
             ``in_step_since`` None: nothing may be copied with it. Sent with ``connection``,
             after the commit. A receiver that fails is logged and does not keep the person out.
forgetting   a person asked to be forgotten; sent with ``user`` and ``never_again`` (not through
             other people's lists either), inside the transaction
"""

from django.dispatch import Signal

connected = Signal()
forgetting = Signal()
