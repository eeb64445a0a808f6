"""Who must sign before a report is published, and which of these signatures hold."""

from collections.abc import Sequence

from ..model.report import Signature


def missing_roles(roles: Sequence[str], review: Sequence[Signature]) -> tuple[str, ...]:
    """Return the roles that have still to sign, in the order in which they are asked; a signature that is void does not count."""
    signed = {signature.role for signature in review if signature.holds}
    return tuple(role for role in roles if role not in signed)
