package dev.twt.model.natives;

/**
 * What DJL's native libraries may do by themselves. Left alone, DJL fetches a library that it does not find on the class path
 * (also one for CUDA where it finds a GPU), and tells its makers once a day that it runs on their machines. Here neither
 * happens, unless the environment says {@code DJL_OFFLINE=false}.
 */
public final class NativeLibraries {
    /** DJL's own property; the variable DJL_OFFLINE of the environment comes before it. */
    static final String OFFLINE = "ai.djl.offline";

    private static final int LONGEST_CHAIN = 20;

    private NativeLibraries() {}

    /** To be called before anything of DJL is used, since it loads its libraries once. A value that is set stays. */
    public static void fromTheClassPathAlone() {
        if (System.getProperty(OFFLINE) == null) {
            System.setProperty(OFFLINE, "true");
        }
    }

    /** Why a library could not be loaded: the innermost message, which names the file or the symbol. */
    public static String reason(Throwable thrown) {
        String reason = thrown.getMessage();
        Throwable cause = thrown;
        for (int i = 0; i < LONGEST_CHAIN && cause.getCause() != null; i++) {
            cause = cause.getCause();
            reason = cause.getMessage() == null ? reason : cause.getMessage();
        }
        return reason == null
                ? thrown.getClass().getSimpleName()
                : reason.lines().findFirst().orElse("");
    }
}
