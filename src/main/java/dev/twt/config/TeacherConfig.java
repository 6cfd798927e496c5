package dev.twt.config;

import java.io.Serializable;

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

    /** The same teacher, asked for another number of answers at another temperature. */
    public TeacherConfig asked(int newSamples, double temperature) {
        SamplingConfig newSampling =
                new SamplingConfig(temperature, sampling.topP(), sampling.maxTokens(), sampling.stop());
        return with(
                backend,
                model,
                newSamples,
                newSampling,
                chatTemplate,
                endpoint,
                launch,
                retry,
                batch,
                samplesARequest,
                device);
    }

    /** The same teacher, its model computed elsewhere. */
    public TeacherConfig on(String newDevice) {
        return with(
                backend,
                model,
                samples,
                sampling,
                chatTemplate,
                endpoint,
                launch,
                retry,
                batch,
                samplesARequest,
                newDevice);
    }

    /** Whether its model is computed by this program. */
    public boolean inJvm() {
        return backend.equals("in-jvm");
    }

    /** The same teacher, asked again at other times. */
    public TeacherConfig withRetry(RetryConfig newRetry) {
        return with(model, chatTemplate, endpoint, launch, newRetry);
    }

    /** The same teacher, its files found elsewhere. */
    public TeacherConfig withFiles(String newModel, String newChatTemplate) {
        return with(newModel, newChatTemplate, endpoint, launch, retry);
    }

    /** The same teacher, its server reached elsewhere. */
    public TeacherConfig withEndpoint(EndpointConfig newEndpoint) {
        return with(model, chatTemplate, newEndpoint, launch, retry);
    }

    /** The same teacher, its server started in another way. */
    public TeacherConfig withLaunch(LaunchConfig newLaunch) {
        return with(model, chatTemplate, endpoint, newLaunch, retry);
    }

    /** The same teacher, its requests sent one at a time to a server that is there already. */
    public TeacherConfig servedAt(EndpointConfig server) {
        return with(
                "openai", model, chatTemplate, server, LaunchConfig.none(), retry, BatchConfig.none(), samplesARequest);
    }

    /** The same teacher, so many answers asked in one request at most. */
    public TeacherConfig withSamplesARequest(int most) {
        return with(backend, model, chatTemplate, endpoint, launch, retry, batch, most);
    }

    private TeacherConfig with(
            String newModel,
            String newChatTemplate,
            EndpointConfig newEndpoint,
            LaunchConfig newLaunch,
            RetryConfig newRetry) {
        return with(backend, newModel, newChatTemplate, newEndpoint, newLaunch, newRetry, batch, samplesARequest);
    }

    private TeacherConfig with(
            String newBackend,
            String newModel,
            String newChatTemplate,
            EndpointConfig newEndpoint,
            LaunchConfig newLaunch,
            RetryConfig newRetry,
            BatchConfig newBatch,
            int newSamplesARequest) {
        return with(
                newBackend,
                newModel,
                samples,
                sampling,
                newChatTemplate,
                newEndpoint,
                newLaunch,
                newRetry,
                newBatch,
                newSamplesARequest,
                device);
    }

    private TeacherConfig with(
            String newBackend,
            String newModel,
            int newSamples,
            SamplingConfig newSampling,
            String newChatTemplate,
            EndpointConfig newEndpoint,
            LaunchConfig newLaunch,
            RetryConfig newRetry,
            BatchConfig newBatch,
            int newSamplesARequest,
            String newDevice) {
        return new TeacherConfig(
                name,
                newBackend,
                newModel,
                sha256,
                revision,
                prompt,
                examples,
                newSamples,
                newSampling,
                weight,
                slots,
                dtype,
                newChatTemplate,
                price,
                newEndpoint,
                newLaunch,
                limits,
                newRetry,
                licence,
                newBatch,
                newSamplesARequest,
                newDevice);
    }
}
