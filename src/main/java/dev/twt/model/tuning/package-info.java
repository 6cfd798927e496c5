/** Training of a model in this JVM: loss, gradients, optimizer, adapters, and the forms in which a student leaves. */
package dev.twt.model.tuning;
