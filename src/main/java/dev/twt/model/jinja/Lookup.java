package dev.twt.model.jinja;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Jinja's {@code a.b}, {@code a['b']} and {@code a[1:2]}. */
final class Lookup {
    private Lookup() {}

    /** The bounds between {@code [} and {@code ]}; null where left out. */
    record Slice(Long start, Long stop, Long step) {}

    /** {@code base.name}: a method or attribute first, then a key. */
    static Object attribute(Object base, String name) {
        if (base instanceof Undefined undefined) {
            throw undefined.used();
        }
        Object found = ownAttribute(base, name);
        if (found == null && base instanceof Map<?, ?> map) {
            found = map.get(Text.of(name));
        }
        return found == null ? missing(base, name) : found;
    }

    /** {@code base[index]}: a key or position first, then an attribute. */
    static Object item(Object base, Object index) {
        if (base instanceof Undefined undefined) {
            throw undefined.used();
        }
        if (index instanceof Slice slice) {
            return slice(base, slice);
        }
        Object found = null;
        if (base instanceof Map<?, ?> map) {
            found = Values.isHashable(index) ? map.get(Values.key(index)) : null;
        } else if (index instanceof Long || index instanceof Boolean) {
            found = atPosition(base, Arithmetic.toLong(index));
        }
        if (found == null && index instanceof Text name) {
            found = ownAttribute(base, name.string());
        }
        return found == null ? missing(base, Printing.repr(index).string()) : found;
    }

    private static Object ownAttribute(Object base, String name) {
        if (base instanceof Attributed attributed) {
            return attributed.attribute(name);
        }
        return Methods.of(base, name);
    }

    private static Undefined missing(Object base, String name) {
        return new Undefined("'" + name + "' of a value of type " + Values.typeName(base));
    }

    private static Object atPosition(Object base, long index) {
        List<Object> items = indexed(base);
        if (items == null) {
            return null;
        }
        long position = index < 0 ? index + items.size() : index;
        return position >= 0 && position < items.size() ? items.get((int) position) : null;
    }

    /** Items of what Python lets be indexed by position; null for others. */
    private static List<Object> indexed(Object base) {
        boolean indexed =
                base instanceof List || base instanceof Tuple || base instanceof Text || base instanceof Range;
        return indexed ? Values.items(base) : null;
    }

    private static Object slice(Object base, Slice slice) {
        List<Object> items = indexed(base);
        if (items == null || base instanceof Range) {
            throw JinjaException.failed("a slice of a value of type " + Values.typeName(base) + " is not supported");
        }
        List<Object> chosen = chosen(items, slice);
        if (base instanceof Text) {
            TextBuilder text = new TextBuilder();
            chosen.forEach(character -> text.append((Text) character));
            return text.build();
        }
        return base instanceof Tuple ? new Tuple(chosen) : chosen;
    }

    private static List<Object> chosen(List<Object> items, Slice slice) {
        long step = slice.step() == null ? 1 : slice.step();
        if (step == 0) {
            throw JinjaException.failed("slice step cannot be zero");
        }
        int size = items.size();
        long lowest = step > 0 ? 0 : -1;
        long highest = step > 0 ? size : size - 1L;
        long start = bound(slice.start(), step > 0 ? lowest : highest, size, lowest, highest);
        long stop = bound(slice.stop(), step > 0 ? highest : lowest, size, lowest, highest);
        List<Object> chosen = new ArrayList<>();
        for (long i = start; step > 0 ? i < stop : i > stop; i += step) {
            chosen.add(items.get((int) i));
        }
        return chosen;
    }

    private static long bound(Long given, long otherwise, int size, long lowest, long highest) {
        if (given == null) {
            return otherwise;
        }
        long position = given < 0 ? given + size : given;
        return Math.max(lowest, Math.min(highest, position));
    }
}
