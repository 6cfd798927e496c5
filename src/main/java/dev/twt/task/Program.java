package dev.twt.task;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A program inside a completion.
 *
 * @param start where it begins, its fence included
 * @param end after it, its fence included
 * @param text the program in canonical form
 */
record Program(int start, int end, String text) {

    private static final String FENCE = "```";

    /** What stands in blocks that hold no program. */
    private static final Set<String> OTHER =
            Set.of("output", "text", "bash", "sh", "shell", "console", "plaintext", "json");

    private static final List<String> DEFINITIONS = List.of("def ", "class ", "async def ");

    private static final List<String> BEGINNINGS =
            List.of("def ", "class ", "import ", "from ", "@", "async def ", "if __name__", "print(");

    /**
     * The program of a completion: the last fenced block that defines something, else the last fenced block, else the
     * lines that look like a program.
     */
    static Optional<Program> in(String said) {
        List<Program> blocks = fenced(said);
        for (int i = blocks.size() - 1; i >= 0; i--) {
            if (blocks.get(i).defines()) {
                return Optional.of(blocks.get(i));
            }
        }
        return blocks.isEmpty() ? bare(said) : Optional.of(blocks.get(blocks.size() - 1));
    }

    /** The same line ends, no blanks at line ends, no empty lines round it. */
    static String canonical(String program) {
        String[] lines = program.replace("\r\n", "\n").replace('\r', '\n').split("\n", -1);
        List<String> kept = new ArrayList<>();
        for (String line : lines) {
            String stripped = line.stripTrailing();
            if (!kept.isEmpty() || !stripped.isEmpty()) {
                kept.add(stripped);
            }
        }
        int end = kept.size();
        while (end > 0 && kept.get(end - 1).isEmpty()) {
            end--;
        }
        return String.join("\n", kept.subList(0, end));
    }

    /** Whether a line begins with a fence; one inside a line is a part of the program. */
    static boolean fencedIn(String text) {
        return text.lines().anyMatch(line -> line.strip().startsWith(FENCE));
    }

    private boolean defines() {
        return text.lines().anyMatch(line -> DEFINITIONS.stream().anyMatch(line.strip()::startsWith));
    }

    private static List<Program> fenced(String said) {
        List<Program> found = new ArrayList<>();
        int open = -1;
        for (int line = 0; line < said.length(); line = Chars.lineEnd(said, line) + 1) {
            int first = Chars.skip(said, line, " \t");
            if (!said.startsWith(FENCE, first)) {
                continue;
            }
            if (open < 0) {
                open = line;
            } else {
                add(found, said, open, line, Chars.lineEnd(said, line));
                open = -1;
            }
        }
        if (open >= 0) {
            add(found, said, open, said.length(), said.length());
        }
        return found;
    }

    private static void add(List<Program> found, String said, int open, int close, int end) {
        int body = Math.min(close, Chars.lineEnd(said, open) + 1);
        String language = said.substring(Chars.skip(said, open, " \t`"), body).strip();
        String text = canonical(said.substring(body, close));
        if (!text.isEmpty() && !OTHER.contains(Chars.lower(language))) {
            found.add(new Program(open, end, text));
        }
    }

    /** From the first line that begins a program to the last line that goes on with it. */
    private static Optional<Program> bare(String said) {
        int start = -1;
        int end = -1;
        for (int line = 0; line < said.length(); line = Chars.lineEnd(said, line) + 1) {
            int stop = Chars.lineEnd(said, line);
            int at = line;
            boolean begins = (BEGINNINGS.stream().anyMatch(word -> said.startsWith(word, at)) || assigns(said, at))
                    && !prose(said, at, stop);
            boolean blank = said.substring(line, stop).isBlank();
            boolean fence = said.startsWith(FENCE, Chars.skip(said, line, " \t"));
            boolean indented = said.charAt(line) == ' ' || said.charAt(line) == '\t' || said.charAt(line) == '#';
            if (begins && start < 0) {
                start = line;
            }
            if (start >= 0 && (begins || (indented && !blank && !fence))) {
                end = stop;
            } else if (start >= 0 && !blank) {
                break;
            }
        }
        return start < 0
                ? Optional.empty()
                : Optional.of(new Program(start, end, canonical(said.substring(start, end))));
    }

    private static boolean assigns(String said, int line) {
        int name = line;
        while (Chars.word(Chars.at(said, name)) || Chars.at(said, name) == '_') {
            name++;
        }
        int equals = Chars.skip(said, name, " ");
        return name > line && Chars.at(said, equals) == '=' && Chars.at(said, equals + 1) != '=';
    }

    /** "from the list we take …": a word that begins programs begins sentences as well. */
    private static boolean prose(String said, int line, int stop) {
        boolean from =
                said.startsWith("from ", line) && !said.substring(line, stop).contains(" import ");
        boolean ends = stop > line && ".,".indexOf(said.charAt(stop - 1)) >= 0;
        return from || ends;
    }
}
