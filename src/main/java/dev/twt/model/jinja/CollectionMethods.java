package dev.twt.model.jinja;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Python's methods of dictionaries, lists and tuples that change nothing. */
final class CollectionMethods {
    private CollectionMethods() {}

    static Callable ofMap(Map<?, ?> map, String name) {
        return switch (name) {
            case "get" -> arguments -> get(map, arguments);
            case "items" -> arguments -> new View("dict_items", items(map));
            case "keys" -> arguments -> new View("dict_keys", new ArrayList<>(map.keySet()));
            case "values" -> arguments -> new View("dict_values", new ArrayList<>(map.values()));
            case "copy" -> arguments -> new LinkedHashMap<>(map);
            default -> null;
        };
    }

    static List<Object> items(Map<?, ?> map) {
        List<Object> items = new ArrayList<>();
        map.forEach((key, value) -> items.add(Tuple.of(key, value)));
        return items;
    }

    private static Object get(Map<?, ?> map, Arguments arguments) {
        Object[] bound = arguments.bind("get", 1, "key", "default");
        Object found = map.get(Values.key(bound[0]));
        if (found != null) {
            return found;
        }
        return bound[1] == null ? None.NONE : bound[1];
    }

    static Callable ofList(List<?> list, String name) {
        return switch (name) {
            case "count" -> arguments -> count(list, arguments.bind("count", 1, "value")[0]);
            case "index" -> arguments -> index(list, arguments.bind("index", 1, "value")[0]);
            case "copy" -> arguments -> new ArrayList<>(list);
            default -> null;
        };
    }

    private static long count(List<?> list, Object item) {
        return list.stream().filter(other -> Comparison.equal(other, item)).count();
    }

    private static long index(List<?> list, Object item) {
        for (int i = 0; i < list.size(); i++) {
            if (Comparison.equal(list.get(i), item)) {
                return i;
            }
        }
        throw JinjaException.failed("index(): the value is not in the list");
    }
}
