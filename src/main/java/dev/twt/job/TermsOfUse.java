package dev.twt.job;

import dev.twt.audit.TeacherTerms;
import dev.twt.config.RunConfig;
import dev.twt.generation.RequestIdentity;
import java.util.List;
import java.util.stream.Stream;

/** What the configuration says of the use of teachers' outputs, asked ones before imported ones. */
final class TermsOfUse {
    private TermsOfUse() {}

    static List<TeacherTerms> of(RunConfig config) {
        Stream<TeacherTerms> asked = config.teachers().stream()
                .map(teacher -> new TeacherTerms(teacher.name(), RequestIdentity.model(teacher), teacher.licence()));
        Stream<TeacherTerms> imported = config.imports().stream()
                .map(source -> new TeacherTerms(source.teacher(), source.model(), source.licence()));
        return Stream.concat(asked, imported).toList();
    }

    static TeacherTerms of(RunConfig config, String teacher) {
        return of(config).stream()
                .filter(terms -> terms.name().equals(teacher))
                .findFirst()
                .orElseGet(() -> new TeacherTerms(teacher, "", ""));
    }
}
