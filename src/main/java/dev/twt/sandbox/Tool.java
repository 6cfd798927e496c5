package dev.twt.sandbox;

import java.util.List;

/** A program of the system that closes another one in. */
interface Tool {
    /** As {@code code.sandbox} names it. */
    String name();

    /**
     * The command line that runs a program in a jail, without network, in namespaces of its own, in which it is the
     * first process.
     *
     * @param fileBytes size of its working folder
     */
    List<String> command(Jail jail, Caller caller, long fileBytes, List<String> program);
}
