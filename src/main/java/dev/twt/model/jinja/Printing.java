package dev.twt.model.jinja;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/** Python's str() and repr(). */
final class Printing {
    private Printing() {}

    /** What {@code {{ value }}} prints. */
    static Text text(Object value) {
        if (value instanceof Text text) {
            return text;
        }
        return value instanceof Undefined ? Text.EMPTY : repr(value);
    }

    static Text repr(Object value) {
        TextBuilder out = new TextBuilder();
        repr(value, out);
        return out.build();
    }

    private static void repr(Object value, TextBuilder out) {
        if (value instanceof Text text) {
            quoted(text, out);
        } else if (value instanceof List<?> list) {
            items("[", list, "]", out);
        } else if (value instanceof Tuple tuple) {
            items("(", tuple.items(), tuple.items().size() == 1 ? ",)" : ")", out);
        } else if (value instanceof View view) {
            items(view.name() + "([", view.items(), "])", out);
        } else if (value instanceof Map<?, ?> map) {
            map(map, out);
        } else {
            out.append(scalar(value));
        }
    }

    private static String scalar(Object value) {
        if (value instanceof Boolean flag) {
            return flag ? "True" : "False";
        }
        if (value == None.NONE) {
            return "None";
        }
        if (value instanceof Double number) {
            return decimal(number);
        }
        if (value instanceof Long) {
            return value.toString();
        }
        if (value instanceof Undefined) {
            return "Undefined";
        }
        if (value instanceof Range range) {
            String step = range.step() == 1 ? "" : ", " + range.step();
            return "range(" + range.start() + ", " + range.stop() + step + ")";
        }
        throw JinjaException.failed("a value of type " + Values.typeName(value) + " cannot be printed");
    }

    /** The shortest decimal that reads back as the number, as Python writes it. */
    static String decimal(double number) {
        if (Double.isNaN(number)) {
            return "nan";
        }
        if (Double.isInfinite(number)) {
            return number > 0 ? "inf" : "-inf";
        }
        double size = Math.abs(number);
        if (size == 0 || (size >= 1e-4 && size < 1e16)) {
            String plain =
                    number == 0 ? Double.toString(number) : new BigDecimal(Double.toString(number)).toPlainString();
            return plain.contains(".") ? plain : plain + ".0";
        }
        String[] parts = Double.toString(number).split("E", 2);
        String mantissa = parts[0].endsWith(".0") ? parts[0].substring(0, parts[0].length() - 2) : parts[0];
        int exponent = Integer.parseInt(parts[1]);
        return mantissa + (exponent < 0 ? "e-" : "e+") + (Math.abs(exponent) < 10 ? "0" : "") + Math.abs(exponent);
    }

    private static void items(String open, List<?> items, String close, TextBuilder out) {
        out.append(open);
        String separator = "";
        for (Object item : items) {
            out.append(separator);
            repr(item, out);
            separator = ", ";
        }
        out.append(close);
    }

    private static void map(Map<?, ?> map, TextBuilder out) {
        out.append("{");
        String separator = "";
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            out.append(separator);
            repr(entry.getKey(), out);
            out.append(": ");
            repr(entry.getValue(), out);
            separator = ", ";
        }
        out.append("}");
    }

    private static void quoted(Text text, TextBuilder out) {
        String string = text.string();
        char quote = string.indexOf('\'') >= 0 && string.indexOf('"') < 0 ? '"' : '\'';
        out.append(String.valueOf(quote));
        for (int i = 0; i < string.length(); ) {
            int c = string.codePointAt(i);
            out.append(c == quote ? "\\" + (char) c : escaped(c), text.isUser(i));
            i += Character.charCount(c);
        }
        out.append(String.valueOf(quote));
    }

    private static String escaped(int c) {
        return switch (c) {
            case '\\' -> "\\\\";
            case '\n' -> "\\n";
            case '\r' -> "\\r";
            case '\t' -> "\\t";
            default ->
                isPrintable(c)
                        ? Character.toString(c)
                        : String.format(c < 0x100 ? "\\x%02x" : c < 0x10000 ? "\\u%04x" : "\\U%08x", c);
        };
    }

    private static boolean isPrintable(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            case Character.SPACE_SEPARATOR -> c == ' ';
            default -> true;
        };
    }
}
