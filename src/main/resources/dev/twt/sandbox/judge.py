# The judge: holds the tests and the nonce, runs the tests in its own interpreter, and asks the program's process for
# what the program's functions return. Runs as the first process of its namespace: nothing inside can kill it, and
# when it ends all others end.
import resource
import select
import time

PASSED, FAILED, LIMIT, CRASHED, LEFT, FAULTY = "passed", "failed", "limit", "crashed", "left", "faulty"


class Ended(BaseException):
    """A verdict before the last test."""

    def __init__(self, kind, text):
        self.kind = kind
        self.text = text


class Remote:
    """A value of the program that is no plain data. It is never equal to plain data, and no sum or order with it counts."""

    __slots__ = ("_link", "_handle")

    def __init__(self, link, handle):
        object.__setattr__(self, "_link", link)
        object.__setattr__(self, "_handle", handle)

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return self._link.do("getattr", self, name)

    def __setattr__(self, name, value):
        self._link.do("setattr", self, name, value)

    def __call__(self, *args, **named):
        return self._link.do("call", self, *args, **named)

    def __eq__(self, other):
        return type(other) is Remote and (self._handle == other._handle or self._link.do("eq", self, other) is True)

    def __hash__(self):
        return hash(self._handle)


def passed_on(op):
    return lambda self, *args: self._link.do(op, self, *args)


def among_remotes(op):
    def method(self, other):
        return self._link.do(op, self, other) if type(other) is Remote else NotImplemented
    return method


for name in ("len", "iter", "next", "bool", "str", "repr", "int", "float", "index", "abs",
             "getitem", "setitem", "delitem"):
    setattr(Remote, "__%s__" % name, passed_on(name))
for name in ("lt", "le", "gt", "ge", "add", "sub", "mul", "truediv"):
    setattr(Remote, "__%s__" % name, among_remotes(name))


class Link:
    """The judge's end of the two pipes."""

    def __init__(self, incoming, outgoing, pid):
        self.incoming = incoming
        self.outgoing = outgoing
        self.pid = pid
        self.lent = []
        self.end = None

    def request(self, message):
        """What the program answers: its value and the arguments as they are after the call."""
        if self.end:
            raise self.end
        try:
            return self.answered(message)
        except Ended as end:
            # A test that catches everything does not catch this for good.
            self.end = end
            raise

    def answered(self, message):
        try:
            send(self.outgoing, message)
            while True:
                answer = receive(self.incoming)
                if answer[0] != "ask":
                    return self.understood(answer)
                send(self.outgoing, self.served(answer))
        except (EOFError, BrokenPipeError):
            raise self.gone() from None
        except (Malformed, ValueError, TypeError, LookupError, AttributeError, OverflowError) as error:
            if getattr(error, "of_the_program", False):
                raise
            raise Ended(LEFT, "the program wrote to the judge itself") from None

    def understood(self, answer):
        if answer[0] == "left":
            raise Ended(LEFT, "the program ended itself before its tests did")
        if answer[0] == "raised":
            error = known_error(answer)
            error.of_the_program = True
            raise error
        if answer[0] != "value":
            raise Malformed("an unknown answer")
        return decode(answer[1], self.resolve), [decode(a, self.resolve) for a in answer[2]]

    def gone(self):
        """How the program's process ended."""
        os.close(self.outgoing)
        status, used = os.wait4(self.pid, 0)[1:]
        if not os.WIFSIGNALED(status):
            return Ended(LEFT, "the program ended itself before its tests did")
        number = os.WTERMSIG(status)
        if number == signal.SIGXCPU or used.ru_utime + used.ru_stime >= LIMITS["cpu"]:
            return Ended(LIMIT, "cpu")
        return Ended(CRASHED, "killed by %s" % signal.Signals(number).name)

    def do(self, op, target, *args, **named):
        message = ["do", op, target._handle, [encode(a, self.lend) for a in args],
                   {name: encode(a, self.lend) for name, a in named.items()}]
        value, after = self.request(message)
        for mine, now in zip(args, after):
            renew(mine, now)
        return value

    def lend(self, value):
        if type(value) is Remote:
            return ["h", value._handle]
        if getattr(builtins, getattr(value, "__name__", ""), None) is value:
            return ["g", value.__name__]
        self.lent.append(value)
        return ["j", len(self.lent) - 1]

    def resolve(self, data):
        if data[0] == "h" and type(data[1]) is int:
            return Remote(self, data[1])
        if data[0] == "j":
            return self.lent[data[1]]
        raise Malformed("an unknown value")

    def served(self, asked):
        """What the program wants of a function or object that a test has passed to it."""
        target = self.lent[asked[2]]
        args = [decode(a, self.resolve) for a in asked[3]]
        named = {name: decode(a, self.resolve) for name, a in asked[4].items()}
        try:
            return ["value", encode(self.allowed(asked[1], target, args)(*args, **named), self.lend), []]
        except Exception as error:
            return encode_error(error, self.lend)

    def allowed(self, op, target, args):
        """Calls, steps of iterators, and the public fields of objects whose class the tests define; nothing else."""
        if op == "call" and callable(target):
            return target
        if op in ("iter", "next") and hasattr(target, "__next__"):
            return lambda: {"iter": iter, "next": next}[op](target)
        if op in ("getattr", "setattr") and type(target).__module__ == "tests" and not args[0].startswith("_"):
            return lambda *given: {"getattr": getattr, "setattr": setattr}[op](target, *given)
        raise TypeError("the tests' values do not allow this to the program")


def renew(mine, now):
    """A list, dict or set that the program changed in place is changed here as well."""
    if type(mine) is not type(now) or mine == now:
        return
    if isinstance(mine, (list, bytearray)):
        mine[:] = now
    elif isinstance(mine, (dict, set)):
        mine.clear()
        mine.update(now)


class Tests:
    """The tests of one question, compiled, in one namespace."""

    def __init__(self, setup, texts):
        self.setup = self.compiled(setup, 0)
        self.codes = [self.compiled(text, number) for number, text in enumerate(texts, 1)]
        if not any(code.co_names for code in self.codes):
            raise Ended(FAULTY, "0 there is no test")
        self.space = {"__name__": "tests", "__builtins__": builtins}

    def compiled(self, text, number):
        try:
            return compile(text, "<test %d>" % number, "exec")
        except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
            raise Ended(FAULTY, "%d %s" % (number, one_line(error))) from None

    def own_names(self, trees):
        """Names that the tests themselves bind."""
        bound = set()
        for node in (n for tree in trees for n in ast.walk(tree)):
            if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
                bound.add(node.id)
            elif isinstance(node, (ast.FunctionDef, ast.ClassDef)):
                bound.add(node.name)
            elif isinstance(node, (ast.Import, ast.ImportFrom)):
                bound.update((a.asname or a.name).split(".")[0] for a in node.names)
        return bound

    def bind(self, link, defined, trees):
        """Gives the tests the program's names, but never a builtin or a library in place of the real one."""
        used = {n.id for tree in trees for n in ast.walk(tree) if isinstance(n, ast.Name)} - self.own_names(trees)
        prefixes = {n.value.id for tree in trees for n in ast.walk(tree)
                    if isinstance(n, ast.Attribute) and isinstance(n.value, ast.Name)}
        wanted = [name for name in sorted(used) if name in defined]
        own = [name for name in wanted if not hasattr(builtins, name)]
        for name in own or wanted:
            if name in prefixes and is_library(name):
                self.space[name] = __import__(name)
            else:
                self.space[name] = link.request(["get", name])[0]


def is_library(name):
    import importlib.util
    try:
        known = importlib.util.find_spec(name)
    except (ImportError, ValueError):
        return False
    return known is not None


def definitions(tree):
    """The part of the setup that the program may need as well: imports, functions, classes."""
    kinds = (ast.Import, ast.ImportFrom, ast.FunctionDef, ast.ClassDef)
    return [node for node in tree.body if isinstance(node, kinds)]


def source(setup, node):
    """The text of a definition, its decorators included."""
    if not getattr(node, "decorator_list", None):
        return ast.get_source_segment(setup, node) or ""
    first = min(decorator.lineno for decorator in node.decorator_list)
    return "\n".join(setup.splitlines()[first - 1:node.end_lineno])


def one_line(error):
    text = "%s: %s" % (type(error).__name__, error) if str(error) else type(error).__name__
    return " ".join(text.split())[:300]


def limit_of(error):
    """The limit whose error this is, or none."""
    if isinstance(error, MemoryError):
        return "memory"
    number = getattr(error, "errno", None)
    if isinstance(error, OSError) and number in (errno.EFBIG, errno.ENOSPC, errno.EDQUOT):
        return "file-size"
    if isinstance(error, OSError) and number == errno.EAGAIN or "can't start new thread" in str(error):
        return "processes"
    return None


def judged(work, number):
    """Runs one part; what it raises is the verdict."""
    try:
        return work()
    except Ended as ended:
        raise Ended(ended.kind, "%d %s" % (number, ended.text)) from None
    except BaseException as error:
        limit = limit_of(error)
        if limit:
            raise Ended(LIMIT, "%d %s" % (number, limit)) from None
        # A library that the tests import and that is not there is no fault of the program.
        kind = FAULTY if isinstance(error, ImportError) and not getattr(error, "of_the_program", False) else FAILED
        raise Ended(kind, "%d %s" % (number, one_line(error))) from None


def judge(link, program, setup, texts):
    global ast
    import ast
    tests = Tests(setup, texts)
    trees = [ast.parse(text) for text in [setup] + texts]
    shared = "\n".join(source(setup, node) for node in definitions(trees[0]))
    defined = set(judged(lambda: link.request(["load", shared, program])[0], 0))
    judged(lambda: tests.bind(link, defined, trees), 0)
    judged(lambda: exec(tests.setup, tests.space), 0)
    for number, code in enumerate(tests.codes, 1):
        judged(lambda: run(code, tests.space, texts[number - 1]), number)
        if link.end:
            raise Ended(link.end.kind, "%d %s" % (number, link.end.text))


def run(code, space, text):
    try:
        exec(code, space)
    except AssertionError as error:
        if str(error) or getattr(error, "of_the_program", False):
            raise
        raise AssertionError(failed_line(error, code, text)) from None


def failed_line(error, code, text):
    """The line of the test that did not hold."""
    lines = [0]
    trace = error.__traceback__
    while trace:
        if trace.tb_frame.f_code.co_filename == code.co_filename:
            lines.append(trace.tb_lineno)
        trace = trace.tb_next
    return text.split("\n")[max(lines[-1], 1) - 1].strip()


LIMITS = {}


def limit_program():
    """Limits of the program's process and of what it starts; hard ones, which only a privileged process could raise."""
    resource.setrlimit(resource.RLIMIT_CPU, (LIMITS["cpu"], LIMITS["cpu"] + 1))
    resource.setrlimit(resource.RLIMIT_FSIZE, (LIMITS["file-size"], LIMITS["file-size"]))
    resource.setrlimit(resource.RLIMIT_NPROC, (LIMITS["processes"], LIMITS["processes"]))
    resource.setrlimit(resource.RLIMIT_NOFILE, (64, 64))


def become_program(incoming, outgoing):
    """Leaves the pipes of the verdict and of the tests to the judge."""
    null = os.open("/dev/null", os.O_RDWR)
    os.dup2(null, 0)
    os.dup2(2, 1)
    for fd in range(3, 64):
        if fd not in (incoming, outgoing):
            try:
                os.close(fd)
            except OSError:
                pass
    limit_program()
    for name in ("exit", "quit"):
        setattr(builtins, name, sys.exit)
    try:
        ProgramProcess(incoming, outgoing).serve()
    finally:
        os._exit(0)


def unreadable():
    """No other process of this user may read the judge's memory or take its files."""
    import ctypes
    if ctypes.CDLL(None).prctl(4, 0, 0, 0, 0) != 0:
        sys.exit("the judge's memory could not be closed")


def end_with(out, seconds):
    """Ends this namespace when nobody reads the verdict any more; a signal that the program sends changes nothing."""
    last = time.monotonic() + seconds
    reader = select.poll()
    reader.register(out, 0)

    def alarm(number, frame):
        if time.monotonic() >= last or reader.poll(0):
            os._exit(3)

    signal.signal(signal.SIGALRM, alarm)
    signal.setitimer(signal.ITIMER_REAL, 1, 1)


def fields(data):
    """Texts, each behind its length in bytes and a line end."""
    at = 0
    while at < len(data):
        end = data.index(b"\n", at)
        size = int(data[at:end])
        yield data[end + 1:end + 1 + size].decode("utf-8")
        at = end + 1 + size


def main():
    names = ("cpu", "memory", "file-size", "processes", "seconds")
    LIMITS.update(zip(names, (int(argument) for argument in sys.argv[1:])))
    sys.path.extend(sys.argv[len(names) + 1:])
    os.chdir("/work")
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_AS, (LIMITS["memory"], LIMITS["memory"]))
    # The program's process is made before anything is known here that it must not know.
    to_program, to_judge = os.pipe(), os.pipe()
    pid = os.fork()
    if pid == 0:
        become_program(to_program[0], to_judge[1])
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    unreadable()
    os.close(to_program[0])
    os.close(to_judge[1])
    out = os.dup(1)
    os.dup2(2, 1)
    end_with(out, LIMITS["seconds"])
    os.write(out, b"ready\n")
    job = list(fields(read_all(0)))
    nonce, program, setup, texts = job[0], job[1], job[2], job[3:]
    try:
        judge(Link(to_judge[0], to_program[1], pid), program, setup, texts)
        verdict = (PASSED, "")
    except Ended as ended:
        verdict = (ended.kind, ended.text)
    except MemoryError:
        verdict = (LIMIT, "0 memory")
    os.write(out, ("%s\n%s %s\n" % (nonce, verdict[0], verdict[1])).encode("utf-8", "backslashreplace"))
    os._exit(0)


def read_all(fd):
    parts = []
    while True:
        part = os.read(fd, 1 << 20)
        if not part:
            return b"".join(parts)
        parts.append(part)


main()
