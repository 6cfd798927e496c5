package dev.twt.training.loop;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * One step of a training.
 *
 * @param step counted from 1
 * @param epoch passes through the set so far, a fraction
 * @param loss mean negative log-likelihood of a completion's token in the step's batch, in nats
 * @param heldOutLoss the same over the held-out examples, after the step; null where it was not taken
 * @param rate of learning
 * @param norm length of the gradient
 * @param tokens of completions that were learned so far, each time they were
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record CurvePoint(long step, double epoch, double loss, Double heldOutLoss, double rate, double norm, long tokens) {}
