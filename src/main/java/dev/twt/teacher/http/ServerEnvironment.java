package dev.twt.teacher.http;

import dev.twt.config.TeacherConfig;
import java.util.Map;
import java.util.TreeMap;

/** What a launched server finds in its environment. */
public final class ServerEnvironment {
    private ServerEnvironment() {}

    /**
     * This process's variables without the keys of other teachers, and with the teacher's own: a server that wants a key
     * reads it there, and never from its command line, which everybody on the machine can see.
     *
     * @param inherited of this process
     * @throws dev.twt.config.UserException if a key is named and not there
     */
    public static Map<String, String> of(TeacherConfig teacher, Map<String, String> inherited) {
        Map<String, String> variables = new TreeMap<>(inherited);
        variables.keySet().removeIf(Keys::standsIn);
        variables.putAll(Keys.variables(teacher, inherited));
        return variables;
    }
}
