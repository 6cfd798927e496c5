// Vectors of a workspace's rationales by DJL's extension for Spark, for select to take: docs/spark-ml.md says how it is run.
//   spark.twt.workspace  the workspace, after generate or import
//   spark.twt.vectors    a new folder for request_id and embedding, as Parquet
//   spark.twt.model      any text embedding model of DJL's zoo or a folder
import ai.djl.spark.task.text.TextEmbedder

val workspace = spark.conf.get("spark.twt.workspace")
val vectors = spark.conf.get("spark.twt.vectors")
val model = spark.conf.get("spark.twt.model", "djl://ai.djl.huggingface.pytorch/sentence-transformers/all-MiniLM-L6-v2")

// Only whole answers are candidates. An answer that was recorded twice is embedded once.
val rationales = spark.read
  .parquet(s"$workspace/responses")
  .where("purpose = 'full' and outcome = 'answered' and trim(rationale) != ''")
  .groupBy("request_id")
  .agg(org.apache.spark.sql.functions.min("rationale").as("rationale"))

val embedder = new TextEmbedder()
  .setInputCol("rationale")
  .setOutputCol("embedding")
  .setEngine("PyTorch")
  .setModelUrl(model)

embedder.embed(rationales).select("request_id", "embedding").write.parquet(vectors)
println(s"vectors: $vectors (${spark.read.parquet(vectors).count} answers)")
sys.exit()
