package dev.twt.config;

/** A teacher that is to differ from another in what is set here. */
final class TeacherCopy {
    private final TeacherConfig from;
    String backend;
    String model;
    int samples;
    SamplingConfig sampling;
    String chatTemplate;
    EndpointConfig endpoint;
    LaunchConfig launch;
    RetryConfig retry;
    BatchConfig batch;
    int samplesARequest;
    String device;

    TeacherCopy(TeacherConfig from) {
        this.from = from;
        this.backend = from.backend();
        this.model = from.model();
        this.samples = from.samples();
        this.sampling = from.sampling();
        this.chatTemplate = from.chatTemplate();
        this.endpoint = from.endpoint();
        this.launch = from.launch();
        this.retry = from.retry();
        this.batch = from.batch();
        this.samplesARequest = from.samplesARequest();
        this.device = from.device();
    }

    TeacherConfig teacher() {
        return new TeacherConfig(
                from.name(),
                backend,
                model,
                from.sha256(),
                from.revision(),
                from.prompt(),
                from.examples(),
                samples,
                sampling,
                from.weight(),
                from.slots(),
                from.dtype(),
                chatTemplate,
                from.price(),
                endpoint,
                launch,
                from.limits(),
                retry,
                from.licence(),
                batch,
                samplesARequest,
                device);
    }
}
