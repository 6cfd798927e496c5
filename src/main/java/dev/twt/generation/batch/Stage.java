package dev.twt.generation.batch;

/** How far a batch has come. */
enum Stage {
    /** Its requests are kept here; the provider may have its file, and has made no batch of it. */
    WRITTEN,
    /** The provider has its file, and is asked to make a batch of it now. */
    UPLOADED,
    /** The provider has it. */
    SUBMITTED,
    /** The provider has ended it; its answers are being recorded. */
    ENDED,
    /** What it brought is in the ledger. */
    CLOSED
}
