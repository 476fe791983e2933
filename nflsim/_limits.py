"""Sizes that are refused before anything of them is computed."""

from math import inf, log2, log10

BITS = 1000  # of a size that is written out as an int


def fits(what, size, limit, unit="bytes"):
    """Return nothing; raise unless `size` is within `limit`."""
    if size > limit:
        raise ValueError(f"{what} would need {magnitude(size)} {unit}, the limit is {limit:,}")


def fits_power(what, base, power, limit, unit="bytes", times=1):
    """Return nothing; raise unless times * base**power is within `limit`; it may be huge."""
    bits = log2(times) + (float(power) if power.bit_length() < BITS else inf) * log2(base)
    if base > 1 and bits > BITS:
        digits = "(more than floats hold)" if bits == inf else int(bits * log10(2))
        raise ValueError(f"{what} would need about 10^{digits} {unit}, the limit is {limit:,}")
    fits(what, times * base**power if base > 1 else times, limit, unit)


def named(**sizes):
    """Return sizes as an error tells them: ` for n=4, q=3`."""
    return " for " + ", ".join(f"{name}={magnitude(size)}" for name, size in sizes.items())


def magnitude(size):
    """Return an int in words: digits up to 10^15, a power of ten beyond."""
    if size < 10**15:
        return f"{size:,}"
    return f"about 10^{int(size.bit_length() * 0.30103)}"
