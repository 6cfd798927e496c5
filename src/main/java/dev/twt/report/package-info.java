/** What a run came to, for people who were not there: one page and its numbers. */
package dev.twt.report;
