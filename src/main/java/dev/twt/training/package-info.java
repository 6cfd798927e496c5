/** A student goes through its stages: what is to be trained, who trains it, and what is left of it. */
package dev.twt.training;
