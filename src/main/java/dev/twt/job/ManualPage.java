package dev.twt.job;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Help;

/**
 * The page of one command. What it does, reads and writes stands in {@code manual/COMMAND.txt}; its options are those
 * that the command really takes.
 */
final class ManualPage {
    static final String DOES = "WHAT IT DOES";
    static final String READS = "READS";
    static final String WRITES = "WRITES";
    static final String EXAMPLES = "EXAMPLES";
    static final String SEE_ALSO = "SEE ALSO";
    private static final String CODES = "EXIT CODES";
    private static final int WIDTH = 79;

    private static final Map<Integer, String> USUAL_CODES = new LinkedHashMap<>();

    static {
        USUAL_CODES.put(ExitCode.DONE, "done");
        USUAL_CODES.put(ExitCode.FAULT, "a fault of the program; its stack trace is in the log");
        USUAL_CODES.put(ExitCode.USER, "something for you to mend: one screen says what, where, how");
        USUAL_CODES.put(ExitCode.STOPPED, "ended early on purpose, everything kept: says how to go on");
    }

    private final CommandLine command;
    private final Map<String, String> sections;

    ManualPage(CommandLine command) {
        this.command = command;
        this.sections = sections(read(name()));
    }

    /** What one section of the text says, without its indent; empty where there is none. */
    String section(String heading) {
        return sections.getOrDefault(heading, "").stripTrailing().stripIndent();
    }

    /** The page, for a screen of 80 columns. */
    String text() {
        Help help = command.getHelp();
        List<String> page = new ArrayList<>();
        add(page, "NAME", "  " + command.getCommandSpec().qualifiedName() + "\n" + description());
        add(page, "SYNOPSIS", indented(help.synopsis(2).strip()));
        for (String heading : List.of(DOES, READS, WRITES)) {
            add(page, heading, sections.getOrDefault(heading, ""));
        }
        add(page, "OPTIONS", options(help));
        add(page, CODES, codes());
        add(page, EXAMPLES, sections.getOrDefault(EXAMPLES, ""));
        add(page, SEE_ALSO, sections.getOrDefault(SEE_ALSO, ""));
        return String.join("\n", page);
    }

    private static void add(List<String> page, String heading, String text) {
        page.add(heading + "\n" + text.stripTrailing() + "\n");
    }

    private static String options(Help help) {
        String parameters = help.parameterList();
        String options = help.optionList();
        String steps = help.commandList();
        return parameters + options + (steps.isBlank() ? "" : steps);
    }

    private String description() {
        String words = String.join(" ", command.getCommandSpec().usageMessage().description());
        return String.join("\n", Wrapping.wrap("  " + words, "  ", WIDTH));
    }

    private String codes() {
        String usual = USUAL_CODES.entrySet().stream()
                .map(code -> "  " + code.getKey() + " " + code.getValue())
                .collect(Collectors.joining("\n"));
        String own = sections.getOrDefault(CODES, "").stripTrailing();
        return own.isEmpty() ? usual : usual + "\n" + own;
    }

    private static String indented(String text) {
        return text.lines().map(line -> "  " + line).collect(Collectors.joining("\n"));
    }

    /** Sub-commands of a command have its name before theirs: toy-world. */
    private String name() {
        CommandLine parent = command.getParent();
        String own = command.getCommandName();
        return parent == null || parent.getParent() == null ? own : parent.getCommandName() + "-" + own;
    }

    private static Map<String, String> sections(String text) {
        Map<String, String> sections = new LinkedHashMap<>();
        String heading = "";
        for (String line : text.lines().toList()) {
            if (!line.isEmpty() && !line.startsWith(" ")) {
                heading = line;
            } else {
                sections.merge(heading, line, (before, now) -> before + "\n" + now);
            }
        }
        return sections;
    }

    private static String read(String name) {
        try (InputStream in = ManualPage.class.getResourceAsStream("manual/" + name + ".txt")) {
            if (in == null) {
                throw new IllegalStateException("there is no manual/" + name + ".txt");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
