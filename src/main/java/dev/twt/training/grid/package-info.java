/** Several students side by side, each trained by a process of its own. */
package dev.twt.training.grid;
