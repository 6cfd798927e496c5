package dev.twt.dataset;

/** Columns of the questions that are nearly another one of the run: one row a member of a cluster. */
public final class NearDuplicateColumns {
    public static final String QUESTION_ID = "question_id";
    /** The smallest question_id of the cluster, which is one of its members. */
    public static final String CLUSTER = "cluster";

    public static final String QUESTION = "question";

    private NearDuplicateColumns() {}
}
