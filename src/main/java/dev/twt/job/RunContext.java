package dev.twt.job;

import dev.twt.config.RunConfig;
import dev.twt.dataset.Workspace;
import org.apache.spark.sql.SparkSession;

/** What every step works with. */
record RunContext(RunConfig config, SparkSession spark, Workspace workspace, Console console, StepJournal journal) {}
