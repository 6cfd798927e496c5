import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.Locale;
import java.util.PriorityQueue;
import java.util.concurrent.TimeUnit;

/**
 * A server that speaks enough of OpenAI's chat completions to be asked: it answers every POST after the milliseconds that
 * its path begins with, {@code /50/v1/chat/completions}. One thread, so that thousands of open requests cost it nothing
 * while they wait. It prints its port; each line it reads is answered by the thread's processor time in nanoseconds, and
 * it ends with its input.
 */
final class FanoutServer {
    private static final int BACKLOG = 8192;

    private final Selector selector = Selector.open();
    private final PriorityQueue<Due> waiting = new PriorityQueue<>(Comparator.comparingLong(Due::nanos));
    private final Replies replies = new Replies();

    private record Due(long nanos, Connection connection) {}

    private FanoutServer() throws IOException {}

    public static void main(String[] arguments) throws IOException {
        ServerSocketChannel door = ServerSocketChannel.open();
        door.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), BACKLOG);
        FanoutServer server = new FanoutServer();
        door.configureBlocking(false);
        door.register(server.selector, SelectionKey.OP_ACCEPT);
        Thread loop = new Thread(server::serve, "fanout-server");
        loop.setDaemon(true);
        loop.start();
        System.out.println(((InetSocketAddress) door.getLocalAddress()).getPort());
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        while (in.readLine() != null) {
            System.out.println(ManagementFactory.getThreadMXBean().getThreadCpuTime(loop.getId()));
        }
    }

    private void serve() {
        try {
            while (true) {
                wait(waiting.peek());
                for (SelectionKey key : selector.selectedKeys()) {
                    handle(key);
                }
                selector.selectedKeys().clear();
                answerDue();
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private void wait(Due next) throws IOException {
        long nanos = next == null ? Long.MAX_VALUE : next.nanos() - System.nanoTime();
        if (next == null) {
            selector.select();
        } else if (nanos <= 0) {
            selector.selectNow();
        } else {
            selector.select(Math.max(1, TimeUnit.NANOSECONDS.toMillis(nanos)));
        }
    }

    private void handle(SelectionKey key) throws IOException {
        if (key.isAcceptable()) {
            accept((ServerSocketChannel) key.channel());
            return;
        }
        Connection connection = (Connection) key.attachment();
        try {
            if (key.isReadable() && connection.requestIsWhole()) {
                take(connection);
            }
            if (key.isValid() && key.isWritable()) {
                connection.write();
            }
        } catch (IOException e) {
            key.cancel();
            key.channel().close();
        }
    }

    private void accept(ServerSocketChannel door) throws IOException {
        for (SocketChannel channel = door.accept(); channel != null; channel = door.accept()) {
            channel.configureBlocking(false);
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            SelectionKey key = channel.register(selector, SelectionKey.OP_READ);
            key.attach(new Connection(channel, key));
        }
    }

    private void take(Connection connection) throws IOException {
        if (connection.latencyMillis == 0) {
            connection.answer(replies.next());
        } else {
            long nanos = TimeUnit.MILLISECONDS.toNanos(connection.latencyMillis);
            waiting.add(new Due(System.nanoTime() + nanos, connection));
        }
    }

    private void answerDue() {
        while (!waiting.isEmpty() && waiting.peek().nanos() <= System.nanoTime()) {
            Connection connection = waiting.poll().connection();
            try {
                connection.answer(replies.next());
            } catch (IOException e) {
                connection.key.cancel();
            }
        }
    }

    /** One kept connection; its client sends the next request when it has the answer to the one before. */
    private static final class Connection {
        private final SocketChannel channel;
        private final SelectionKey key;
        private final ByteBuffer in = ByteBuffer.allocate(1 << 14);
        private ByteBuffer out = ByteBuffer.allocate(0);
        private int length = -1;
        private long latencyMillis;

        private Connection(SocketChannel channel, SelectionKey key) {
            this.channel = channel;
            this.key = key;
        }

        private boolean requestIsWhole() throws IOException {
            if (channel.read(in) < 0) {
                throw new IOException("closed");
            }
            if (length < 0) {
                readHead();
            }
            if (length < 0 || in.position() < length) {
                return false;
            }
            in.clear();
            length = -1;
            return true;
        }

        private void readHead() {
            String text = new String(in.array(), 0, in.position(), StandardCharsets.ISO_8859_1);
            int end = text.indexOf("\r\n\r\n");
            if (end < 0) {
                return;
            }
            String head = text.substring(0, end).toLowerCase(Locale.ROOT) + "\r\n";
            latencyMillis = Long.parseLong(head.substring(head.indexOf('/') + 1, head.indexOf("/v1")));
            String name = "content-length: ";
            int from = head.indexOf(name) + name.length();
            length = end + 4 + Integer.parseInt(head.substring(from, head.indexOf('\r', from)));
        }

        private void answer(ByteBuffer reply) throws IOException {
            out = reply;
            write();
        }

        private void write() throws IOException {
            channel.write(out);
            key.interestOps(out.hasRemaining() ? SelectionKey.OP_WRITE : SelectionKey.OP_READ);
        }
    }

    /** Answers of about 120 tokens, with usage and without log-probabilities. */
    private static final class Replies {
        private static final int DIFFERENT = 64;

        private final ByteBuffer[] made = new ByteBuffer[DIFFERENT];
        private int next;

        private Replies() {
            for (int i = 0; i < DIFFERENT; i++) {
                made[i] = reply(i);
            }
        }

        private ByteBuffer next() {
            next = (next + 1) % DIFFERENT;
            return made[next].duplicate();
        }

        private static ByteBuffer reply(int i) {
            int had = 12 + i;
            String text = "Let me work through this step by step. At the beginning of the week the shop has " + had
                    + " boxes of apples on its shelves. On Monday the delivery brings 3 more crates, and each crate holds"
                    + " 8 boxes, so that 3 * 8 = 24 boxes are added to what was there. Now the shop has " + had
                    + " + 24 = " + (had + 24) + " boxes. On Tuesday customers buy 9 boxes, which leaves " + (had + 24)
                    + " - 9 = " + (had + 15) + " boxes on the shelves. Nothing else changes until the end of the week,"
                    + " so this is the number that was asked for.\\n\\nAnswer: " + (had + 15) + "\\nConfidence: 0.9";
            String body = "{\"id\":\"chatcmpl-" + i + "\",\"object\":\"chat.completion\",\"created\":1760000000,"
                    + "\"model\":\"fanout\",\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":\""
                    + text + "\"},\"logprobs\":null,\"finish_reason\":\"stop\"}],\"usage\":{\"prompt_tokens\":96,"
                    + "\"completion_tokens\":124,\"total_tokens\":220}}";
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            String head = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: " + bytes.length
                    + "\r\n\r\n";
            return ByteBuffer.wrap((head + body).getBytes(StandardCharsets.UTF_8));
        }
    }
}
