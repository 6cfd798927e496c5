/** Teachers asked through their provider's batch API: what was submitted, and how it becomes rows of the ledger. */
package dev.twt.generation.batch;
