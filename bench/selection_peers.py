"""Embeds and picks as Python users do it: sentence-transformers, pandas, numpy. Called by bench/selection_peers.sh.

`model FOLDER ONNX TOKENIZER` writes all-MiniLM-L6-v2 as sentence-transformers reads it, from the ONNX file that our side
runs: the same weights. `select MODEL RESPONSES OUT` picks; it prints seconds without imports and loading.
"""

import json
import pathlib
import sys
import time


def write_model(folder, onnx_file, tokenizer_file):
    import numpy
    import onnx
    import torch
    from onnx import numpy_helper
    from sentence_transformers import SentenceTransformer, models
    from transformers import BertConfig, BertModel, PreTrainedTokenizerFast

    graph = onnx.load(onnx_file).graph
    values = {value.name: numpy_helper.to_array(value) for value in graph.initializer}
    # The exporter renamed the matrices: each is called as the bias that is added to its product.
    added = {name: node for node in graph.node if node.op_type == "Add" for name in node.input}
    for node in graph.node:
        if node.op_type == "MatMul" and node.input[1] in values:
            bias = next(name for name in added[node.output[0]].input if name in values)
            values[bias.removesuffix("bias") + "weight"] = values[node.input[1]].T
    bert = BertModel(
        BertConfig(
            hidden_size=384, num_hidden_layers=6, num_attention_heads=12, intermediate_size=1536, vocab_size=30522
        )
    )
    weights = {name: torch.from_numpy(numpy.array(values[name])) for name in bert.state_dict() if name in values}
    missing = bert.load_state_dict(weights, strict=False).missing_keys
    wrong = [name for name in missing if "position_ids" not in name]
    if wrong:
        sys.exit(f"the ONNX file has no {wrong}")
    folder = pathlib.Path(folder)
    bert.save_pretrained(folder / "bert")
    PreTrainedTokenizerFast(
        tokenizer_file=tokenizer_file,
        unk_token="[UNK]",
        sep_token="[SEP]",
        pad_token="[PAD]",
        cls_token="[CLS]",
        mask_token="[MASK]",
    ).save_pretrained(folder / "bert")
    words = models.Transformer(str(folder / "bert"), max_seq_length=256)
    pool = models.Pooling(384, pooling_mode="mean")
    SentenceTransformer(modules=[words, pool, models.Normalize()], device="cpu").save(str(folder))


def select(model_folder, responses, out):
    import numpy
    import pandas
    from sentence_transformers import SentenceTransformer

    model = SentenceTransformer(model_folder, device="cpu")
    model.encode(["warm"])
    begin = time.perf_counter()
    rows = pandas.read_parquet(
        responses, columns=["request_id", "question_id", "rationale", "stated_confidence", "outcome"]
    )
    rows = rows[(rows.outcome == "answered") & (rows.stated_confidence > 0.95 + 1e-12)]
    rows = rows.sort_values(["stated_confidence", "request_id"], ascending=[False, True], kind="stable")
    rows = rows.drop_duplicates(["question_id", "rationale"])
    vectors = model.encode(rows.rationale.tolist(), batch_size=32, normalize_embeddings=True)
    embedded = time.perf_counter()
    kept = []
    for places in rows.groupby("question_id", sort=False).indices.values():
        if len(places) < 2:
            kept.extend(places)
            continue
        own = vectors[places].astype(numpy.float64)
        cosines = own @ own.T
        cosines[numpy.tril_indices(len(places))] = numpy.inf
        kept.extend(places[list(divmod(int(cosines.argmin()), len(places)))])
    rows.iloc[sorted(kept)][["request_id"]].to_parquet(out)
    end = time.perf_counter()
    print(json.dumps({"seconds": end - begin, "embedding_seconds": embedded - begin, "kept": len(kept)}))


if __name__ == "__main__":
    {"model": write_model, "select": select}[sys.argv[1]](*sys.argv[2:])
