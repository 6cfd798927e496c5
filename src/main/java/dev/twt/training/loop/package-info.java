/** The training loop: examples as tokens, batches, rate, evaluation, checkpoints. It knows a model only as a learner. */
package dev.twt.training.loop;
