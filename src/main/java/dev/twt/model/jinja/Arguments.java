package dev.twt.model.jinja;

import java.util.List;
import java.util.Map;

/** The values of a call's arguments. */
record Arguments(List<Object> positional, Map<String, Object> named) {
    static final Arguments NONE = new Arguments(List.of(), Map.of());

    /**
     * Arguments in the order of the parameters' names, null for those that were not given.
     *
     * @param required how many of the first parameters must be given
     * @param callee name for the error
     */
    Object[] bind(String callee, int required, String... names) {
        if (positional.size() > names.length) {
            throw JinjaException.failed(callee + "() takes at most " + names.length + " arguments");
        }
        Object[] bound = new Object[names.length];
        int taken = 0;
        for (int i = 0; i < names.length; i++) {
            bound[i] = i < positional.size() ? positional.get(i) : named.get(names[i]);
            if (i >= positional.size() && bound[i] != null) {
                taken++;
            }
            if (bound[i] == null && i < required) {
                throw JinjaException.failed(callee + "() needs the argument " + names[i]);
            }
        }
        if (taken != named.size()) {
            throw JinjaException.failed(callee + "() got an argument it does not know: " + named.keySet());
        }
        return bound;
    }

    /** All positional arguments of a callee that takes any number of them and none by name. */
    List<Object> bindAll(String callee) {
        if (!named.isEmpty()) {
            throw JinjaException.failed(callee + "() takes no named arguments");
        }
        return positional;
    }

    /** Without the first positional ones. */
    Arguments skip(int count) {
        return new Arguments(positional.subList(count, positional.size()), named);
    }
}
