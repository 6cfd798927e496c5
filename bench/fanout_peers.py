"""The same prompts through another library: python fanout_peers.py distilabel|curator URL IN-FLIGHT REQUESTS.jsonl

Every line of the file holds {"system": ..., "user": ...}. The last line printed is one JSON object: rows, seconds of the
whole run as its users call it (imports and construction are not counted), and the library's version. Pinned in
bench/fanout_peers.txt. Only bench/fanout.sh calls this.
"""

import importlib.metadata
import json
import os
import sys
import tempfile
import time

SAMPLING = {"temperature": 0.0, "top_p": 1.0, "max_tokens": 512}


def with_distilabel(url, in_flight, requests):
    from distilabel.models import OpenAILLM
    from distilabel.pipeline import Pipeline
    from distilabel.steps import LoadDataFromDicts
    from distilabel.steps.tasks import TextGeneration

    rows = [{"instruction": r["user"], "system_prompt": r["system"]} for r in requests]
    with Pipeline(name="fanout") as pipeline:
        load = LoadDataFromDicts(data=rows, batch_size=in_flight)
        # One batch of rows is in flight at once: that is how this library asks.
        generate = TextGeneration(
            llm=OpenAILLM(
                model="fanout",
                base_url=url,
                api_key="none",
                timeout=600,
                generation_kwargs={"temperature": 0.0, "top_p": 1.0, "max_new_tokens": 512},
            ),
            input_batch_size=in_flight,
        )
        load >> generate
    begin = time.monotonic()
    answers = pipeline.run(use_cache=False)["default"]["train"]
    return time.monotonic() - begin, sum(1 for text in answers["generation"] if text), "distilabel"


def with_curator(url, in_flight, requests):
    from bespokelabs import curator

    class Ask(curator.LLM):
        def prompt(self, row):
            return [
                {"role": "system", "content": row["system"]},
                {"role": "user", "content": row["user"]},
            ]

        def parse(self, row, response):
            return {"answer": response}

    ask = Ask(
        model_name="fanout",
        backend="openai",
        generation_params=SAMPLING,
        backend_params={
            "base_url": url,
            "api_key": "none",
            "max_requests_per_minute": 100_000_000,
            "max_tokens_per_minute": 100_000_000_000,
            "max_concurrent_requests": in_flight,
            "request_timeout": 600,
        },
    )
    begin = time.monotonic()
    answered = ask(requests)
    answers = getattr(answered, "dataset", answered)
    return time.monotonic() - begin, sum(1 for row in answers if row["answer"]), "bespokelabs-curator"


def main():
    tool, url, in_flight, path = sys.argv[1:]
    with open(path, encoding="utf-8") as lines:
        requests = [json.loads(line) for line in lines]
    ways = {"distilabel": with_distilabel, "curator": with_curator}
    with tempfile.TemporaryDirectory() as folder:
        # Both keep caches between runs and tell their makers of each: neither is wanted here.
        os.environ.update(
            CURATOR_CACHE_DIR=folder,
            HF_HUB_OFFLINE="1",
            CURATOR_DISABLE_RICH_DISPLAY="1",
            TELEMETRY_ENABLED="0",
            OPENAI_API_KEY="none",
        )
        os.chdir(folder)
        seconds, rows, package = ways[tool](url, int(in_flight), requests)
        os.chdir("/")
    print(json.dumps({"rows": rows, "seconds": seconds, "version": importlib.metadata.version(package)}))


if __name__ == "__main__":
    main()
