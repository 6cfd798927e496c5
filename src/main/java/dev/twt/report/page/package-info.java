/** The report as a page. */
package dev.twt.report.page;
