package dev.twt.task;

import java.util.Optional;
import java.util.OptionalDouble;

/** Extraction for the tasks whose answer is stated in a line or a sentence. */
final class StatedExtraction {

    private StatedExtraction() {}

    static Extraction of(String completion, AnswerReader reader) {
        Reply reply = Reply.of(completion);
        FoundAnswer found = FoundAnswer.in(reply.said(), reader);
        Optional<StatedConfidence> confidence = StatedConfidence.last(reply.said());
        return new Extraction(
                Rationale.of(reply, found.statements(), confidence),
                found.answer(),
                confidence.map(StatedConfidence::value).orElse(OptionalDouble.empty()),
                AnswerPlace.of(reply.said(), found, reader).map(span -> reply.inCompletion(span, completion)));
    }
}
