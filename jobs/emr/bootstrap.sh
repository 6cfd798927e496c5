#!/usr/bin/env bash
# EMR bootstrap action: what a run needs on every machine. Arguments, any number of them:
#   key NAME SECRET      the text of a secret of AWS Secrets Manager, as the file /etc/twt/keys/NAME (auth-file)
#   model NAME S3-FOLDER a model's folder, as /mnt/models/NAME
# The role of the cluster's machines needs secretsmanager:GetSecretValue and s3:GetObject for them.
set -euo pipefail
sudo install -d -m 0750 -o root -g hadoop /etc/twt /etc/twt/keys
sudo install -d -m 0755 /mnt/models
sudo install -d -m 1777 /mnt/tmp
while [ $# -ge 3 ]; do
  case $1 in
    key)
      # Never readable by others, not even while it is written. EMR's containers run as members of the group hadoop.
      sudo install -m 0440 -o root -g hadoop /dev/null "/etc/twt/keys/$2"
      aws secretsmanager get-secret-value --secret-id "$3" --query SecretString --output text |
        sudo tee "/etc/twt/keys/$2" > /dev/null
      ;;
    model)
      sudo aws s3 cp --recursive --only-show-errors "$3" "/mnt/models/$2"
      ;;
    *)
      echo "bootstrap.sh: neither key nor model: $1" >&2
      exit 2
      ;;
  esac
  shift 3
done
if [ $# -ne 0 ]; then
  echo "bootstrap.sh: three words each: key NAME SECRET, or model NAME S3-FOLDER; left over: $*" >&2
  exit 2
fi
