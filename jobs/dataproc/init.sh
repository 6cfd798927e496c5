#!/usr/bin/env bash
# Dataproc initialization action: what a run needs on every machine of a cluster of image 2.2 or 2.3.
#   Java 17 (the image's own is 11; jobs name /usr/lib/jvm/java-17-openjdk-amd64)
#   metadata twt-keys=NAME=SECRET[,NAME=SECRET]    secrets of Secret Manager, as the files /etc/twt/keys/NAME (auth-file)
#   metadata twt-models=NAME=FOLDER[,NAME=FOLDER]  models' folders in Cloud Storage, as /opt/models/NAME
#   metadata vllm-version=VERSION                  vLLM in /opt/vllm, on machines that have a GPU
# The cluster's service account needs roles/secretmanager.secretAccessor and reads the bucket.
set -euo pipefail

metadata() {
  curl -fs -H 'Metadata-Flavor: Google' \
    "http://metadata.google.internal/computeMetadata/v1/instance/attributes/$1" || true
}

export DEBIAN_FRONTEND=noninteractive
apt-get update -q
apt-get install -q -y openjdk-17-jre-headless

# YARN's containers run as the user yarn.
install -d -m 0750 -o root -g yarn /etc/twt /etc/twt/keys
IFS=, read -r -a keys <<< "$(metadata twt-keys)"
for key in "${keys[@]}"; do
  file=/etc/twt/keys/${key%%=*}
  # Never readable by others, not even while it is written.
  install -m 0440 -o root -g yarn /dev/null "$file"
  gcloud secrets versions access latest --secret "${key#*=}" > "$file"
done

install -d -m 0755 /opt/models
IFS=, read -r -a models <<< "$(metadata twt-models)"
for model in "${models[@]}"; do
  install -d -m 0755 "/opt/models/${model%%=*}"
  gcloud storage cp --recursive "${model#*=}/*" "/opt/models/${model%%=*}/"
done

vllm=$(metadata vllm-version)
# NVIDIA's number among PCI vendors.
if [ -n "$vllm" ] && grep -qs 0x10de /sys/bus/pci/devices/*/vendor; then
  apt-get install -q -y python3-venv
  /usr/bin/python3 -m venv /opt/vllm
  /opt/vllm/bin/pip install -q "vllm==$vllm"
  install -d -m 1777 /var/tmp/hf
fi
