/**
 * One rate limit and one budget over the whole cluster: who wants to send asks first, and says afterwards what it cost.
 */
package dev.twt.generation.governor;
