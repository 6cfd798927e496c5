package dev.twt.job;

import dev.twt.config.EffectiveConfig;
import dev.twt.config.QuestionsConfig;
import dev.twt.config.RehearseConfig;
import dev.twt.config.RunConfig;
import dev.twt.config.TeacherConfig;
import dev.twt.config.UserException;
import dev.twt.serving.RehearsalFigures;
import dev.twt.serving.RehearsalServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.spark.SparkContext;

/**
 * A run whose teachers are one embedded server: the same configuration, but a workspace of its own, and no key that is
 * read or sent.
 */
final class Rehearsal implements AutoCloseable {
    private static final String ENDING = "-rehearsal";
    private static final String THIS_MACHINE = "127.0.0.1";

    private final EffectiveConfig real;
    private final RehearsalServer server;
    private final EffectiveConfig rehearsed;

    private Rehearsal(EffectiveConfig real, RehearsalServer server, String host) {
        this.real = real;
        this.server = server;
        RunConfig run = real.run();
        List<TeacherConfig> teachers = run.teachers().stream()
                .map(teacher -> isReplaced(teacher)
                        ? teacher.servedAt(teacher.endpoint().moved(server.url(host, teacher.name())))
                        : teacher)
                .toList();
        this.rehearsed = new EffectiveConfig(
                run.with(workspace(run), questions(run), teachers), real.json(), real.file(), real.overrides());
    }

    /**
     * Starts the server on the driver.
     *
     * @throws UserException if there is nothing to rehearse, or the server cannot listen
     */
    static Rehearsal start(EffectiveConfig config, SparkContext context) {
        RunConfig run = config.run();
        Map<String, Long> limits = run.teachers().stream()
                .filter(Rehearsal::isReplaced)
                .collect(Collectors.toMap(TeacherConfig::name, teacher -> limit(run.rehearse(), teacher)));
        if (limits.isEmpty()) {
            throw new UserException(
                    "teachers",
                    "none of them has a server or a price, so there is nothing to rehearse",
                    "Run it as it is; it costs nothing");
        }
        boolean local = context.isLocal();
        // On a cluster the name that executors use may belong to a network that this machine does not see itself.
        InetSocketAddress address = local
                ? new InetSocketAddress(
                        InetAddress.getLoopbackAddress(), run.rehearse().port())
                : new InetSocketAddress(run.rehearse().port());
        RehearsalServer server = RehearsalServer.start(
                address, run.rehearse(), run.seed(), limits, new CannedRationales(run.rehearse()));
        return new Rehearsal(config, server, host(run.rehearse(), context));
    }

    private static String host(RehearseConfig config, SparkContext context) {
        if (!config.host().isEmpty()) {
            return config.host();
        }
        return context.isLocal() ? THIS_MACHINE : context.getConf().get("spark.driver.host");
    }

    /** Whoever is asked over a network or costs money; what runs in the JVM or is recorded answers for itself. */
    static boolean isReplaced(TeacherConfig teacher) {
        return !List.of("in-jvm", "replay").contains(teacher.backend()) || teacher.paid();
    }

    private static long limit(RehearseConfig config, TeacherConfig teacher) {
        return config.requestsPerMinute() > 0
                ? config.requestsPerMinute()
                : teacher.limits().requestsPerMinute();
    }

    private static String workspace(RunConfig run) {
        return run.workspace().replaceFirst("/+$", "") + ENDING;
    }

    private static QuestionsConfig questions(RunConfig run) {
        QuestionsConfig all = run.questions();
        long most = run.rehearse().questions();
        boolean fewer = most > 0 && (all.limit() == 0 || most < all.limit());
        return fewer ? new QuestionsConfig(all.paths(), all.format(), all.fields(), most, all.licence()) : all;
    }

    /** What is run. */
    EffectiveConfig config() {
        return rehearsed;
    }

    /** What is rehearsed. */
    RunConfig real() {
        return real.run();
    }

    List<RehearsalFigures> figures() {
        return server.figures();
    }

    @Override
    public void close() {
        server.close();
    }
}
