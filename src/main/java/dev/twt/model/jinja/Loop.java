package dev.twt.model.jinja;

import java.util.List;

/** The variable {@code loop}. */
final class Loop implements Attributed {
    private final List<Object> items;
    private int index;
    private List<Object> lastChecked;

    Loop(List<Object> items) {
        this.items = items;
    }

    void advance() {
        index++;
    }

    @Override
    public Object attribute(String name) {
        return switch (name) {
            case "index" -> index + 1L;
            case "index0" -> (long) index;
            case "revindex" -> (long) items.size() - index;
            case "revindex0" -> (long) items.size() - index - 1;
            case "first" -> index == 0;
            case "last" -> index == items.size() - 1;
            case "length" -> (long) items.size();
            // only recursive loops, which are refused, are deeper
            case "depth" -> 1L;
            case "depth0" -> 0L;
            case "previtem" -> index == 0 ? new Undefined("there is no previous item") : items.get(index - 1);
            case "nextitem" -> index + 1 < items.size() ? items.get(index + 1) : new Undefined("there is no next item");
            case "cycle" -> (Callable) this::cycle;
            case "changed" -> (Callable) this::changed;
            default -> null;
        };
    }

    private Object cycle(Arguments arguments) {
        List<Object> values = arguments.bindAll("loop.cycle");
        if (values.isEmpty()) {
            throw JinjaException.failed("no items for cycling given");
        }
        return values.get(index % values.size());
    }

    private Object changed(Arguments arguments) {
        List<Object> values = arguments.bindAll("loop.changed");
        boolean changed = lastChecked == null || !Comparison.equal(lastChecked, values);
        lastChecked = values;
        return changed;
    }
}
