package dev.twt.model.jinja;

import java.util.List;

/** What a value is assigned to. */
sealed interface Target {
    void assign(Object value, Scope scope);

    record Variable(String name) implements Target {
        @Override
        public void assign(Object value, Scope scope) {
            scope.set(name, value);
        }
    }

    /** {@code namespace.attribute}. */
    record NamespaceAttribute(String namespace, String attribute) implements Target {
        @Override
        public void assign(Object value, Scope scope) {
            if (!(scope.get(namespace) instanceof Namespace target)) {
                throw JinjaException.failed("cannot assign attribute on non-namespace object " + namespace);
            }
            target.set(attribute, value);
        }
    }

    record Unpacked(List<Target> targets) implements Target {
        @Override
        public void assign(Object value, Scope scope) {
            List<Object> items = Values.items(value);
            if (items.size() != targets.size()) {
                throw JinjaException.failed(
                        "cannot unpack " + items.size() + " values into " + targets.size() + " names");
            }
            for (int i = 0; i < targets.size(); i++) {
                targets.get(i).assign(items.get(i), scope);
            }
        }
    }
}
