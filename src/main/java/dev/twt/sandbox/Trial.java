package dev.twt.sandbox;

import java.util.List;

/** A program that looks for ways out; a sandbox that leaves one open is not used. */
final class Trial {
    private static final String LOOK = """
            import os, socket, ctypes

            def readable():
                return [p for p in ("/etc/passwd", "/etc/hostname", "/proc/self", "/sys", "/boot") if os.path.exists(p)]

            def writable():
                found = []
                for folder in ("/", "/usr", "/etc", "/dev", os.path.dirname(os.__file__)):
                    try:
                        open(os.path.join(folder, "twt-trial"), "w").close()
                        found.append(folder)
                    except OSError:
                        pass
                return found

            def networks():
                return [name for number, name in socket.if_nameindex() if name != "lo"]

            def environment():
                return sorted(set(os.environ) - set(%s))

            def user_namespace():
                return ctypes.CDLL(None).unshare(0x10000000) == 0

            def writes_at_home():
                with open("trial", "w") as file:
                    return file.write("x")

            def memory():
                try:
                    return len(bytearray(%d)) > 0
                except MemoryError:
                    return False

            def processes():
                made = 0
                try:
                    while made <= %d:
                        if os.fork() == 0:
                            os.read(held[0], 1)
                            os._exit(0)
                        made += 1
                except OSError:
                    return False
                finally:
                    os.close(held[1])
                return True

            held = os.pipe()
            """;

    private Trial() {}

    static String program(SandboxLimits limits) {
        return LOOK.formatted(
                "('PATH', 'HOME', 'TMPDIR', 'LANG', 'LC_CTYPE', 'PWD', 'OLDPWD', 'SHLVL', '_', 'OMP_NUM_THREADS',"
                        + " 'OPENBLAS_NUM_THREADS')",
                limits.memory(),
                limits.processes());
    }

    static TestSuite tests() {
        return TestSuite.of(List.of(
                "assert writes_at_home() == 1",
                "assert readable() == [], 'it can be read outside: ' + str(readable())",
                "assert writable() == [], 'it can be written outside: ' + str(writable())",
                "assert networks() == [], 'there is a network'",
                "assert environment() == [], 'the environment is there'",
                "assert user_namespace() is False, 'user namespaces can be made inside'",
                "assert memory() is False, 'the limit of memory does not hold'",
                "assert processes() is False, 'the limit of processes does not hold'"));
    }
}
