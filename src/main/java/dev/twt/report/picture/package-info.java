/** Pictures of the numbers, as SVG that takes the page's colours. */
package dev.twt.report.picture;
