#!/usr/bin/env bash
# EMR bootstrap action of cluster-gpu.json: the cgroups by which YARN gives containers their GPUs (EMR 7 runs on cgroup v2,
# YARN's GPU isolation wants the devices of v1), and vLLM on machines that have a GPU. Argument: vLLM's version.
set -euo pipefail
version=${1:?which version of vLLM}
sudo mkdir -p /spark-rapids-cgroup/devices
sudo mount -t cgroup -o devices cgroupv1-devices /spark-rapids-cgroup/devices
sudo chmod a+rwx -R /spark-rapids-cgroup
# NVIDIA's number among PCI vendors; EMR installs the driver after this script.
if ! grep -qs 0x10de /sys/bus/pci/devices/*/vendor; then
  exit 0
fi
sudo dnf install -y -q python3.11 python3.11-pip
sudo python3.11 -m venv /opt/vllm
sudo /opt/vllm/bin/pip install -q "vllm==$version"
# Weights are fetched once a machine.
sudo install -d -m 1777 /mnt/hf
