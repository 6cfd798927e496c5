package dev.twt.dataset;

import dev.twt.dataset.CardFigures.TeacherLine;
import java.util.List;
import java.util.Map;

/** The README.md of a distillation set, headed as Hugging Face reads it. */
public final class DatasetCard {
    /** Its name beside the set. */
    public static final String FILE = "README.md";

    private static final List<String> SIZES = List.of("n<1K", "1K<n<10K", "10K<n<100K", "100K<n<1M", "1M<n<10M");

    private DatasetCard() {}

    /** Writes the card into {@code distill/}. */
    public static void write(Workspace workspace, CardFigures figures) {
        workspace.writeText("distill/" + FILE, text(figures));
    }

    /** The card as Markdown. */
    static String text(CardFigures figures) {
        StringBuilder card = new StringBuilder();
        head(card, figures);
        card.append("# ").append(figures.name()).append("\n\n");
        card.append("Rationales of ")
                .append(figures.teachers().size())
                .append(figures.teachers().size() == 1 ? " teacher, " : " teachers, ")
                .append("selected by Dual-Criteria Rejection Sampling for habitual reasoning distillation (Thinking")
                .append(" without Tokens). ")
                .append(figures.examples())
                .append(" examples of ")
                .append(figures.questions())
                .append(" questions, made on ")
                .append(figures.createdAt().toString(), 0, 10)
                .append(".\n\n");
        counts(card, "Stage", "Examples", figures.stages());
        counts(card, "Kind of question", "Answers kept", figures.tasks());
        teachers(card, figures.teachers());
        licences(card, figures);
        columns(card);
        card.append("## How it was made\n\n");
        figures.sources()
                .forEach(source -> card.append("Questions: `").append(source).append("`\n\n"));
        table(card, "Setting", "Value", figures.selection());
        counts(card, "Left out because of", "Answers", figures.rejected());
        table(card, "Version of", "", figures.versions());
        return card.toString();
    }

    private static void head(StringBuilder card, CardFigures figures) {
        card.append("---\n");
        card.append("pretty_name: ").append(quoted(figures.name())).append('\n');
        card.append("license: other\n");
        card.append("license_name: see-card\n");
        card.append("task_categories:\n- text-generation\n");
        card.append("tags:\n- distillation\n- reasoning\n- synthetic\n");
        card.append("size_categories:\n- ").append(size(figures.examples())).append('\n');
        card.append("configs:\n");
        figures.stages()
                .keySet()
                .forEach(stage -> card.append("- config_name: ")
                        .append(stage)
                        .append("\n  data_files: stage=")
                        .append(stage)
                        .append("/*.parquet\n"));
        card.append("---\n\n");
    }

    /** A text as YAML takes it, in double quotes. */
    public static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", " ") + '"';
    }

    /** The words by which Hugging Face sorts sets by size. */
    public static String size(long examples) {
        int digits = Long.toString(examples).length();
        return SIZES.get(Math.min(SIZES.size() - 1, Math.max(0, digits - 3)));
    }

    private static void teachers(StringBuilder card, List<TeacherLine> teachers) {
        card.append("| Teacher | Model | Answers | Kept |\n| --- | --- | ---: | ---: |\n");
        for (TeacherLine teacher : teachers) {
            card.append("| ").append(cell(teacher.name()));
            card.append(" | ").append(cell(teacher.model()));
            card.append(" | ").append(teacher.answers());
            card.append(" | ").append(teacher.kept()).append(" |\n");
        }
        card.append('\n');
    }

    private static void licences(StringBuilder card, CardFigures figures) {
        card.append("## Licences\n\n");
        card.append("- Questions: ")
                .append(orUnstated(figures.questionLicence()))
                .append('\n');
        figures.teachers()
                .forEach(teacher -> card.append("- Outputs of ")
                        .append(teacher.name())
                        .append(": ")
                        .append(orUnstated(teacher.licence()))
                        .append('\n'));
        card.append("\nThe makers of some models restrict the use of their outputs for training other models: look at"
                + " their terms before a model trained on this set is released.\n\n");
    }

    private static String orUnstated(String licence) {
        return licence == null || licence.isBlank() ? "not stated" : licence.strip();
    }

    private static void columns(StringBuilder card) {
        card.append("## Columns\n\n| Column | What it holds |\n| --- | --- |\n");
        card.append("| question_id | the question, as in `questions/` |\n");
        card.append("| prompt | conversation up to the student's turn: list of role and content |\n");
        card.append("| completion | the student's turn: list of role and content |\n");
        card.append(
                "| rationale_tokens | completion tokens the teacher counted, null if unknown, and in stage free |\n");
        card.append("| teacher | who wrote the rationale |\n");
        card.append("| request_id | the row of `responses/` the example was made of |\n");
        card.append("| chat_template_kwargs | for the chat template: enable_thinking |\n");
        card.append("| split | train or held_out; all examples of a question are on one side |\n");
        card.append("| stage | full, compressed or free (the folder's name) |\n\n");
        card.append("`prompt` and `completion` are TRL's conversational prompt and completion form.\n\n");
    }

    private static void counts(StringBuilder card, String name, String counted, Map<String, Long> counts) {
        if (counts.isEmpty()) {
            return;
        }
        card.append("| ").append(name).append(" | ").append(counted).append(" |\n| --- | ---: |\n");
        counts.forEach((key, count) ->
                card.append("| ").append(cell(key)).append(" | ").append(count).append(" |\n"));
        card.append('\n');
    }

    private static void table(StringBuilder card, String name, String value, Map<String, String> rows) {
        if (rows.isEmpty()) {
            return;
        }
        card.append("| ").append(name).append(" | ").append(value).append(" |\n| --- | --- |\n");
        rows.forEach((key, text) -> card.append("| ")
                .append(cell(key))
                .append(" | ")
                .append(cell(text))
                .append(" |\n"));
        card.append('\n');
    }

    private static String cell(String text) {
        return String.valueOf(text).replace("|", "\\|").replace("\n", " ");
    }
}
