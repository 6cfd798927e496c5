/** What a workspace holds, counted: the numbers of a report. */
package dev.twt.report.figures;
