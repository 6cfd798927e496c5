package dev.twt.job;

import dev.twt.config.RunConfigs;
import java.util.Iterator;

/** What a shell offers behind {@code --set}. */
final class SettableKeys implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
        return RunConfigs.keys().stream().map(key -> key + "=").iterator();
    }
}
