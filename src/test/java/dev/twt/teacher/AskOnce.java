package dev.twt.teacher;

/** Asks a server once, in a JVM of its own, and says how that ended. */
final class AskOnce {
    private AskOnce() {}

    /** Argument: the server's address. */
    public static void main(String[] args) {
        try (Teacher teacher = new HttpTeacher(TeacherConfigs.at(Endpoints.at(args[0])), System.getenv())) {
            System.out.println(teacher.answer(TeacherContract.request(3, 0)).join());
        }
    }
}
