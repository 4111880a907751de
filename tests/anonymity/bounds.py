"""How sure one can be of a share that was counted."""
import math


def at_most(hits, trials, share):
    """How likely so few hits, or fewer, are if each comes with that share."""
    if share >= 1:
        return 1.0 if hits >= trials else 0.0
    if share <= 0:
        return 1.0
    logs = (math.lgamma(trials + 1) - math.lgamma(k + 1) - math.lgamma(trials - k + 1) + k * math.log(share) +
            (trials - k) * math.log1p(-share) for k in range(hits + 1))
    return min(1.0, math.fsum(math.exp(each) for each in logs))


def upper(hits, trials, sure=0.999):
    """The largest share that so few hits leave possible (Clopper and Pearson, one-sided)."""
    if hits >= trials:
        return 1.0
    low, high = hits / trials, 1.0
    for _ in range(60):
        middle = (low + high) / 2
        if at_most(hits, trials, middle) > 1 - sure:
            low = middle
        else:
            high = middle
    return high
