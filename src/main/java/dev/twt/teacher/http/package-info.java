/** Addresses, keys and proxies of servers, and what their headers and errors say; knows nothing of teachers' answers. */
package dev.twt.teacher.http;
