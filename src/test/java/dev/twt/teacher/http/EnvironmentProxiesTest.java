package dev.twt.teacher.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EnvironmentProxiesTest {
    private static String proxy(Map<String, String> environment, String uri) {
        Proxy proxy =
                new EnvironmentProxies(environment).select(URI.create(uri)).get(0);
        return proxy.address() instanceof InetSocketAddress address
                ? address.getHostString() + ":" + address.getPort()
                : "direct";
    }

    @Test
    void shouldTakeTheProxyOfTheScheme() {
        Map<String, String> environment = Map.of("HTTPS_PROXY", "http://one:3128", "HTTP_PROXY", "two");

        assertThat(proxy(environment, "https://api.example.com/v1")).isEqualTo("one:3128");
        assertThat(proxy(environment, "http://api.example.com/v1")).isEqualTo("two:80");
    }

    @Test
    void shouldPreferLowerCase() {
        Map<String, String> environment = Map.of("HTTPS_PROXY", "http://one:1", "https_proxy", "http://two:2");

        assertThat(proxy(environment, "https://api.example.com/v1")).isEqualTo("two:2");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    https://api.example.com/v1      | example.com             | direct
                    https://api.example.com/v1      | other, .example.com     | direct
                    https://api.example.com/v1      | *.example.com           | direct
                    https://api.example.com/v1      | API.example.com         | direct
                    https://api.example.com:8443/v1 | example.com:8443        | direct
                    https://api.example.com:8443/v1 | example.com:9           | one:1
                    https://api.example.com/v1      | *                       | direct
                    https://api.example.com/v1      | ample.com               | one:1
                    https://api.example.com/v1      | example.org             | one:1
                    https://127.0.0.1:8000/v1       | example.org             | direct
                    https://localhost:8000/v1       | example.org             | direct
                    """)
    void shouldLeaveOutWhatNoProxyNames(String uri, String noProxy, String expected) {
        assertThat(proxy(Map.of("HTTPS_PROXY", "http://one:1", "NO_PROXY", noProxy), uri))
                .isEqualTo(expected);
    }

    @Test
    void shouldGoDirectlyWhereNoneIsNamed() {
        assertThat(proxy(Map.of(), "https://api.example.com/v1")).isEqualTo("direct");
        assertThat(proxy(Map.of("HTTPS_PROXY", " "), "https://api.example.com/v1"))
                .isEqualTo("direct");
    }
}
