/** Servers that a teacher starts for itself: processes, ports, health, restarts. */
package dev.twt.teacher.launch;
