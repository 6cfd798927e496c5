package dev.twt.model.jinja;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** Jinja's filters of sequences and dictionaries. */
final class SequenceFilters {
    private SequenceFilters() {}

    static void register(Map<String, Filter> all) {
        all.put("length", (value, a) -> Values.length(value));
        all.put("count", (value, a) -> Values.length(value));
        all.put("list", (value, a) -> new ArrayList<>(Values.items(value)));
        all.put("first", (value, a) -> first(Values.items(value)));
        all.put("last", (value, a) -> last(value));
        all.put("reverse", (value, a) -> reverse(value));
        all.put("join", SequenceFilters::join);
        all.put("items", (value, a) -> Generated.of(items(value)));
        all.put("dictsort", SequenceFilters::dictSort);
        all.put("sort", SequenceFilters::sort);
        all.put("min", (value, a) -> extreme("min", value, a, -1));
        all.put("max", (value, a) -> extreme("max", value, a, 1));
        all.put("sum", SequenceFilters::sum);
    }

    private static Object first(List<Object> items) {
        return items.isEmpty() ? new Undefined("the first item of an empty sequence") : items.get(0);
    }

    private static Object last(Object value) {
        if (value instanceof Generated) {
            throw JinjaException.failed("the filter last does not take a generator");
        }
        List<Object> items = Values.items(value);
        return items.isEmpty() ? new Undefined("the last item of an empty sequence") : items.get(items.size() - 1);
    }

    private static Object reverse(Object value) {
        List<Object> items = new ArrayList<>(Values.items(value));
        Collections.reverse(items);
        if (value instanceof Text) {
            return TextMethods.join(Text.EMPTY, items);
        }
        return value instanceof Generated ? items : Generated.of(items);
    }

    private static Object join(Object value, Arguments arguments) {
        Object[] b = arguments.bind("join", 0, "d", "attribute");
        List<Object> texts = new ArrayList<>();
        for (Object item : Values.items(value)) {
            texts.add(Printing.text(AttributePath.of(b[1]).in(item)));
        }
        return TextMethods.join(b[0] == null ? Text.EMPTY : Printing.text(b[0]), texts);
    }

    private static List<Object> items(Object value) {
        if (value instanceof Undefined) {
            return List.of();
        }
        if (value instanceof Map<?, ?> map) {
            return CollectionMethods.items(map);
        }
        throw JinjaException.failed("the filter items needs a dictionary, not " + Values.typeName(value));
    }

    private static Object dictSort(Object value, Arguments arguments) {
        Object[] b = arguments.bind("dictsort", 0, "case_sensitive", "by", "reverse");
        String by = b[1] == null ? "key" : TextMethods.required(b[1]).string();
        if (!(value instanceof Map<?, ?> map) || !(by.equals("key") || by.equals("value"))) {
            throw JinjaException.failed("the filter dictsort needs a dictionary, sorted by 'key' or 'value'");
        }
        int position = by.equals("key") ? 0 : 1;
        Comparator<Object> order = order(AttributePath.of((long) position), b[0]);
        return sorted(CollectionMethods.items(map), order, b[2]);
    }

    private static Object sort(Object value, Arguments arguments) {
        Object[] b = arguments.bind("sort", 0, "reverse", "case_sensitive", "attribute");
        if (b[2] instanceof Text path && path.string().contains(",")) {
            throw JinjaException.failed("the filter sort by several attributes is not supported");
        }
        return sorted(Values.items(value), order(AttributePath.of(b[2]), b[1]), b[0]);
    }

    private static List<Object> sorted(List<Object> items, Comparator<Object> order, Object reverse) {
        List<Object> sorted = new ArrayList<>(items);
        boolean down = reverse != null && Values.isTrue(reverse);
        sorted.sort(down ? order.reversed() : order);
        return sorted;
    }

    private static Comparator<Object> order(AttributePath path, Object caseSensitive) {
        return Comparator.comparing(item -> caseKey(path.in(item), caseSensitive), Comparison::order);
    }

    /** What is compared: texts without their case unless asked for. */
    static Object caseKey(Object value, Object caseSensitive) {
        boolean sensitive = caseSensitive != null && Values.isTrue(caseSensitive);
        return !sensitive && value instanceof Text text ? Casing.lower(text) : value;
    }

    private static Object extreme(String name, Object value, Arguments arguments, int sign) {
        Object[] b = arguments.bind(name, 0, "case_sensitive", "attribute");
        Comparator<Object> order = order(AttributePath.of(b[1]), b[0]);
        Object best = null;
        for (Object item : Values.items(value)) {
            if (best == null || order.compare(item, best) * sign > 0) {
                best = item;
            }
        }
        return best == null ? new Undefined("the " + name + " of an empty sequence") : best;
    }

    private static Object sum(Object value, Arguments arguments) {
        Object[] b = arguments.bind("sum", 0, "attribute", "start");
        Object sum = b[1] == null ? (Object) 0L : b[1];
        for (Object item : Values.items(value)) {
            sum = Arithmetic.apply("+", sum, AttributePath.of(b[0]).in(item));
        }
        return sum;
    }
}
