/**
 * What is measured.
 *
 * @param latencyMillis after which the server answers
 * @param rows asked
 * @param inFlight requests under way at once
 */
record Point(long latencyMillis, int rows, int inFlight) {
    /** Reads LATENCY:ROWS:IN-FLIGHT, such as 50ms:20000:256. */
    static Point of(String text) {
        String[] parts = text.split(":");
        boolean millis = parts[0].endsWith("ms");
        long number = Long.parseLong(parts[0].replaceAll("[a-z]", ""));
        return new Point(millis ? number : 1000 * number, Integer.parseInt(parts[1]), Integer.parseInt(parts[2]));
    }

    String name() {
        boolean seconds = latencyMillis > 0 && latencyMillis % 1000 == 0;
        return "latency-" + (seconds ? latencyMillis / 1000 + "s" : latencyMillis + "ms");
    }
}
