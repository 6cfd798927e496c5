package dev.twt.process;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;

/**
 * Ctrl-C and the operating system's request to end, before the JVM begins to shut down: in a shutdown hook Spark's own
 * hook would already be stopping the session that still has to write. By reflection, as {@code sun.misc.Signal} has no
 * public counterpart.
 */
public final class Signals implements AutoCloseable {
    private static final List<String> NAMES = List.of("INT", "TERM");

    private final List<Object[]> former = new ArrayList<>();

    private Signals() {}

    /** Calls the handler, on a thread of its own, each time one of the signals comes, until closed. */
    public static Signals handle(Runnable handler) {
        Signals signals = new Signals();
        for (String name : NAMES) {
            try {
                signals.register(name, handler);
            } catch (ReflectiveOperationException e) {
                // A JVM without signal handling (-Xrs) ends at once; the ledger keeps what was published.
                continue;
            }
        }
        return signals;
    }

    private void register(String name, Runnable handler) throws ReflectiveOperationException {
        Class<?> type = Class.forName("sun.misc.SignalHandler");
        Object proxy = Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (self, method, args) -> {
            return switch (method.getName()) {
                case "handle" -> {
                    handler.run();
                    yield null;
                }
                case "equals" -> self == args[0];
                case "hashCode" -> System.identityHashCode(self);
                default -> "dev.twt.process.Signals";
            };
        });
        Object signal =
                Class.forName("sun.misc.Signal").getConstructor(String.class).newInstance(name);
        former.add(new Object[] {signal, set(signal, proxy)});
    }

    private static Object set(Object signal, Object handler) throws ReflectiveOperationException {
        try {
            return signal.getClass()
                    .getMethod("handle", signal.getClass(), Class.forName("sun.misc.SignalHandler"))
                    .invoke(null, signal, handler);
        } catch (InvocationTargetException e) {
            throw new ReflectiveOperationException("the JVM keeps this signal for itself", e.getCause());
        }
    }

    @Override
    public void close() {
        for (Object[] pair : former) {
            try {
                set(pair[0], pair[1]);
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
