package dev.twt.training.loop;

import dev.twt.model.tuning.TokenExample;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** The smallest language model that learns: what follows a token depends on it alone; gradient descent with momentum. */
final class BigramLearner implements Learner {
    private static final double MOMENTUM = 0.5;
    private static final double LEFT_OUT = 0.1;

    private final int vocabulary;
    private final double[] weights;
    private final double[] velocity;
    private final double[] gradient;

    /** Called before each batch's gradients; tests let it fail. */
    Runnable beforeAccumulate = () -> {};

    /** Called after a state was written; tests let it fail. */
    Runnable afterSave = () -> {};

    BigramLearner(int vocabulary) {
        this.vocabulary = vocabulary;
        this.weights = new double[vocabulary * vocabulary];
        this.velocity = new double[vocabulary * vocabulary];
        this.gradient = new double[vocabulary * vocabulary];
    }

    @Override
    public double accumulate(List<TokenExample> examples, double scale, long seed) {
        beforeAccumulate.run();
        Random random = new Random(seed);
        double loss = 0;
        for (TokenExample example : examples) {
            for (int i = Math.max(1, example.from()); i < example.ids().length; i++) {
                int row = example.ids()[i - 1] * vocabulary;
                double[] p = probabilities(row);
                loss -= example.weight() * Math.log(p[example.ids()[i]]);
                for (int v = 0; v < vocabulary; v++) {
                    double error = p[v] - (v == example.ids()[i] ? 1 : 0);
                    gradient[row + v] += random.nextDouble() < LEFT_OUT ? 0 : scale * example.weight() * error;
                }
            }
        }
        return loss * scale;
    }

    private double[] probabilities(int row) {
        double[] p = new double[vocabulary];
        double sum = 0;
        for (int v = 0; v < vocabulary; v++) {
            p[v] = Math.exp(weights[row + v]);
            sum += p[v];
        }
        for (int v = 0; v < vocabulary; v++) {
            p[v] /= sum;
        }
        return p;
    }

    @Override
    public double loss(List<TokenExample> examples) {
        double loss = 0;
        for (TokenExample example : examples) {
            for (int i = Math.max(1, example.from()); i < example.ids().length; i++) {
                loss -= example.weight() * Math.log(probabilities(example.ids()[i - 1] * vocabulary)[example.ids()[i]]);
            }
        }
        return loss;
    }

    @Override
    public double step(double rate) {
        double norm = Math.sqrt(Arrays.stream(gradient).map(g -> g * g).sum());
        if (Double.isFinite(norm)) {
            for (int i = 0; i < weights.length; i++) {
                velocity[i] = MOMENTUM * velocity[i] + gradient[i];
                weights[i] -= rate * velocity[i];
            }
        }
        Arrays.fill(gradient, 0);
        return norm;
    }

    @Override
    public void saveState(Path file) {
        try (DataOutputStream out = new DataOutputStream(Files.newOutputStream(file))) {
            for (int i = 0; i < weights.length; i++) {
                out.writeDouble(weights[i]);
                out.writeDouble(velocity[i]);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        afterSave.run();
    }

    @Override
    public void loadState(Path file) {
        try (DataInputStream in = new DataInputStream(Files.newInputStream(file))) {
            for (int i = 0; i < weights.length; i++) {
                weights[i] = in.readDouble();
                velocity[i] = in.readDouble();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public List<String> answers(List<int[]> prompts, int maxTokens) {
        List<String> answers = new ArrayList<>();
        for (int[] prompt : prompts) {
            int row = prompt[prompt.length - 1] * vocabulary;
            int best = 0;
            for (int v = 1; v < vocabulary; v++) {
                best = weights[row + v] > weights[row + best] ? v : best;
            }
            answers.add(String.valueOf(best));
        }
        return answers;
    }

    double weight(int before, int token) {
        return weights[before * vocabulary + token];
    }

    @Override
    public void close() {}
}
