package dev.twt.model.jinja;

import java.util.List;

/** Python's old formatting, as far as {@code %s}, {@code %d}, {@code %r} and {@code %%} go. */
final class PercentFormat {
    private PercentFormat() {}

    static Text format(Text format, List<Object> values) {
        TextBuilder out = new TextBuilder();
        String pattern = format.string();
        int used = 0;
        int start = 0;
        for (int i = pattern.indexOf('%'); i >= 0; i = pattern.indexOf('%', start)) {
            out.append(format.substring(start, i));
            char kind = i + 1 < pattern.length() ? pattern.charAt(i + 1) : ' ';
            if (kind == '%') {
                out.append(format.substring(i, i + 1));
            } else {
                if (used == values.size()) {
                    throw JinjaException.failed("not enough arguments for format string");
                }
                out.append(one(kind, values.get(used++)));
            }
            start = i + 2;
        }
        boolean mapping = values.size() == 1 && values.get(0) instanceof java.util.Map;
        if (used < values.size() && !mapping) {
            throw JinjaException.failed("not all arguments converted during string formatting");
        }
        return out.append(format.substring(start, pattern.length())).build();
    }

    private static Text one(char kind, Object value) {
        return switch (kind) {
            case 's' -> Printing.text(value);
            case 'r' -> Printing.repr(value);
            case 'd' ->
                Text.of(String.valueOf(
                        value instanceof Double number ? (long) (double) number : Arithmetic.toLong(value)));
            default -> throw JinjaException.failed("the format %" + kind + " is not supported");
        };
    }
}
