/** A provider's batch API: files are uploaded, batches made, looked at and fetched. */
package dev.twt.teacher.batch;
