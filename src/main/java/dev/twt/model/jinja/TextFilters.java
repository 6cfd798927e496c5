package dev.twt.model.jinja;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Jinja's filters of strings: they take any value and begin by printing it. */
final class TextFilters {
    private TextFilters() {}

    static void register(Map<String, Filter> all) {
        all.put("trim", (value, a) -> {
            Object characters = a.bind("trim", 0, "chars")[0];
            boolean space = characters == null || characters == None.NONE;
            return Search.strip(Printing.text(value), space ? null : TextMethods.required(characters), true, true);
        });
        all.put("upper", (value, a) -> Casing.upper(Printing.text(value)));
        all.put("lower", (value, a) -> Casing.lower(Printing.text(value)));
        all.put("capitalize", (value, a) -> Casing.capitalize(Printing.text(value)));
        all.put("title", (value, a) -> Casing.titleFilter(Printing.text(value)));
        all.put("string", (value, a) -> Printing.text(value));
        all.put("replace", TextFilters::replace);
        all.put("indent", TextFilters::indent);
        all.put("tojson", TextFilters::toJson);
        all.put("format", (value, a) -> PercentFormat.format(Printing.text(value), a.bindAll("format")));
        all.put("default", TextFilters::orElse);
        all.put("d", TextFilters::orElse);
        all.put(Output.SAFE, (value, a) -> {
            throw JinjaException.failed("the filter 'safe' is supported only at the end of what is printed");
        });
    }

    private static Object replace(Object value, Arguments arguments) {
        Object[] b = arguments.bind("replace", 2, "old", "new", "count");
        long count = b[2] == null || b[2] == None.NONE ? -1 : Arithmetic.toLong(b[2]);
        return Search.replace(Printing.text(value), Printing.text(b[0]), Printing.text(b[1]), count);
    }

    private static Object orElse(Object value, Arguments arguments) {
        Object[] b = arguments.bind("default", 0, "default_value", "boolean");
        boolean replaced = value instanceof Undefined || (b[1] != null && Values.isTrue(b[1]) && !Values.isTrue(value));
        if (!replaced) {
            return value;
        }
        return b[0] == null ? Text.EMPTY : b[0];
    }

    private static Object indent(Object value, Arguments arguments) {
        Object[] b = arguments.bind("indent", 0, "width", "first", "blank");
        Text indentation = b[0] instanceof Text text
                ? text
                : Text.of(" ".repeat((int) (b[0] == null ? 4 : Math.max(0, Arithmetic.toLong(b[0])))));
        boolean first = b[1] != null && Values.isTrue(b[1]);
        boolean blank = b[2] != null && Values.isTrue(b[2]);
        Text text = TextMethods.required(value).concat(Text.of("\n"));
        List<Object> lines = new ArrayList<>();
        for (Object line : Search.lines(text, false)) {
            boolean indented = lines.isEmpty() ? first : blank || !((Text) line).isEmpty();
            lines.add(indented ? indentation.concat((Text) line) : line);
        }
        return TextMethods.join(Text.of("\n"), lines);
    }

    private static Object toJson(Object value, Arguments arguments) {
        Object[] b = arguments.bind("tojson", 0, "ensure_ascii", "indent", "separators", "sort_keys");
        if (b[0] != null && Values.isTrue(b[0])) {
            throw JinjaException.failed("tojson with ensure_ascii is not supported");
        }
        boolean oneLine = b[1] == null || b[1] == None.NONE;
        List<Object> separators = b[2] == null || b[2] == None.NONE ? List.of() : Values.items(b[2]);
        String item = separators.isEmpty()
                ? (oneLine ? ", " : ",")
                : TextMethods.required(separators.get(0)).string();
        String key = separators.isEmpty()
                ? ": "
                : TextMethods.required(separators.get(1)).string();
        return Json.write(
                value,
                new Json.Layout(oneLine ? null : indentation(b[1]), item, key, b[3] != null && Values.isTrue(b[3])));
    }

    private static String indentation(Object indent) {
        return indent instanceof Text text ? text.string() : " ".repeat((int) Math.max(0, Arithmetic.toLong(indent)));
    }
}
