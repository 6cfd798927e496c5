package dev.twt.dataset;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.NoSuchElementException;

/**
 * The elements of a JSON array, or JSON values one after another, read as a stream. Where the text breaks, the elements
 * before are given, then one with the reason, and the stream ends: what follows a break cannot be told apart.
 */
final class JsonValues implements Iterator<JsonValues.Value>, Closeable {
    /**
     * An element.
     *
     * @param json its text, or null
     * @param reason what broke, or null
     */
    record Value(String json, String reason) {}

    /** Here a token after the value is the next element. */
    private static final ObjectReader ELEMENTS =
            JsonText.MAPPER.reader().without(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private final JsonParser parser;
    private boolean inArray;
    private boolean started;
    private Value next;

    JsonValues(InputStream in) throws IOException {
        this.parser = JsonText.MAPPER.createParser(in);
    }

    @Override
    public boolean hasNext() {
        if (next == null && !parser.isClosed()) {
            advance();
        }
        return next != null;
    }

    @Override
    public Value next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        Value value = next;
        next = null;
        return value;
    }

    private void advance() {
        try {
            JsonToken token = parser.nextToken();
            if (!started && token == JsonToken.START_ARRAY) {
                inArray = true;
                token = parser.nextToken();
            }
            started = true;
            if (inArray && token == JsonToken.END_ARRAY) {
                inArray = false;
                token = parser.nextToken();
            }
            if (token == null) {
                parser.close();
            } else {
                JsonNode element = ELEMENTS.readTree(parser);
                next = new Value(JsonText.MAPPER.writeValueAsString(element), null);
            }
        } catch (JsonProcessingException e) {
            String at =
                    e.getLocation() == null ? "" : " at line " + e.getLocation().getLineNr();
            next = new Value(null, JsonText.reason(e) + at + "; the rows after it were not read");
            closeQuietly();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void closeQuietly() {
        try {
            parser.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        parser.close();
    }
}
