package dev.twt.dataset;

import java.util.Map;
import java.util.TreeMap;

/**
 * The README.md of a distillation set, in the form of Hugging Face's data set cards: what the folder holds, where it comes
 * from and what may be done with it.
 *
 * @param stages stage to its rows
 * @param teachers teacher to the rows it gave
 * @param tasks kind of question to its rows
 * @param questions questions that have a row
 * @param candidates answers that were selected from
 * @param rule how they were selected, in words
 * @param licences what the configuration says of the questions (under {@code questions}) and of each teacher
 * @param versions of this project and what it ran on
 */
public record DatasetCard(
        Map<String, Long> stages,
        Map<String, Long> teachers,
        Map<String, Long> tasks,
        long questions,
        long candidates,
        String rule,
        Map<String, String> licences,
        Map<String, String> versions) {
    public DatasetCard {
        stages = new TreeMap<>(stages);
        teachers = new TreeMap<>(teachers);
        tasks = new TreeMap<>(tasks);
        licences = new TreeMap<>(licences);
        versions = new TreeMap<>(versions);
    }

    /** The card as Markdown with a YAML head that names each stage's files. */
    public String markdown() {
        StringBuilder card = new StringBuilder("---\nconfigs:\n");
        stages.keySet()
                .forEach(stage -> card.append("- config_name: ")
                        .append(stage)
                        .append("\n  data_files: \"stage=")
                        .append(stage)
                        .append("/*.parquet\"\n"));
        card.append("tags:\n- distillation\n- reasoning\n- synthetic\n---\n\n# Distillation set\n\n");
        card.append(questions)
                .append(" questions with rationales and answers of teacher models, chosen from ")
                .append(candidates)
                .append(" answers by Dual-Criteria Rejection Sampling (TwT, arXiv 2503.24198).\n\n");
        card.append("Rule: ").append(rule).append("\n\n");
        table(card, "stage", stages);
        table(card, "teacher", teachers);
        table(card, "task", tasks);
        columns(card);
        notes(card, "Licences", licences);
        notes(card, "Made with", versions);
        return card.toString();
    }

    private static void table(StringBuilder card, String name, Map<String, Long> rows) {
        card.append("| ").append(name).append(" | rows |\n|---|---:|\n");
        rows.forEach((key, count) -> card.append("| ")
                .append(cell(key))
                .append(" | ")
                .append(count)
                .append(" |\n"));
        card.append('\n');
    }

    private static void columns(StringBuilder card) {
        card.append("## Columns\n\n")
                .append("TRL's conversational prompt and completion form, with lineage.\n\n")
                .append("| column | what it is |\n|---|---|\n")
                .append("| question_id | the question |\n")
                .append("| prompt | messages the student reads: list of {role, content} |\n")
                .append("| completion | messages the student learns to write: list of {role, content} |\n")
                .append("| rationale_tokens | completion tokens the teacher counted |\n")
                .append("| teacher | who wrote it |\n")
                .append("| request_id | the ledger row it was made from |\n")
                .append("| chat_template_kwargs | what training and serving pass to the chat template |\n\n");
    }

    private static void notes(StringBuilder card, String title, Map<String, String> notes) {
        card.append("## ").append(title).append("\n\n");
        notes.forEach((key, note) -> card.append("- ")
                .append(cell(key))
                .append(": ")
                .append(note.isBlank() ? "not stated in the configuration" : cell(note))
                .append('\n'));
        card.append('\n');
    }

    /** One line, and no table border of its own. */
    private static String cell(String text) {
        return text.replaceAll("\\s+", " ").replace("|", "\\|");
    }
}
