package dev.twt.config;

import java.io.Serializable;
import java.util.function.Consumer;

/**
 * One teacher.
 *
 * @param name the key it stands under; goes into every row it answers
 * @param backend {@code in-jvm} (a model file run by this project), {@code openai} (a server that speaks OpenAI's chat
 *     completions), {@code launched} (such a server, started on the executors) or {@code replay} (answers recorded in a
 *     file)
 * @param model in-jvm: path of a GGUF file or a Hugging Face folder; openai, launched: name of the model at the server;
 *     replay: path of the recorded answers
 * @param sha256 expected sum of the model file in hex, or empty for none
 * @param revision free text that identifies the version of the model; part of a request's identity
 * @param prompt how messages become text
 * @param examples worked examples put before the question, 0 or more
 * @param samples answers asked for a question, 1 or more
 * @param sampling how tokens are drawn
 * @param weight this teacher's vote in agreement, above 0
 * @param slots sequences generated together (in-jvm)
 * @param dtype float32 or bfloat16 (in-jvm)
 * @param chatTemplate path of a Jinja file that replaces the model's own chat template, or empty
 * @param price what its tokens cost
 * @param endpoint how its server is reached (openai, launched)
 * @param launch how its own server is started (launched)
 * @param limits what it may be asked over the whole cluster
 * @param retry when a request is sent again
 * @param licence what the data set card says about the use of its outputs
 * @param batch whether it is asked through its provider's batch API
 * @param samplesARequest answers asked in one request at most (openai, launched); 1: each by itself. No part of a request's
 *     identity
 * @param device where its model is computed (in-jvm): {@code auto}, {@code cpu}, {@code gpu} or {@code gpu:N}; in a task to
 *     which Spark gave GPU N, {@code auto:N} or {@code gpu:N}. No part of a request's identity
 */
public record TeacherConfig(
        String name,
        String backend,
        String model,
        String sha256,
        String revision,
        PromptStyle prompt,
        int examples,
        int samples,
        SamplingConfig sampling,
        double weight,
        int slots,
        String dtype,
        String chatTemplate,
        PriceConfig price,
        EndpointConfig endpoint,
        LaunchConfig launch,
        LimitsConfig limits,
        RetryConfig retry,
        String licence,
        BatchConfig batch,
        int samplesARequest,
        String device)
        implements Serializable {
    /** A teacher that is asked one request at a time. */
    public TeacherConfig(
            String name,
            String backend,
            String model,
            String sha256,
            String revision,
            PromptStyle prompt,
            int examples,
            int samples,
            SamplingConfig sampling,
            double weight,
            int slots,
            String dtype,
            String chatTemplate,
            PriceConfig price,
            EndpointConfig endpoint,
            LaunchConfig launch,
            LimitsConfig limits,
            RetryConfig retry,
            String licence) {
        this(
                name,
                backend,
                model,
                sha256,
                revision,
                prompt,
                examples,
                samples,
                sampling,
                weight,
                slots,
                dtype,
                chatTemplate,
                price,
                endpoint,
                launch,
                limits,
                retry,
                licence,
                BatchConfig.none(),
                1,
                DeviceReader.AUTO);
    }

    /**
     * A model file that this program computes itself: asked in its own chat template, without worked examples, free of charge
     * and without limits.
     *
     * @param slots sequences generated together
     */
    public static TeacherConfig ofModel(
            String name, String model, String revision, int samples, SamplingConfig sampling, int slots, String dtype) {
        return new TeacherConfig(
                name,
                "in-jvm",
                model,
                "",
                revision,
                PromptStyle.AUTO,
                0,
                samples,
                sampling,
                1,
                slots,
                dtype,
                "",
                new PriceConfig(0, 0),
                EndpointConfig.none(),
                LaunchConfig.none(),
                LimitsConfig.none(),
                RetryConfig.standard(),
                "");
    }

    /** Whether {@link #model} is a path. */
    public boolean readsFiles() {
        return !asksServer();
    }

    /** Whether a server answers, one that is there or one that is launched. */
    public boolean asksServer() {
        return backend.equals("openai") || launches();
    }

    /** Whether its server is started on the executors. */
    public boolean launches() {
        return backend.equals("launched");
    }

    /** What its tokens cost the way it is asked. */
    public PriceConfig charged() {
        return batch.enabled() ? price.inBatches() : price;
    }

    /** Answers that one request asks for where all samples of a question are open. */
    public int answersARequest() {
        return Math.min(samples, samplesARequest);
    }

    /** Whether one request's answers at their longest are more than a minute lets through, while one of them is not. */
    boolean asksTooMuchTogether() {
        long limit = limits.tokensPerMinute();
        long longest = sampling.maxTokens();
        return samplesARequest > 1 && limit > 0 && longest <= limit && answersARequest() * longest > limit;
    }

    /** Whether its tokens cost money. */
    public boolean paid() {
        return price.input() > 0 || price.output() > 0;
    }

    /** Whether its model is computed by this program. */
    public boolean inJvm() {
        return backend.equals("in-jvm");
    }

    /** The same teacher, asked for another number of answers at another temperature. */
    public TeacherConfig asked(int newSamples, double temperature) {
        return copied(copy -> {
            copy.samples = newSamples;
            copy.sampling = new SamplingConfig(temperature, sampling.topP(), sampling.maxTokens(), sampling.stop());
        });
    }

    /** The same teacher, its model computed elsewhere. */
    public TeacherConfig on(String newDevice) {
        return copied(copy -> copy.device = newDevice);
    }

    /** The same teacher, asked again at other times. */
    public TeacherConfig withRetry(RetryConfig newRetry) {
        return copied(copy -> copy.retry = newRetry);
    }

    /** The same teacher, its files found elsewhere. */
    public TeacherConfig withFiles(String newModel, String newChatTemplate) {
        return copied(copy -> {
            copy.model = newModel;
            copy.chatTemplate = newChatTemplate;
        });
    }

    /** The same teacher, its server reached elsewhere. */
    public TeacherConfig withEndpoint(EndpointConfig newEndpoint) {
        return copied(copy -> copy.endpoint = newEndpoint);
    }

    /** The same teacher, its server started in another way. */
    public TeacherConfig withLaunch(LaunchConfig newLaunch) {
        return copied(copy -> copy.launch = newLaunch);
    }

    /** The same teacher, its requests sent one at a time to a server that is there already. */
    public TeacherConfig servedAt(EndpointConfig server) {
        return copied(copy -> {
            copy.backend = "openai";
            copy.endpoint = server;
            copy.launch = LaunchConfig.none();
            copy.batch = BatchConfig.none();
        });
    }

    /** The same teacher, so many answers asked in one request at most. */
    public TeacherConfig withSamplesARequest(int most) {
        return copied(copy -> copy.samplesARequest = most);
    }

    private TeacherConfig copied(Consumer<TeacherCopy> change) {
        TeacherCopy copy = new TeacherCopy(this);
        change.accept(copy);
        return copy.teacher();
    }
}
