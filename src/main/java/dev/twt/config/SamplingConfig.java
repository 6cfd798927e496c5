package dev.twt.config;

import java.io.Serializable;
import java.util.List;

/**
 * How tokens are drawn.
 *
 * @param temperature 0 is greedy
 * @param topP nucleus, in (0, 1]; 1 keeps all
 * @param maxTokens longest answer in tokens
 * @param stop texts that end an answer; not part of it
 */
public record SamplingConfig(double temperature, double topP, int maxTokens, List<String> stop)
        implements Serializable {
    public SamplingConfig {
        stop = List.copyOf(stop);
    }
}
