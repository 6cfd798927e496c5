package dev.twt.teacher;

import dev.twt.model.CausalLm;
import dev.twt.model.Generation;
import dev.twt.model.GenerationRequest;
import dev.twt.model.GenerationSession;
import dev.twt.model.ModelCard;
import dev.twt.model.text.ChatTemplate;
import dev.twt.model.text.Tokenizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** A model whose sequences each take as many steps as their prompt's first token says, and whose step can be made to fail. */
final class FakeLm implements CausalLm {
    volatile boolean failNextStep;
    volatile boolean closed;
    volatile int sessions;
    volatile int mostActive;
    ChatTemplate template;

    @Override
    public ModelCard card() {
        return new ModelCard("fake", "fake", 0, 64, 256);
    }

    @Override
    public Tokenizer tokenizer() {
        return new CharacterTokenizer();
    }

    @Override
    public Optional<ChatTemplate> chatTemplate() {
        return Optional.ofNullable(template);
    }

    @Override
    public float[][] logits(int[] ids, int from) {
        return new float[ids.length - from][256];
    }

    @Override
    public GenerationSession newSession(int slots) {
        sessions++;
        return new Session(slots);
    }

    @Override
    public void close() {
        closed = true;
    }

    private final class Session implements GenerationSession {
        private final int slots;
        private final List<GenerationRequest> requests = new ArrayList<>();
        private final List<Integer> left = new ArrayList<>();

        private Session(int slots) {
            this.slots = slots;
        }

        @Override
        public int free() {
            return slots - requests.size();
        }

        @Override
        public int active() {
            return requests.size();
        }

        @Override
        public void add(GenerationRequest request) {
            if (request.prompt().length > 40) {
                throw new IllegalArgumentException("the prompt has more tokens than the context");
            }
            requests.add(request);
            left.add(Math.min(request.prompt()[0], request.maxTokens()));
        }

        @Override
        public List<Generation> step() {
            mostActive = Math.max(mostActive, active());
            if (failNextStep) {
                failNextStep = false;
                throw new IllegalStateException("out of memory");
            }
            List<Generation> done = new ArrayList<>();
            for (int i = requests.size() - 1; i >= 0; i--) {
                left.set(i, left.get(i) - 1);
                if (left.get(i) <= 0) {
                    done.add(generation(requests.remove(i)));
                    left.remove(i);
                }
            }
            return done;
        }

        private Generation generation(GenerationRequest request) {
            boolean cut = request.prompt()[0] > request.maxTokens();
            return new Generation(
                    request.id(),
                    new int[] {1},
                    new float[] {-0.25f},
                    "seed " + request.seed(),
                    cut ? Generation.Finish.LENGTH : Generation.Finish.STOP,
                    request.prompt().length,
                    1);
        }

        @Override
        public void close() {
            requests.clear();
        }
    }

    /** One token a character; {@code <eot>} is one special token, 255. */
    static final class CharacterTokenizer implements Tokenizer {
        static final String SPECIAL = "<eot>";

        @Override
        public int vocabularySize() {
            return 256;
        }

        @Override
        public int[] encodeText(String text) {
            return text.chars().map(c -> Math.min(c, 254)).toArray();
        }

        @Override
        public int[] encodeMarkup(String text) {
            return text.replace(SPECIAL, "\u00ff").chars().toArray();
        }

        @Override
        public String decode(int[] ids) {
            StringBuilder text = new StringBuilder();
            for (int id : ids) {
                text.append((char) id);
            }
            return text.toString();
        }

        @Override
        public OptionalInt beginOfSequence() {
            return OptionalInt.empty();
        }

        @Override
        public int[] endOfAnswer() {
            return new int[] {255};
        }

        @Override
        public String special(String name) {
            return "";
        }

        @Override
        public void close() {
            // Holds nothing.
        }
    }
}
