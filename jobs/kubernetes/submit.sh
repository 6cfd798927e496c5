#!/usr/bin/env bash
# jobs/kubernetes/submit.sh STEP [ARGUMENT]...   one step on Kubernetes by spark-submit, without the operator.
#   KUBERNETES_MASTER=https://HOST:6443 TWT_IMAGE=MY-REGISTRY/twt:0.1.0 \
#     jobs/kubernetes/submit.sh run --config s3a://MY-BUCKET/twt/run.conf
# SPARK_SUBMIT names spark-submit of the same Spark version, TWT_JAR another jar in the image, TWT_CONF more settings
# (key=value, blanks between them).
set -euo pipefail
if [ $# -eq 0 ]; then
  sed -n '2,6s/^# //p' "${BASH_SOURCE[0]}" >&2
  exit 2
fi
more=()
for setting in ${TWT_CONF:-}; do
  more+=(--conf "$setting")
done
exec "${SPARK_SUBMIT:-spark-submit}" \
  --master "k8s://${KUBERNETES_MASTER:?https://HOST:PORT of the cluster, as kubectl cluster-info says}" \
  --deploy-mode cluster \
  --name "twt-$1" \
  --class dev.twt.job.Main \
  --conf "spark.kubernetes.container.image=${TWT_IMAGE:?the image that was built from jobs/kubernetes/Dockerfile}" \
  --conf spark.kubernetes.namespace=twt \
  --conf spark.kubernetes.authenticate.driver.serviceAccountName=twt \
  --conf spark.kubernetes.authenticate.executor.serviceAccountName=twt \
  --conf spark.kubernetes.node.selector.kubernetes.io/arch=amd64 \
  --conf spark.kubernetes.driver.secretKeyRef.OPENAI_API_KEY=twt-keys:openai \
  --conf spark.kubernetes.submission.waitAppCompletion=true \
  --conf spark.hadoop.fs.s3a.endpoint.region=eu-central-1 \
  --conf spark.hadoop.fs.s3a.aws.credentials.provider=software.amazon.awssdk.auth.credentials.WebIdentityTokenFileCredentialsProvider \
  --conf spark.driver.memory=4g \
  --conf spark.executor.cores=4 \
  --conf spark.executor.memory=8g \
  --conf spark.executor.memoryOverhead=4g \
  --conf spark.dynamicAllocation.enabled=true \
  --conf spark.dynamicAllocation.shuffleTracking.enabled=true \
  --conf spark.dynamicAllocation.maxExecutors=8 \
  --conf spark.authenticate=true \
  --conf spark.network.crypto.enabled=true \
  --conf 'spark.redaction.regex=(?i)secret|password|token|access[.]?key|api[._-]?key' \
  --conf spark.speculation=false \
  ${more[@]+"${more[@]}"} \
  "${TWT_JAR:-local:///opt/twt/twt-spark_2.13-0.1.0-all.jar}" "$@"
