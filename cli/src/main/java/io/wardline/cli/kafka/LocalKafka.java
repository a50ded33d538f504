// SPDX-License-Identifier: Apache-2.0
package io.wardline.cli.kafka;

import io.wardline.cli.UserError;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.tools.StorageTool;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.jspecify.annotations.Nullable;

/**
 * A real Kafka broker in this JVM: one KRaft node, broker and controller in one, on loopback only, in a temporary directory that
 * {@link #close()} deletes. Not thread-safe.
 *
 * <p>{@link #halt()} and {@link #restart()} stand for a broker that goes away and comes back with its data, on the same port.
 */
public final class LocalKafka implements AutoCloseable {
    private static final String LOOPBACK = "127.0.0.1";

    private final Options options;
    private final Path directory;
    private final int port;
    private final int controllerPort;
    private @Nullable KafkaRaftServer server;

    private LocalKafka(Options options, Path directory, int port, int controllerPort) {
        this.options = options;
        this.directory = directory;
        this.port = port;
        this.controllerPort = controllerPort;
    }

    /** Starts a broker on a free port, with the defaults. */
    public static LocalKafka start() {
        return start(Options.defaults());
    }

    /**
     * Starts a broker; it takes requests when this returns.
     *
     * @throws UserError when the port asked for is in use
     */
    public static LocalKafka start(Options options) {
        int[] free = freePorts();
        int port = options.port() == 0 ? free[0] : requireFree(options.port());
        LocalKafka kafka = new LocalKafka(options, temporaryDirectory(), port, free[1]);
        try {
            kafka.format();
            kafka.boot();
            return kafka;
        } catch (RuntimeException e) {
            kafka.close();
            throw e;
        }
    }

    public String bootstrapServers() {
        return LOOPBACK + ":" + port;
    }

    public int port() {
        return port;
    }

    /** Where its data is, until {@link #close()}. */
    public Path directory() {
        return directory;
    }

    /** Stops the broker and keeps its data for {@link #restart()}. Does nothing when it is stopped. */
    public void halt() {
        KafkaRaftServer running = server;
        if (running != null) {
            server = null;
            running.shutdown();
            running.awaitShutdown();
        }
    }

    /** Starts the broker again on its port and data; stops it first when it runs. */
    public void restart() {
        halt();
        boot();
    }

    /** Stops the broker and deletes its data. */
    @Override
    public void close() {
        halt();
        deleteAll(directory);
    }

    private void boot() {
        KafkaRaftServer fresh = new KafkaRaftServer(KafkaConfig.fromProps(properties(), false), Time.SYSTEM);
        server = fresh;
        fresh.startup();
    }

    private void format() {
        Path config = directory.resolve("server.properties");
        try (Writer out = Files.newBufferedWriter(config)) {
            properties().store(out, null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        int code = StorageTool.execute(
                new String[] {"format", "--cluster-id", Uuid.randomUuid().toString(), "--config", config.toString()},
                new PrintStream(said, true, StandardCharsets.UTF_8));
        if (code != 0) {
            throw new IllegalStateException(
                    "Kafka refused to format " + directory + ": " + said.toString(StandardCharsets.UTF_8));
        }
    }

    private Properties properties() {
        Properties p = new Properties();
        identity(p);
        oneNode(p);
        small(p);
        p.setProperty("message.max.bytes", Integer.toString(options.messageMaxBytes()));
        p.setProperty("replica.fetch.max.bytes", Integer.toString(options.messageMaxBytes()));
        p.setProperty("transaction.max.timeout.ms", Integer.toString(options.transactionMaxTimeoutMillis()));
        if (options.heedsAcls()) {
            p.setProperty("authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer");
            p.setProperty("allow.everyone.if.no.acl.found", "true");
        }
        return p;
    }

    private void identity(Properties p) {
        p.setProperty("process.roles", "broker,controller");
        p.setProperty("node.id", "1");
        p.setProperty("log.dirs", directory.resolve("data").toString());
        p.setProperty(
                "listeners", "PLAINTEXT://" + bootstrapServers() + ",CONTROLLER://" + LOOPBACK + ":" + controllerPort);
        p.setProperty("advertised.listeners", "PLAINTEXT://" + bootstrapServers());
        p.setProperty("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
        p.setProperty("controller.listener.names", "CONTROLLER");
        p.setProperty("controller.quorum.voters", "1@" + LOOPBACK + ":" + controllerPort);
        // A topic that someone forgot to create must fail here as it does in production.
        p.setProperty("auto.create.topics.enable", "false");
    }

    private static void oneNode(Properties p) {
        for (String internal : List.of("offsets.topic", "transaction.state.log", "share.coordinator.state.topic")) {
            p.setProperty(internal + ".replication.factor", "1");
            p.setProperty(internal + ".num.partitions", "1");
        }
        p.setProperty("transaction.state.log.min.isr", "1");
        p.setProperty("share.coordinator.state.topic.min.isr", "1");
        // The waits below spare large clusters needless elections and rebalances; alone, they only cost time.
        p.setProperty("group.initial.rebalance.delay.ms", "0");
        p.setProperty("controller.quorum.election.timeout.ms", "50");
        p.setProperty("controller.quorum.election.backoff.max.ms", "10");
        // A starting broker waits for one or two of these. Not shorter: the controller refuses a heartbeat that it did
        // not get to
        // within half of the interval, as happens on a busy machine.
        p.setProperty("broker.heartbeat.interval.ms", "1000");
        // Nobody could take over: a pause of the whole machine must not count as the broker's death.
        p.setProperty("broker.session.timeout.ms", "60000");
    }

    private static void small(Properties p) {
        p.setProperty("num.network.threads", "1");
        p.setProperty("num.io.threads", "2");
        p.setProperty("background.threads", "2");
        // 128 MiB by default, taken at start: too much beside a Flink job in one heap.
        p.setProperty("log.cleaner.dedupe.buffer.size", Integer.toString(4 << 20));
        // Samples are told at their own times, which may be weeks ago: age must delete nothing that a test still reads.
        p.setProperty("log.retention.ms", "-1");
    }

    private static Path temporaryDirectory() {
        try {
            return Files.createTempDirectory("wardline-kafka");
        } catch (IOException e) {
            throw new UserError(
                    "cannot make a temporary directory: free some space, or set -Djava.io.tmpdir by WARDLINE_JAVA_OPTS",
                    e);
        }
    }

    /** Two at once, so that they differ. Another process may take them before Kafka does; the start then fails, loudly. */
    private static int[] freePorts() {
        try (ServerSocket one = bind(0);
                ServerSocket two = bind(0)) {
            return new int[] {one.getLocalPort(), two.getLocalPort()};
        } catch (IOException e) {
            throw new UncheckedIOException("no free port on " + LOOPBACK, e);
        }
    }

    private static int requireFree(int port) {
        try (ServerSocket probe = bind(port)) {
            return probe.getLocalPort();
        } catch (IOException e) {
            throw new UserError("port " + port + " is in use: choose another with --port", e);
        }
    }

    private static ServerSocket bind(int port) throws IOException {
        ServerSocket socket = new ServerSocket();
        // Ports of connections just closed are free to Kafka, which binds in this way too.
        socket.setReuseAddress(true);
        socket.bind(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port));
        return socket;
    }

    private static void deleteAll(Path root) {
        try (Stream<Path> paths = Files.walk(root)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot delete " + root, e);
        }
    }

    /**
     * What a broker is started with.
     *
     * @param port where clients connect; 0 for any free one
     * @param messageMaxBytes the largest batch that the broker takes, where a topic does not say otherwise
     * @param transactionMaxTimeoutMillis the longest that a producer may hold a transaction open; with exactly-once delivery it
     *     must exceed the job's longest gap between two checkpoints, restarts included
     * @param heedsAcls whether it heeds access control lists; what none concerns, everybody may do
     */
    public record Options(int port, int messageMaxBytes, int transactionMaxTimeoutMillis, boolean heedsAcls) {
        public Options {
            if (port < 0 || port > 65535) {
                throw new UserError("port " + port + " is not a port: choose one from 1 to 65535 with --port");
            }
        }

        /** Any free port, records of up to 8 MiB (5 MB ones must fit), transactions of up to 15 minutes as Kafka has it. */
        public static Options defaults() {
            return new Options(0, 8 << 20, 900_000, false);
        }

        public Options withPort(int value) {
            return new Options(value, messageMaxBytes, transactionMaxTimeoutMillis, heedsAcls);
        }

        public Options withTransactionMaxTimeoutMillis(int value) {
            return new Options(port, messageMaxBytes, value, heedsAcls);
        }

        public Options withAcls() {
            return new Options(port, messageMaxBytes, transactionMaxTimeoutMillis, true);
        }
    }
}
