package dev.twt.generation.governor;

/** Carries messages of JDK types to the driver and its answers back. */
@FunctionalInterface
interface DriverLine {
    /** Waits for the answer. */
    Object ask(Object message) throws Exception;
}
