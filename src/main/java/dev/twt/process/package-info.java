/** Commands that run beside this JVM and end with it, with all they have started. */
package dev.twt.process;
