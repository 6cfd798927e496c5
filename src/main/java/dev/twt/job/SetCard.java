package dev.twt.job;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;

import dev.twt.audit.TeacherTerms;
import dev.twt.config.EvaluationSet;
import dev.twt.config.ImportSource;
import dev.twt.config.RoundsConfig;
import dev.twt.config.RunConfig;
import dev.twt.config.SelectionConfig;
import dev.twt.config.TeacherConfig;
import dev.twt.dataset.CardFigures;
import dev.twt.dataset.QuestionColumns;
import dev.twt.dataset.ScoredColumns;
import dev.twt.distillation.FreeStage;
import dev.twt.distillation.FullStage;
import dev.twt.selection.SelectionSummary;
import dev.twt.selection.overlap.Exclusion;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Puts together what the card of a distillation set tells. */
final class SetCard {
    private final RunContext run;

    private final Optional<CompressSummary> compressed;

    SetCard(RunContext run) {
        this(run, Optional.empty());
    }

    /** @param compressed where rationales were made shorter */
    SetCard(RunContext run, Optional<CompressSummary> compressed) {
        this.run = run;
        this.compressed = compressed;
    }

    CardFigures figures(
            SelectionSummary summary, Dataset<Row> scored, Dataset<Row> questions, Map<String, Long> leftOut) {
        RunConfig config = run.config();
        return new CardFigures(
                "Distillation set",
                Instant.now(),
                stages(summary),
                summary.questionsCovered(),
                tasks(scored, questions),
                summary.teachers().stream().map(count -> teacher(config, count)).toList(),
                sources(config),
                config.questions().licence(),
                selection(config, leftOut),
                summary.rejected(),
                run.journal().versions());
    }

    private Map<String, Long> stages(SelectionSummary summary) {
        Map<String, Long> stages = new LinkedHashMap<>();
        stages.put(FullStage.STAGE, summary.kept());
        compressed.ifPresent(made -> made.stages().forEach(line -> stages.put(line.stage(), line.examples())));
        stages.put(FreeStage.STAGE, summary.questionsCovered());
        return stages;
    }

    private static Map<String, Long> tasks(Dataset<Row> scored, Dataset<Row> questions) {
        Map<String, Long> tasks = new TreeMap<>();
        scored.where(col(ScoredColumns.KEPT))
                .join(
                        questions.select(QuestionColumns.QUESTION_ID, QuestionColumns.TASK),
                        new String[] {QuestionColumns.QUESTION_ID})
                .groupBy(QuestionColumns.TASK)
                .agg(count(lit(1)))
                .collectAsList()
                .forEach(row -> tasks.put(row.getString(0), row.getLong(1)));
        return tasks;
    }

    private static CardFigures.TeacherLine teacher(RunConfig config, SelectionSummary.TeacherCount count) {
        TeacherTerms terms = TermsOfUse.of(config, count.teacher());
        return new CardFigures.TeacherLine(
                count.teacher(), terms.model(), count.candidates(), count.kept(), terms.licence());
    }

    private static List<String> sources(RunConfig config) {
        return config.questions().paths().isEmpty()
                ? config.imports().stream().map(ImportSource::path).distinct().toList()
                : config.questions().paths();
    }

    private static String against(RunConfig config, String reason) {
        return reason.equals(Exclusion.CONTAMINATED)
                ? config.decontaminate().sets().stream()
                        .map(EvaluationSet::name)
                        .collect(Collectors.joining(", ", ", looked for in ", ""))
                : "";
    }

    private static String goldUse(SelectionConfig selection) {
        if (selection.verifies()) {
            return "yes";
        }
        return selection.quality().calibrate() ? "only to calibrate stated confidences" : "no";
    }

    private Map<String, String> selection(RunConfig config, Map<String, Long> leftOut) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("rule", new SelectionRule(config.selection()).words());
        settings.put("preset", config.selection().preset());
        settings.put("gold answers looked at", goldUse(config.selection()));
        settings.put("embeddings", config.embedding().source());
        leftOut.forEach(
                (reason, count) -> settings.put("questions left out as " + reason, count + against(config, reason)));
        if (config.split().heldOut() > 0) {
            settings.put(
                    "held out",
                    config.split().heldOut() + " by " + config.split().by());
        }
        for (TeacherConfig teacher : config.rounds().asked(0, config.teachers())) {
            settings.put("answers asked of " + teacher.name(), String.valueOf(teacher.samples()));
        }
        if (config.rounds().further()) {
            settings.put(
                    "asked again of questions with "
                            + AskingRounds.tooFew(config.selection().diversity().k()),
                    again(config));
        }
        compressed.ifPresent(summary -> summary.stages()
                .forEach(line -> settings.put(
                        "rationales of stage " + line.stage(),
                        String.format(
                                Locale.ROOT,
                                "made shorter by %s to %s of their tokens; %d became %d tokens, %d examples were dropped",
                                config.compress().by(),
                                line.budget(),
                                line.tokensBefore(),
                                line.tokensAfter(),
                                line.dropped()))));
        return settings;
    }

    private static String again(RunConfig config) {
        RoundsConfig rounds = config.rounds();
        return IntStream.range(1, rounds.most())
                .mapToObj(round -> rounds.asked(round, config.teachers()).stream()
                        .map(AskingRounds::words)
                        .collect(Collectors.joining(", ")))
                .distinct()
                .collect(Collectors.joining("; then ", "in at most " + (rounds.most() - 1) + " further rounds: ", ""));
    }
}
