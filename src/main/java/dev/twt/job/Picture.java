package dev.twt.job;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Base64;
import java.util.Optional;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.XYChart;

/**
 * A picture for a notebook.
 *
 * @param png its bytes; empty where this Java cannot draw, which is so on a machine without any font
 */
public record Picture(Optional<byte[]> png) {
    static Picture of(XYChart chart) {
        try (ByteArrayOutputStream out = new ByteArrayOutputStream()) {
            BitmapEncoder.saveBitmap(chart, out, BitmapEncoder.BitmapFormat.PNG);
            return new Picture(Optional.of(out.toByteArray()));
        } catch (LinkageError | RuntimeException | IOException e) {
            return new Picture(Optional.empty());
        }
    }

    /** The picture as an element of a page, its bytes inside; without a picture a line that says so. */
    public String html() {
        return png.map(bytes -> "<img src=\"data:image/png;base64,"
                        + Base64.getEncoder().encodeToString(bytes) + "\"/>")
                .orElse(
                        "<p>No picture: this Java cannot draw. Install fontconfig and a font. The table says the same.</p>");
    }

    /** The same as Zeppelin shows it where a paragraph prints it. */
    public String zeppelin() {
        return "%html " + html();
    }
}
