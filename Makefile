# Every task of the project. `make` or `make help` lists them.
SHELL := bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
MVN ?= mvn -B -ntp
LINE := target/spark-4.0
# More arguments for the demo, for example ARGS='--set questions=mine.jsonl'
ARGS ?=

.PHONY: help
help: ## this list
	@grep -hE '^[a-z0-9.-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 20

.PHONY: setup
setup: build ## download everything once: Maven's packages for both Spark lines, and the demo's models
	$(MVN) -q -Dtest=HouseTest test
	$(MVN) -q -Dspark35 -Dtest=HouseTest test
	jobs/fetch-models.sh

.PHONY: build
build: $(LINE)/classpath.txt ## compile, so that jobs/twt runs

$(LINE)/classpath.txt: pom.xml $(shell find src/main conf/presets -type f 2>/dev/null)
	$(MVN) -q -Dmdep.outputFile=$(LINE)/classpath.txt compile dependency:build-classpath
	touch $@

.PHONY: build-spark-3.5
build-spark-3.5: ## the same for Spark 3.5, which TWT_SPARK_LINE=3.5 jobs/twt runs
	$(MAKE) build MVN='$(MVN) -Dspark35' LINE=target/spark-3.5

.PHONY: demo
demo: build ## the whole mission in a closed tiny world: teachers, DCRS, three stages, a table (nothing downloaded)
	jobs/demo

.PHONY: demo-teachers
demo-teachers: build ## train the three tiny teachers of the demo again (conf/demo/teachers)
	jobs/demo-teachers

.PHONY: demo-llm
demo-llm: build ## two real language models teach, DCRS selects, a student learns from them, a page (target/demo-llm)
	jobs/fetch-models.sh
	jobs/twt run --config conf/demo-llm.conf $(ARGS)

.PHONY: test
test: ## unit and quick Spark tests
	$(MVN) test

.PHONY: it
it: ## tests on clusters of several processes, against servers and stores that fail (about 30 minutes)
	$(MVN) -Dtest.forks=1 '-Dtest=*IT' test

.PHONY: it-notebooks
it-notebooks: ## every paragraph of notebooks/ in a spark-shell (Spark 3.5), over a small workspace of the demo
	$(MVN) -Dspark35 '-Dtest=NotebooksIT,DjlJobIT' test

.PHONY: llama-server
llama-server: ## build llama.cpp's server from its source, so that make it tries it too (10 to 30 minutes)
	src/test/llama-server/build.sh

.PHONY: test-spark-3.5
test-spark-3.5: ## the same tests on Spark 3.5 (Scala 2.12)
	$(MVN) -Dspark35 test

# Plain unit tests that also touch what Spark's line brings (Jackson, Scala, the class path), and queries in functions that the two
# lines read otherwise.
PLAIN := dev.twt.evaluation.*Test,dev.twt.config.*Test,dev.twt.job.MainTest,dev.twt.job.FailureTest,dev.twt.HouseTest,dev.twt.teacher.*Test,dev.twt.model.file.*Test

.PHONY: check-spark-3.5
check-spark-3.5: ## compile for Spark 3.5 and run its quick tests, as the project's own check does
	$(MVN) -Dspark35 '-Dtest=$(PLAIN)' test

.PHONY: check-gpu-plan
check-gpu-plan: ## what of select would stay on the CPU under Spark RAPIDS, on both Spark lines (2 GB to download, no GPU)
	src/test/gpu-plan/check.sh
	src/test/gpu-plan/check.sh -Dspark35

# What is packaged was tested and analysed by make test.
PACKAGE := -Dmaven.test.skip=true -Dmdep.analyze.skip=true -Passembly package

.PHONY: package
package: ## the jars for spark-submit, all and slim: target/spark-4.0/twt-spark_2.13-*.jar (docs/packaging.md)
	$(MVN) -q $(PACKAGE)
	@ls -lh $(LINE)/*-all.jar $(LINE)/*-slim.jar

.PHONY: package-spark-3.5
package-spark-3.5: ## the same for Spark 3.5: target/spark-3.5/twt-spark_2.12-*.jar
	$(MVN) -q -Dspark35 $(PACKAGE)
	@ls -lh target/spark-3.5/*-all.jar target/spark-3.5/*-slim.jar

.PHONY: spark-home
spark-home: ## a Spark distribution for tests, from the Python package pyspark (430 MB): target/spark-home-4.0
	src/test/spark-home/fetch.sh 4.0

.PHONY: it-submit
it-submit: spark-home package ## the packaged jars through spark-submit of a real Spark, on a cluster of several JVMs and on S3
	$(MVN) -Dtest.forks=1 '-Dtest=SubmitIT,SubmitS3IT,PackagedJarIT' test

.PHONY: it-submit-spark-3.5
it-submit-spark-3.5: package-spark-3.5 ## the same on Spark 3.5
	src/test/spark-home/fetch.sh 3.5
	$(MVN) -Dspark35 -Dtest.forks=1 '-Dtest=SubmitIT,SubmitS3IT,PackagedJarIT' test

.PHONY: check-reproducible
check-reproducible: ## build the packaged jars twice, in two folders, and compare their bytes (a quarter of an hour)
	src/test/package/reproducible.sh

.PHONY: fmt
fmt: ## format the sources
	$(MVN) -q spotless:apply

.PHONY: docs
docs: build ## write docs/config.md from the reference configuration
	java -cp $(LINE)/classes:$$(cat $(LINE)/classpath.txt) dev.twt.config.ConfigReference docs/config.md

# Comments may be short: absent @param and @return are no fault.
JAVADOC = javadoc -quiet -Werror -public -cp "$(LINE)/classes:$$(cat $(LINE)/classpath.txt)" -sourcepath src/main/java

.PHONY: javadoc
javadoc: build ## the programming interface as pages, target/javadoc/index.html; a warning is an error
	$(JAVADOC) -Xdoclint:all,-missing -d target/javadoc -subpackages dev.twt

.PHONY: bench-generation
bench-generation: build ## our generation against PyTorch and transformers, same weights and prompts
	jobs/fetch-models.sh
	bench/generation.sh

.PHONY: bench-training
bench-training: build ## tokens a second of our training step against transformers and PEFT, same shape and batches
	bench/training.sh

.PHONY: bench-fanout
bench-fanout: build ## rows a second of generate over HTTP against the JDK's bare client, same server and prompts
	bench/fanout.sh

.PHONY: bench-fanout-peers
bench-fanout-peers: build ## rows a second of generate over HTTP against distilabel and curator (needs Python 3)
	bench/fanout_peers.sh

.PHONY: bench-decontamination
bench-decontamination: build ## what decontamination finds between published sets, and its time (TWT_DATA names their folder)
	bench/decontamination.sh

.PHONY: bench-habit
bench-habit: build ## the methods against each other on the closed tiny world at equal training tokens (docs/protocol.md)
	bench/habit.sh

.PHONY: bench-language
bench-language: build ## the methods on CommonsenseQA with SmolLM2 (docs/protocol-language.md; TWT_DATA names the sets' folder)
	jobs/fetch-models.sh
	bench/language.sh

.PHONY: bench-ablation
bench-ablation: build ## what rules keep that lack a part of DCRS, on answers made elsewhere (TWT_DATA names their folder)
	bench/criteria.sh ablation

.PHONY: bench-criteria
bench-criteria: build ## what each criterion of selection keeps, on answers made elsewhere (TWT_DATA names their folder)
	bench/criteria.sh

.PHONY: bench-equations
bench-equations: build ## how many equations in GSM8K's training solutions hold (TWT_DATA names the folder of gsm8k/)
	bench/criteria.sh equations

.PHONY: bench-code
bench-code: build ## reference solutions of MBPP and MBPP+ in the sandbox, and its cost (TWT_DATA names their folder)
	bench/code.sh

.PHONY: bench-demo
bench-demo: build ## what the teachers of make demo stated and were right in, what its student learned from
	bench/demo.sh

.PHONY: bench-resume
bench-resume: build ## seconds to the first new request over ledgers of 10,000 to 1,000,000 answers
	bench/resume.sh

.PHONY: bench-evaluate
bench-evaluate: build ## evaluate of 10,000, 100,000 and 1,000,000 recorded answers: time and growth
	bench/evaluate.sh

.PHONY: bench-report
bench-report: build ## time and size of the report of a workspace of 1,000,000 made candidates (8 GB of disk)
	bench/report.sh

.PHONY: bench-selection
bench-selection: build ## the pick of a pair against flatMapGroups, embeddings against ONNX Runtime alone
	bench/selection.sh

.PHONY: bench-selection-peers
bench-selection-peers: build ## select with embeddings against sentence-transformers, pandas and numpy (needs Python 3)
	bench/selection_peers.sh

.PHONY: bench-scale
bench-scale: build ## time, memory, spill and shuffle of select at 100,000 to 500,000 made candidates, even and skewed
	bench/scale.sh

.PHONY: clean
clean: ## remove what was built (models/ stays)
	rm -rf target
