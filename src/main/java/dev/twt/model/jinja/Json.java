package dev.twt.model.jinja;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** Python's json.dumps without ASCII escapes, as transformers' {@code tojson}: it escapes nothing for HTML. */
final class Json {
    private final TextBuilder out = new TextBuilder();
    private final Layout layout;

    private Json(Layout layout) {
        this.layout = layout;
    }

    /** @param indent what one level is indented by; null for one line */
    record Layout(String indent, String itemSeparator, String keySeparator, boolean sortKeys) {}

    static Text write(Object value, Layout layout) {
        Json json = new Json(layout);
        json.write(value, "\n");
        return json.out.build();
    }

    private void write(Object value, String lineBreak) {
        if (value instanceof Text text) {
            string(text);
        } else if (value instanceof Map<?, ?> map) {
            object(map, lineBreak);
        } else if (value instanceof List<?> list) {
            array(list, lineBreak);
        } else if (value instanceof Tuple tuple) {
            array(tuple.items(), lineBreak);
        } else {
            out.append(scalar(value));
        }
    }

    private static String scalar(Object value) {
        if (value == None.NONE) {
            return "null";
        }
        if (value instanceof Boolean || value instanceof Long) {
            return value.toString();
        }
        if (value instanceof Double number) {
            String decimal = Printing.decimal(number);
            return Double.isNaN(number) ? "NaN" : decimal.replace("inf", "Infinity");
        }
        throw JinjaException.failed("tojson cannot write a value of type " + Values.typeName(value));
    }

    private void array(List<?> items, String lineBreak) {
        if (items.isEmpty()) {
            out.append("[]");
            return;
        }
        String inner = layout.indent() == null ? "" : lineBreak + layout.indent();
        String separator = "[" + inner;
        for (Object item : items) {
            out.append(separator);
            write(item, inner);
            separator = layout.itemSeparator() + inner;
        }
        out.append(layout.indent() == null ? "]" : lineBreak + "]");
    }

    private void object(Map<?, ?> map, String lineBreak) {
        if (map.isEmpty()) {
            out.append("{}");
            return;
        }
        String inner = layout.indent() == null ? "" : lineBreak + layout.indent();
        String separator = "{" + inner;
        for (Map.Entry<?, ?> entry : entries(map)) {
            out.append(separator);
            string(entry.getKey() instanceof Text text ? text : Text.of(scalar(entry.getKey())));
            out.append(layout.keySeparator());
            write(entry.getValue(), inner);
            separator = layout.itemSeparator() + inner;
        }
        out.append(layout.indent() == null ? "}" : lineBreak + "}");
    }

    private List<Map.Entry<?, ?>> entries(Map<?, ?> map) {
        List<Map.Entry<?, ?>> entries = new ArrayList<>(map.entrySet());
        if (layout.sortKeys()) {
            entries.sort(Comparator.comparing(Map.Entry::getKey, Comparison::order));
        }
        return entries;
    }

    private void string(Text text) {
        out.append("\"");
        String string = text.string();
        for (int i = 0; i < string.length(); i++) {
            out.append(escaped(string.charAt(i)), text.isUser(i));
        }
        out.append("\"");
    }

    private static String escaped(char c) {
        return switch (c) {
            case '"' -> "\\\"";
            case '\\' -> "\\\\";
            case '\n' -> "\\n";
            case '\r' -> "\\r";
            case '\t' -> "\\t";
            case '\f' -> "\\f";
            case '\b' -> "\\b";
            default -> c < ' ' ? String.format("\\u%04x", (int) c) : String.valueOf(c);
        };
    }
}
