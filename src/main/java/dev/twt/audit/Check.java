package dev.twt.audit;

import java.util.List;

/** One question put to a finished set. */
interface Check {
    /** What was found; one without a severity where all is well. Runs Spark jobs. */
    List<Finding> findings();
}
