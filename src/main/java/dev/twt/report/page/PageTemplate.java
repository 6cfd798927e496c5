package dev.twt.report.page;

import com.samskivert.mustache.Mustache;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * A page of the jar, filled: no other file, no network, no script. Every text is escaped by the template, whoever wrote it;
 * pictures alone are put in as they are, and these are made of escaped texts.
 */
final class PageTemplate {
    private static final String FOLDER = "/dev/twt/report/";
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMMM uuuu, HH:mm 'UTC'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    private PageTemplate() {}

    /**
     * The page.
     *
     * @param name of the template
     * @param view what it names, but for its style
     */
    static String filled(String name, Map<String, Object> view) {
        Map<String, Object> all = new HashMap<>(view);
        all.put("css", resource("page.css"));
        return Mustache.compiler()
                .nullValue("")
                .emptyStringIsFalse(true)
                .withFormatter(value -> PageText.shown(String.valueOf(value)))
                .withLoader(part -> new StringReader(resource(part + ".mustache")))
                .compile(resource(name + ".mustache"))
                .execute(all);
    }

    /** A moment as a reader has it. */
    static String day(String moment) {
        return DAY.format(Instant.parse(moment));
    }

    /** The last part of a workspace's path. */
    static String name(String workspace) {
        String path = workspace.endsWith("/") ? workspace.substring(0, workspace.length() - 1) : workspace;
        return path.substring(path.lastIndexOf('/') + 1);
    }

    private static String resource(String name) {
        try (InputStream in = PageTemplate.class.getResourceAsStream(FOLDER + name)) {
            if (in == null) {
                throw new IllegalStateException("the jar lacks " + FOLDER + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
