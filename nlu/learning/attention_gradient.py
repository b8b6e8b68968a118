"""How the network of `nlu.learning.attention` has to change: its gradient, look by look from the last to the first."""

from __future__ import annotations

import numpy as np

from nlu.learning.attention import FAR, MID, NEAR, Floats, Looks, Weights, aware, shifts, wider, window


def gradient(weights: Weights, heard: Looks, told: Floats, valued: Floats, live: Floats, kept: float) -> tuple[dict[str, Floats], Floats]:
    """The slope of a loss by each of `weights` but the features', and by the words that were heard, (messages, words, size).

    `told`, (messages, labels), and `valued`, (messages, words, values): its slope by the log odds. `kept`: the share of a layer that
    `drop` had left.
    """
    size = [layer.shape[2] for layer in (heard.words, heard.near, heard.mid, heard.far)]
    said = heard.heed * told[:, None]
    wanted = said * heard.said
    wanted -= heard.heed * wanted.sum(axis=1, keepdims=True)
    all_of_it = np.concatenate([heard.words, heard.near, heard.mid, heard.far], axis=2)
    slopes = {"bias": told.sum(axis=0), "valued_bias": valued.sum(axis=(0, 1))}
    slopes |= {name: _outer(all_of_it, slope) for name, slope in (("wanted", wanted), ("said", said), ("valued", valued))}
    of_all = wanted @ weights["wanted"].T + said @ weights["said"].T + valued @ weights["valued"].T
    words, near, mid, far = np.split(of_all, np.cumsum(size)[:-1], axis=2)

    def through(name: str, layer: Floats, seen: Floats, slope: Floats) -> Floats:
        """The slope by what a layer saw; notes those by its weights. What was left out, or is below nothing, changes nothing."""
        slope = slope * (layer > 0) / np.float32(kept)
        slopes[name], slopes[f"{name}_bias"] = _outer(seen, slope), slope.sum(axis=(0, 1))
        by_seen: Floats = slope @ weights[name].T
        return by_seen

    mid = mid + unseen(through("far", heard.far, window(heard.mid, *FAR), far), *FAR)
    of_aware = through("mid", heard.mid, aware(heard.near, heard.whole), mid)
    by_neighbours, by_whole = np.split(of_aware, [wider(MID[0]) * size[1]], axis=2)
    whole = by_whole.sum(axis=1) * (1 - heard.whole**2)
    long = live.sum(axis=1)
    slopes["whole"] = (heard.near.sum(axis=1) / long).T @ whole
    near = near + unseen(by_neighbours, *MID) + (whole @ weights["whole"].T / long)[:, None]
    return slopes, words + unseen(through("near", heard.near, window(heard.words, *NEAR), near), *NEAR)


def by_sums(slope: Floats, even: Floats, by: Floats) -> Floats:
    """The slope by the sums that `attention.evened` made `even`, multiplied `by`; all (messages, words, size or 1)."""
    slopes: Floats = by * (slope - even * np.mean(even * slope, axis=2, keepdims=True))
    return slopes


def unseen(slope: Floats, reach: int, step: int) -> Floats:
    """The slope by the words that `attention.window` saw."""
    _, long, wide = slope.shape
    size = wide // wider(reach)
    back = np.zeros((*slope.shape[:2], size), slope.dtype)
    for i, (here, there) in enumerate(shifts(long, reach, step)):
        back[:, there] += slope[:, here, i * size : (i + 1) * size]
    return back


def _outer(seen: Floats, slope: Floats) -> Floats:
    by_weights: Floats = np.tensordot(seen, slope, ((0, 1), (0, 1)))
    return by_weights
