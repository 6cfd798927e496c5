package dev.twt.sandbox;

import dev.twt.sandbox.Verdict.Limit;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;

/**
 * A program that does harm or cheats.
 *
 * @param name what it tries
 * @param program MARK stands for a text of this run alone, PORT for a port of this machine
 * @param tests of its question
 * @param expected what has to come of it
 * @param limits under which it runs
 */
record Hostile(String name, String program, List<String> tests, Predicate<Verdict> expected, SandboxLimits limits) {
    private static final List<String> RIGHT = List.of("assert f(1) == 2");
    private static final List<String> NOTHING_FOUND = List.of("assert found() == [], str(found())");

    static List<Hostile> all() {
        return List.of(
                hit(Limit.PROCESSES, "fork bomb", "import os\nwhile True:\n    os.fork()"),
                inTime("fork bomb that takes no for an answer", """
                        import os
                        while True:
                            try:
                                os.fork()
                            except OSError:
                                pass
                        """),
                hit(Limit.PROCESSES, "threads without end", """
                        import threading, time
                        while True:
                            threading.Thread(target=time.sleep, args=(999,)).start()
                        """),
                hit(
                        Limit.MEMORY,
                        "memory hog",
                        "hoard = []\nwhile True:\n    hoard.append(bytearray(b'x') * (1 << 20))"),
                hit(Limit.MEMORY, "memory hog in many processes", """
                        import os, time
                        for i in range(6):
                            if os.fork() == 0:
                                hoard = bytearray(b'x') * (120 << 20)
                                time.sleep(999)
                        time.sleep(999)
                        """),
                new Hostile(
                        "endless loop",
                        "def f(x):\n    while True:\n        pass",
                        RIGHT,
                        new Verdict.LimitHit(Limit.CPU)::equals,
                        Limits.of(Duration.ofSeconds(60), Duration.ofSeconds(1))),
                inTime("endless sleep", "import time\ntime.sleep(999)"),
                hit(Limit.OUTPUT, "endless output", "while True:\n    print('x' * 1000)"),
                finds("reading files of the machine", """
                        import os
                        def found():
                            names = ('/etc/passwd', '/etc/shadow', '/etc/hostname', '/proc/self/environ', '/proc/1/cmdline',
                                     '/var', '/boot', '/root/.ssh', '/sys', '/dev/mem', '../etc/passwd', '/old', '/jail')
                            return [name for name in names if os.path.exists(name)]
                        """),
                finds("reading the environment", """
                        import os
                        def found():
                            known = ('PATH', 'HOME', 'TMPDIR', 'LANG', 'LC_CTYPE', 'PWD', 'OLDPWD', 'SHLVL', '_',
                                     'OMP_NUM_THREADS', 'OPENBLAS_NUM_THREADS')
                            return sorted(set(os.environ) - set(known))
                        """),
                finds("writing outside", """
                        import os
                        def found():
                            written = []
                            for folder in ('/', '/usr', '/tmp', '/var/tmp', '/etc', '/dev', '/dev/shm', os.path.dirname(os.__file__)):
                                try:
                                    with open(os.path.join(folder, 'MARK'), 'w') as file:
                                        file.write('MARK')
                                    written.append(folder)
                                except OSError:
                                    pass
                            with open('MARK', 'w') as file:
                                file.write('at home')
                            return written
                        """),
                finds("network", """
                        import socket
                        def found():
                            reached = []
                            for kind, to in ((socket.SOCK_STREAM, ('127.0.0.1', PORT)), (socket.SOCK_DGRAM, ('192.0.2.1', 53))):
                                try:
                                    with socket.socket(socket.AF_INET, kind) as s:
                                        s.settimeout(3)
                                        s.connect(to)
                                        s.send(b'MARK')
                                    reached.append(to)
                                except OSError:
                                    pass
                            try:
                                socket.getaddrinfo('example.org', 80)
                                reached.append('example.org')
                            except OSError:
                                pass
                            return reached
                        """),
                finds("links out of the folder", """
                        import os
                        def found():
                            os.symlink('/etc/passwd', 'passwd')
                            os.symlink('/', 'root')
                            os.symlink('/proc/1/root', 'first')
                            got = [n for n in ('passwd', 'root/etc/passwd', 'root/proc', 'first') if os.path.exists(n)]
                            up = '../' * 20
                            if os.path.exists(up + 'etc/passwd'):
                                got.append('up')
                            for act in (lambda: os.chroot('root'), lambda: os.link('/usr/bin/env', 'env'),
                                        lambda: os.mknod('device', 0o60600, os.makedev(8, 0))):
                                try:
                                    act()
                                    got.append(str(act))
                                except OSError:
                                    pass
                            return got
                        """),
                wrong("killing the parent and all others", """
                        import os, signal
                        def f(x):
                            for pid in (os.getppid(), 1, -1):
                                for number in (signal.SIGTERM, signal.SIGINT, signal.SIGALRM, signal.SIGSTOP, signal.SIGKILL):
                                    try:
                                        os.kill(pid, number) if pid != -1 or number == signal.SIGKILL else None
                                    except OSError:
                                        pass
                            return 'wrong'
                        """),
                new Hostile("background child that stays", """
                        import os
                        if os.fork() == 0:
                            os.setsid()
                            if os.fork() == 0:
                                os.execvp('sleep', ['sleep', '999.MARK'])
                            os._exit(0)
                        def f(x):
                            return x + 1
                        """, RIGHT, Verdict::passed, Limits.usual()),
                hit(
                        Limit.FILE_SIZE,
                        "huge file",
                        "with open('huge', 'wb') as file:\n    while True:\n        file.write(bytes(1 << 20))"),
                hit(Limit.FILE_SIZE, "many files", """
                        for i in range(100):
                            with open(str(i), 'wb') as file:
                                file.write(bytes(1 << 20))
                        """),
                inTime("deaf to signals", """
                        import signal, time
                        for number in range(1, signal.NSIG):
                            try:
                                signal.signal(number, signal.SIG_IGN)
                            except (OSError, ValueError):
                                pass
                        while True:
                            time.sleep(1)
                        """),
                forges("exit(0) before the tests", "exit(0)"),
                forges("os._exit before the tests", "import os\nos._exit(0)"),
                forges("exit inside a test", "import sys\ndef f(x):\n    sys.exit(0)"),
                new Hostile(
                        "exit inside a test that catches everything",
                        "import os\ndef f(x):\n    os._exit(0)",
                        List.of("try:\n    f(1)\nexcept BaseException:\n    pass"),
                        Verdict.Forged.class::isInstance,
                        Limits.usual()),
                new Hostile(
                        "exit at the end of the program, with success printed",
                        "print('passed')\nimport atexit, os\natexit.register(print, 'passed')\nraise SystemExit(0)",
                        RIGHT,
                        Verdict.Forged.class::isInstance,
                        Limits.usual()),
                wrong("an object equal to everything", """
                        class Equal:
                            def __eq__(self, other): return True
                            def __ne__(self, other): return False
                            def __sub__(self, other): return 0
                            def __rsub__(self, other): return 0
                        def f(x):
                            return Equal()
                        """),
                wrong("a number equal to everything", """
                        class Equal(int):
                            def __eq__(self, other): return True
                            __hash__ = int.__hash__
                        def f(x):
                            return Equal(7)
                        """),
                new Hostile(
                        "builtins and libraries replaced",
                        """
                        import builtins, sys, types, math
                        for name in ('set', 'sorted', 'abs', 'all', 'any', 'sum'):
                            setattr(builtins, name, lambda *a, **k: True)
                        fake = types.ModuleType('math')
                        fake.isclose = lambda *a, **k: True
                        math.isclose = fake.isclose
                        sys.modules['math'] = math = fake
                        set = len = lambda *a: 1
                        def f(x):
                            return 3
                        """,
                        List.of("assert math.isclose(f(1), 2.0)", "assert set([f(1)]) == set([2])"),
                        verdict -> verdict instanceof Verdict.Failed failed && failed.test() == 1,
                        Limits.usual()),
                forges(
                        "builtins replaced that its own process needs",
                        "import builtins\nbuiltins.isinstance = builtins.len = lambda *a: True\ndef f(x):\n    return 3"),
                new Hostile(
                        "builtins of the tests' own name",
                        "def set(x):\n    return 1\ndef f(x):\n    return (9,)",
                        List.of("assert set(f(1)) == set((2,))"),
                        Verdict.Failed.class::isInstance,
                        Limits.usual()),
                forges("writing the success itself", """
                        import os
                        for fd in range(64):
                            try:
                                os.write(fd, b'ready\\npassed \\n')
                            except OSError:
                                pass
                        def f(x):
                            return 7
                        """),
                new Hostile(
                        "looking for the tests in memory and files",
                        """
                        import gc, os, sys
                        def spells(value, letters='TERCES'):
                            return letters[::-1] in value
                        def found():
                            got = [o for o in gc.get_objects() if type(o) in (list, tuple, dict) and spells(repr(o)[:10000])]
                            frame = sys._getframe()
                            while frame:
                                got += [v for v in frame.f_locals.values() if type(v) in (str, bytes) and spells(str(v))]
                                frame = frame.f_back
                            got += [fd for fd in (0, 1, 2) if fd == 0 and os.read(fd, 1)]
                            return len(got)
                        """,
                        List.of("assert found() == 0, 'SECRET'"),
                        Verdict::passed,
                        Limits.usual()),
                finds("reading the judge's memory", """
                        import ctypes, os
                        libc = ctypes.CDLL(None, use_errno=True)
                        class Part(ctypes.Structure):
                            _fields_ = [('at', ctypes.c_void_p), ('size', ctypes.c_size_t)]
                        def found():
                            got = []
                            if libc.ptrace(16, 1, 0, 0) == 0:
                                got.append('ptrace')
                            space = ctypes.create_string_buffer(8)
                            mine = Part(ctypes.cast(space, ctypes.c_void_p), 8)
                            theirs = Part(ctypes.cast(id(None), ctypes.c_void_p), 8)
                            if libc.process_vm_readv(1, ctypes.byref(mine), 1, ctypes.byref(theirs), 1, 0) > 0:
                                got.append('process_vm_readv')
                            pidfd = libc.syscall(434, 1, 0)
                            if pidfd >= 0 and libc.syscall(438, pidfd, 1, 0) >= 0:
                                got.append('pidfd_getfd')
                            for namespace in (0x10000000, 0x20000, 0x40000000, 0x20000000):
                                if libc.unshare(namespace) == 0:
                                    got.append(hex(namespace))
                            return got
                        """),
                new Hostile(
                        "a fault in the interpreter",
                        "import ctypes\ndef f(x):\n    ctypes.string_at(0)",
                        RIGHT,
                        verdict -> verdict.equals(new Verdict.Crashed("killed by SIGSEGV")),
                        Limits.usual()),
                wrong("a copy that answers as well", """
                        import os
                        os.fork()
                        def f(x):
                            os.fork()
                            return 3
                        """));
    }

    /** Right answers: what decides is the limit. */
    private static Hostile hit(Limit limit, String name, String program) {
        return new Hostile(name, program, RIGHT, new Verdict.LimitHit(limit)::equals, Limits.usual());
    }

    private static Hostile inTime(String name, String program) {
        return new Hostile(
                name,
                program,
                RIGHT,
                Verdict.TimedOut.class::isInstance,
                Limits.of(Duration.ofMillis(1500), Duration.ofSeconds(30)));
    }

    /** Its function found() lists what it got at: it passes if that is nothing, and so it has really looked. */
    private static Hostile finds(String name, String program) {
        return new Hostile(name, program, NOTHING_FOUND, Verdict::passed, Limits.usual());
    }

    private static Hostile wrong(String name, String program) {
        return new Hostile(
                name,
                program,
                RIGHT,
                verdict -> verdict instanceof Verdict.Failed failed && failed.test() == 1,
                Limits.usual());
    }

    private static Hostile forges(String name, String program) {
        return new Hostile(name, program, RIGHT, Verdict.Forged.class::isInstance, Limits.usual());
    }
}
