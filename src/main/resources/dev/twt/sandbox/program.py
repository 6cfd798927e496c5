# The program's process: it holds the program and knows no test and no nonce. All it can do is to answer with values.
import operator
import types


class Borrowed:
    """A function or an object of the tests, as the program sees it."""

    def __init__(self, program, handle):
        object.__setattr__(self, "_of", (program, handle))

    def __call__(self, *args, **named):
        return self._ask("call", args, named)

    def __getattr__(self, name):
        if name.startswith("_"):
            raise AttributeError(name)
        return self._ask("getattr", (name,), {})

    def __setattr__(self, name, value):
        self._ask("setattr", (name, value), {})

    def __iter__(self):
        return self._ask("iter", (), {})

    def __next__(self):
        return self._ask("next", (), {})

    def _ask(self, op, args, named):
        program, handle = object.__getattribute__(self, "_of")
        return program.ask(op, handle, args, named)


class ProgramProcess:
    """Answers the judge until its pipe ends."""

    OPERATIONS = {
        "call": lambda target, *args, **named: target(*args, **named),
        "getattr": getattr, "setattr": setattr, "len": len, "iter": iter, "next": next, "bool": bool,
        "str": str, "repr": repr, "int": int, "float": float, "index": operator.index, "abs": abs,
        "getitem": operator.getitem, "setitem": operator.setitem, "delitem": operator.delitem,
        "eq": operator.eq, "lt": operator.lt, "le": operator.le, "gt": operator.gt, "ge": operator.ge,
        "add": operator.add, "sub": operator.sub, "mul": operator.mul, "truediv": operator.truediv,
    }

    def __init__(self, incoming, outgoing):
        self.incoming = incoming
        self.outgoing = outgoing
        self.pid = os.getpid()
        self.module = types.ModuleType("program")
        self.module.__dict__["__builtins__"] = builtins
        self.lent = []
        self.handles = {}

    def serve(self):
        sys.modules["program"] = self.module
        while True:
            self.answer(receive(self.incoming))

    def answer(self, request):
        try:
            value, arguments = self.perform(request)
            self.stay()
            reply = ["value", encode(value, self.lend), [encode(a, self.lend) for a in arguments]]
            send(self.outgoing, reply)
            return
        except SystemExit:
            reply = ["left"]
        except BaseException as error:
            reply = encode_error(error, self.lend)
        self.stay()
        send(self.outgoing, reply)

    def stay(self):
        """A copy of this process that the program made has nothing to say to the judge."""
        if os.getpid() != self.pid:
            os._exit(0)

    def perform(self, request):
        if request[0] == "load":
            try:
                exec(compile(request[1], "<setup>", "exec"), self.module.__dict__)
            except Exception:
                pass  # it needs the program itself, so it is not for the program
            exec(compile(request[2], "<program>", "exec"), self.module.__dict__)
            return [name for name in self.module.__dict__ if isinstance(name, str)], ()
        if request[0] == "get":
            return self.module.__dict__[request[1]], ()
        op, handle = request[1], request[2]
        args = [decode(a, self.resolve) for a in request[3]]
        named = {name: decode(a, self.resolve) for name, a in request[4].items()}
        return self.OPERATIONS[op](self.lent[handle], *args, **named), args

    def lend(self, value):
        if type(value) is Borrowed:
            return ["j", object.__getattribute__(value, "_of")[1]]
        handle = self.handles.setdefault(id(value), len(self.lent))
        if handle == len(self.lent):
            self.lent.append(value)
        return ["h", handle]

    def resolve(self, data):
        if data[0] == "h":
            return self.lent[data[1]]
        if data[0] == "j":
            return Borrowed(self, data[1])
        if data[0] == "g":
            return getattr(builtins, data[1])
        raise Malformed("an unknown value")

    def ask(self, op, handle, args, named):
        """Calls a function of the tests while the judge waits for this process."""
        send(self.outgoing, ["ask", op, handle, [encode(a, self.lend) for a in args],
                             {name: encode(a, self.lend) for name, a in named.items()}])
        while True:
            message = receive(self.incoming)
            if message[0] == "value":
                return decode(message[1], self.resolve)
            if message[0] == "raised":
                raise known_error(message)
            self.answer(message)


def known_error(message):
    """The builtin exception of that name, else a RuntimeError that names it."""
    kind = getattr(builtins, str(message[1]), None)
    if isinstance(kind, type) and issubclass(kind, Exception):
        try:
            return kind(*decode(message[2], lambda odd: "..."))
        except Exception:
            pass
    return RuntimeError("%s: %s" % (message[1], message[3]))
