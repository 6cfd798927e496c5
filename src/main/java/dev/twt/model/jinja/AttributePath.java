package dev.twt.model.jinja;

import java.util.ArrayList;
import java.util.List;

/** The argument {@code attribute} of filters: names and positions with dots between them. */
record AttributePath(List<Object> parts) {
    /** @param attribute a text, a position, or null or None for the item itself */
    static AttributePath of(Object attribute) {
        if (attribute == null || attribute == None.NONE) {
            return new AttributePath(List.of());
        }
        if (!(attribute instanceof Text text)) {
            return new AttributePath(List.of(attribute));
        }
        List<Object> parts = new ArrayList<>();
        for (Object part : Search.split(text, Text.of("."), -1)) {
            String name = part.toString();
            parts.add(
                    !name.isEmpty() && name.chars().allMatch(Character::isDigit) ? (Object) Long.valueOf(name) : part);
        }
        return new AttributePath(parts);
    }

    Object in(Object item) {
        Object value = item;
        for (Object part : parts) {
            value = Lookup.item(value, part);
        }
        return value;
    }

    /** As {@link #in}, with a default for what is not there. */
    Object in(Object item, Object otherwise) {
        Object value = item;
        for (Object part : parts) {
            value = Lookup.item(value, part);
            if (value instanceof Undefined && otherwise != null && otherwise != None.NONE) {
                value = otherwise;
            }
        }
        return value;
    }
}
