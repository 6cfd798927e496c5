package dev.twt.serving;

/** A request that is answered with an error in OpenAI's form. Its message is for the client and holds no prompt. */
public final class ApiException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String type;
    private final String code;

    /**
     * @param status HTTP status, 4xx or 5xx
     * @param type OpenAI's kind of error, such as invalid_request_error
     * @param code OpenAI's code, or null where there is none
     * @param message what is wrong and what to do
     */
    public ApiException(int status, String type, String code, String message) {
        super(message);
        this.status = status;
        this.type = type;
        this.code = code;
    }

    static ApiException invalid(String message) {
        return invalid("invalid_value", message);
    }

    static ApiException invalid(String code, String message) {
        return new ApiException(400, "invalid_request_error", code, message);
    }

    static ApiException wrongKey() {
        return new ApiException(
                401,
                "authentication_error",
                "invalid_api_key",
                "The API key is absent or wrong. Send the server's key as Authorization: Bearer KEY");
    }

    static ApiException notFound(String code, String message) {
        return new ApiException(404, "invalid_request_error", code, message);
    }

    static ApiException wrongMethod(String allowed) {
        return new ApiException(
                405, "invalid_request_error", "method_not_allowed", "This path takes " + allowed + " only");
    }

    static ApiException tooLarge(int most) {
        return new ApiException(
                413,
                "invalid_request_error",
                "request_too_large",
                "The request's body is larger than " + (most >> 20) + " MB");
    }

    static ApiException busy() {
        return new ApiException(
                429,
                "rate_limit_error",
                "rate_limit_exceeded",
                "Too many requests wait for an answer. Ask again in a second");
    }

    static ApiException stopping() {
        return new ApiException(503, "server_error", "server_stopping", "The server is being stopped");
    }

    static ApiException fault() {
        return new ApiException(
                500, "server_error", "internal_error", "The server failed at this request; its log says more");
    }

    public int status() {
        return status;
    }

    public String type() {
        return type;
    }

    public String code() {
        return code;
    }
}
