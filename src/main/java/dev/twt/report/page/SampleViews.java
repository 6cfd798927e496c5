package dev.twt.report.page;

import dev.twt.report.figures.FlippedQuestion;
import dev.twt.report.figures.SampleQuestion;
import dev.twt.report.figures.Words;
import java.util.ArrayList;
import java.util.List;

/** The sample questions as the page shows them: long texts are cut, which is said. */
final class SampleViews {
    /** Characters of all candidates together; what stands for one in a page may take six. */
    private static final int ALL = 350_000;

    private static final int LONGEST = 1500;
    private static final int SHORTEST = 150;
    private static final int QUESTION = 2000;
    private static final int ANSWER = 200;
    private static final String IN_LEDGER = "the workspace has them all";

    /**
     * A text and what became of its end.
     *
     * @param cut in words; empty where the text is whole
     */
    record Text(String text, String cut) {
        static Text of(String text, int most) {
            return of(text, most, "report.json has them all");
        }

        static Text of(String text, int most, String elsewhere) {
            String begin = PageText.begin(text, most);
            int left = text.length() - begin.length();
            return new Text(
                    begin, left == 0 ? "" : "cut here: " + Words.count(left) + " more characters; " + elsewhere);
        }
    }

    /** A question; {@code open} is the attribute of the first one. */
    record Question(
            String id,
            Text question,
            List<Text> choices,
            String gold,
            String outcome,
            String open,
            List<Candidate> candidates,
            String leftOut) {}

    /** An answer; {@code css} is the class of kept and of rejected ones. */
    record Candidate(String css, String who, String verdict, String figures, Text rationale, Text answer) {}

    private SampleViews() {}

    static List<Question> of(List<SampleQuestion> samples) {
        int candidates =
                samples.stream().mapToInt(sample -> sample.candidates().size()).sum();
        int longest = Math.min(LONGEST, Math.max(SHORTEST, ALL / Math.max(1, candidates)));
        List<Question> views = new ArrayList<>();
        for (SampleQuestion sample : samples) {
            views.add(question(sample, longest, views.isEmpty()));
        }
        return views;
    }

    /** Questions that two answered differently, what they wrote side by side. */
    static List<Question> ofFlipped(List<FlippedQuestion> flipped) {
        int longest = Math.min(LONGEST, Math.max(SHORTEST, ALL / Math.max(1, 2 * flipped.size())));
        return flipped.stream()
                .map(one -> new Question(
                        PageText.begin(one.questionId(), ANSWER),
                        Text.of(one.question(), QUESTION, IN_LEDGER),
                        List.of(),
                        one.gold() == null ? "" : PageText.begin(one.gold(), ANSWER),
                        (one.first().right() ? one.first() : one.second()).answerer() + " alone is right",
                        "open",
                        List.of(said(one.first(), longest), said(one.second(), longest)),
                        ""))
                .toList();
    }

    private static Candidate said(FlippedQuestion.Said one, int longest) {
        String text = one.text() == null ? "" : one.text().strip();
        return new Candidate(
                one.right() ? "kept" : "not",
                one.answerer(),
                one.right() ? "right" : "wrong",
                one.tokens() == null ? "" : Words.count(one.tokens()) + " tokens",
                Text.of(text, longest, IN_LEDGER),
                Text.of(one.answer() == null ? "none found" : one.answer(), ANSWER, IN_LEDGER));
    }

    private static Question question(SampleQuestion sample, int longest, boolean first) {
        long kept = sample.candidates().stream()
                .filter(SampleQuestion.Candidate::kept)
                .count();
        long all = sample.candidates().size() + sample.candidatesLeftOut();
        return new Question(
                PageText.begin(sample.questionId(), ANSWER),
                Text.of(sample.question() == null ? sample.questionId() : sample.question(), QUESTION),
                sample.choices().stream()
                        .limit(30)
                        .map(choice -> Text.of(choice, ANSWER))
                        .toList(),
                sample.gold() == null ? "" : PageText.begin(sample.gold(), ANSWER),
                Words.count(kept) + " of " + Words.count(all) + " kept",
                first ? "open" : "",
                sample.candidates().stream().map(one -> candidate(one, longest)).toList(),
                sample.candidatesLeftOut() == 0
                        ? ""
                        : Words.count(sample.candidatesLeftOut()) + " further answers are not shown.");
    }

    private static Candidate candidate(SampleQuestion.Candidate one, int longest) {
        return new Candidate(
                one.kept() ? "kept" : "not",
                one.teacher()
                        + (one.sample() == 0 && one.round() == 0 ? "" : ", sample " + (one.sample() + 1))
                        + (one.round() == 0 ? "" : ", round " + (one.round() + 1)),
                one.kept() ? "kept" : "rejected: " + one.reason(),
                figures(one),
                Text.of(one.rationale() == null ? "" : one.rationale().strip(), longest),
                Text.of(one.answer() == null ? "" : one.answer(), ANSWER));
    }

    private static String figures(SampleQuestion.Candidate one) {
        List<String> figures = new ArrayList<>();
        add(figures, "quality", one.quality());
        add(figures, "confidence", one.confidence());
        add(figures, "agreement", one.agreement());
        if (one.tokens() != null) {
            figures.add(Words.count(one.tokens()) + " tokens");
        }
        return String.join(" · ", figures);
    }

    private static void add(List<String> figures, String name, Double value) {
        if (value != null) {
            figures.add(name + " " + Words.number(value, 2));
        }
    }
}
