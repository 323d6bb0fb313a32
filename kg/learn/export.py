"""Writing a trained reader as the files that a build reads: an ONNX graph of int8 weights, a tokenizer, what it is."""

from __future__ import annotations

import hashlib
import json
import tempfile
import warnings
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import torch
from tokenizers import Tokenizer

from kg.learn.training import Reader, base_folder, base_tokenizer
from kg.model import MODALITIES

FREQUENT = 4_000  # pieces kept in any case: the base vocabulary is in the order of their frequency
OFTEN = 2  # times that another piece must stand in the texts
SPECIAL = ("[PAD]", "[UNK]", "[CLS]", "[SEP]")


class _Probabilities(torch.nn.Module):
    """The reader with probabilities for scores and its vectors, for one passage at a time."""

    def __init__(self, reader: Reader) -> None:
        super().__init__()
        self.reader = reader

    def forward(self, ids: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
        labels, modality, vectors = self.reader(ids, torch.ones_like(ids))
        return torch.softmax(labels, -1), torch.softmax(modality, -1), vectors


def export_reader(
    model: Reader, event_types: Sequence[str], texts: Iterable[str], folder: Path, about: Mapping[str, Any]
) -> None:
    """Write model.onnx, sides.onnx, tokenizer.json and reader.json into the folder.

    The vocabulary keeps the pieces that stand twice in `texts`, the frequent ones and all single characters, so that
    any word still splits into pieces. `about` goes into reader.json as it is.
    """
    from onnxruntime.quantization import QuantType, quantize_dynamic

    folder.mkdir(parents=True, exist_ok=True)
    kept = kept_pieces(texts)
    _write_tokenizer(kept, folder / "tokenizer.json")
    words = model.encoder.embeddings.word_embeddings
    trimmed = torch.nn.Embedding.from_pretrained(words.weight.detach()[kept].clone())
    model.encoder.embeddings.word_embeddings = trimmed
    model.eval()
    with tempfile.TemporaryDirectory() as scratch, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        whole = Path(scratch) / "reader.onnx"
        torch.onnx.export(
            _Probabilities(model), (torch.ones(1, 12, dtype=torch.int64),), whole, dynamo=False, opset_version=17,
            input_names=["ids"], output_names=["labels", "modality", "vectors"],
            dynamic_axes={name: {1: "pieces"} for name in ("ids", "labels", "modality", "vectors")},
        )  # fmt: skip
        width = words.weight.shape[1]
        torch.onnx.export(
            model.sides, (torch.zeros(2, width), torch.zeros(2, width), torch.zeros(2, dtype=torch.int64)),
            folder / "sides.onnx", dynamo=False, opset_version=17,
            input_names=["trigger", "party", "away"], output_names=["sides"],
            dynamic_axes={name: {0: "pairs"} for name in ("trigger", "party", "away", "sides")},
        )  # fmt: skip
        quantize_dynamic(
            whole, folder / "model.onnx", op_types_to_quantize=["MatMul", "Gather"], per_channel=True,
            weight_type=QuantType.QInt8,
        )  # fmt: skip
    model.encoder.embeddings.word_embeddings = words
    files = ("model.onnx", "sides.onnx", "tokenizer.json")
    made = {name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in files}
    content = {**about, "event_types": list(event_types), "modalities": list(MODALITIES), "sha256": made}
    text = json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True)
    (folder / "reader.json").write_text(f"{text}\n", encoding="utf-8")


def kept_pieces(texts: Iterable[str]) -> list[int]:
    """Return the ids of the base vocabulary that are kept, in order."""
    tokenizer = base_tokenizer()
    vocabulary = tokenizer.get_vocab()
    kept = {vocabulary[name] for name in SPECIAL}
    kept |= {number for piece, number in vocabulary.items() if len(piece.removeprefix("##")) == 1}
    real = sorted(number for piece, number in vocabulary.items() if not piece.startswith("[unused"))
    kept |= set(real[:FREQUENT])
    seen = Counter(number for encoding in tokenizer.encode_batch(list(texts)) for number in encoding.ids)
    return sorted(kept | {number for number, times in seen.items() if times >= OFTEN})


def _write_tokenizer(kept: Sequence[int], path: Path) -> None:
    content = json.loads((base_folder() / "tokenizer.json").read_text(encoding="utf-8"))
    by_id = {number: piece for piece, number in content["model"]["vocab"].items()}
    vocabulary = {by_id[number]: place for place, number in enumerate(kept)}
    content["model"]["vocab"] = vocabulary
    content["padding"] = content["truncation"] = None
    added = [{**entry, "id": vocabulary[entry["content"]]} for entry in content["added_tokens"]
             if entry["content"] in vocabulary]  # fmt: skip
    content["added_tokens"] = added
    special = content["post_processor"].get("special_tokens", {})
    for entry in special.values():
        entry["ids"] = [vocabulary[token] for token in entry["tokens"]]
    for key in ("sep", "cls"):
        if key in content["post_processor"]:
            content["post_processor"][key][1] = vocabulary[content["post_processor"][key][0]]
    path.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
    Tokenizer.from_file(str(path))  # it can be read
