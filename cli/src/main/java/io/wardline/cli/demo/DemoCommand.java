// SPDX-License-Identifier: Apache-2.0
package io.wardline.cli.demo;

import io.wardline.cli.TempFolder;
import io.wardline.cli.UserError;
import io.wardline.cli.kafka.LocalKafka;
import io.wardline.cli.setup.TopicSetup;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code ./wardline demo}. */
@Command(
        name = "demo",
        description = {
            "Runs the whole path in one process, with nothing to install: a real Kafka broker on loopback, the job",
            "with RocksDB and checkpoints, and about 200 invented conversations, one of whose offenders comes back",
            "under a new account. Alerts, escalations and decisions about accounts appear as they happen, and one",
            "case is filed, at a local server that stands in for the CyberTipline; Ctrl-C ends it."
        })
public final class DemoCommand implements Callable<Integer> {
    /** Brings the first level, at 24 h, within 16 s of an alert and the breach, at 72 h, within 48 s. */
    private static final String DEFAULT_SPEED = "5400";

    private static final short ONE_BROKER = 1;
    private static final int PARTITIONS = 2;
    private static final Duration CLEAN_END = Duration.ofSeconds(20);

    @Option(
            names = "--port",
            paramLabel = "N",
            defaultValue = "0",
            description = "The broker's port; by default a free one.")
    private int port;

    @Option(
            names = "--registry-port",
            paramLabel = "N",
            defaultValue = "0",
            description =
                    "The schema registry's port, for publishing patterns from a second terminal; by default a free one.")
    private int registryPort;

    @Option(
            names = "--speed",
            paramLabel = "X",
            defaultValue = DEFAULT_SPEED,
            description = "How many times as fast the filing ladder runs. Default: ${DEFAULT-VALUE}.")
    private double speed;

    @Option(
            names = "--exit-after",
            paramLabel = "N",
            defaultValue = "0",
            description = "End after so many seconds from \"ready\". Default: run until Ctrl-C.")
    private int exitAfter;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli injects it before call()
    private CommandSpec spec;

    private final CountDownLatch stop = new CountDownLatch(1);
    private final CountDownLatch ended = new CountDownLatch(1);

    @Override
    public Integer call() throws Exception {
        if (!(speed > 0) || exitAfter < 0 || !isPort(port) || !isPort(registryPort)) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--speed must be above 0, --exit-after 0 or more, --port and --registry-port within 0..65535");
        }
        Thread onSignal = new Thread(this::endCleanly, "demo-end");
        Runtime.getRuntime().addShutdownHook(onSignal);
        try {
            run();
        } finally {
            ended.countDown();
        }
        return 0;
    }

    private static boolean isPort(int number) {
        return number >= 0 && number <= 65_535;
    }

    /** On Ctrl-C the JVM waits for this hook, and the hook for the broker, the job and their files to be gone. */
    private void endCleanly() {
        stop.countDown();
        try {
            if (!ended.await(CLEAN_END.toSeconds(), TimeUnit.SECONDS)) {
                spec.commandLine()
                        .getErr()
                        .println("wardline: the demo did not end in time; its temporary files may stay");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() throws Exception {
        PrintWriter out = spec.commandLine().getOut();
        out.println("starting a Kafka broker and the job …");
        out.flush();
        DemoSamples samples = DemoSamples.load(Instant.now());
        try (TempFolder work = TempFolder.create("wardline-demo");
                LocalKafka kafka =
                        LocalKafka.start(LocalKafka.Options.defaults().withPort(port));
                DemoRegistry registry = DemoRegistry.start(DemoJob.registryClient(), registryPort)) {
            createTopics(kafka.bootstrapServers());
            try (DemoJob job = DemoJob.start(kafka.bootstrapServers(), speed, work.path())) {
                watch(job, kafka.bootstrapServers(), registry, samples, work.path());
            }
        }
    }

    private void watch(DemoJob job, String bootstrapServers, DemoRegistry registry, DemoSamples samples, Path work)
            throws Exception {
        PrintWriter out = spec.commandLine().getOut();
        DemoView view = new DemoView(out, Ansi.AUTO, speed, samples.guilty());
        try (DemoDesk desk = DemoDesk.open(work, bootstrapServers, registry.url());
                DemoWatch watch = new DemoWatch(bootstrapServers, DemoJob::registry, view, desk);
                DemoFeed feed = new DemoFeed(bootstrapServers, DemoJob::registry)) {
            out.println("ready: Kafka at " + bootstrapServers + ", "
                    + samples.events().size()
                    + " events of " + samples.guilty().size() + " conversations and "
                    + samples.accounts().size() + " of accounts on their way"
                    + (exitAfter > 0 ? ", ending in " + exitAfter + " s" : ", Ctrl-C ends"));
            out.println("to publish a pattern, in a second terminal: ./wardline patterns publish PATH --shadow"
                    + " --bootstrap-servers " + bootstrapServers + " --registry " + registry.url());
            out.println("to file a case, in a second terminal (not at NCMEC, but at a local server in its place): "
                    + desk.command());
            out.println(
                    "one case is filed by the demo in place of a person, by that command; the job itself files nothing");
            out.flush();
            feed.start(samples);
            watch(job, watch);
        }
        view.summary();
    }

    private static void createTopics(String bootstrapServers) {
        try (Admin admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers))) {
            new TopicSetup(admin).create(PARTITIONS, ONE_BROKER);
        }
    }

    private void watch(DemoJob job, DemoWatch watch) throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(exitAfter);
        while (stop.getCount() > 0 && (exitAfter == 0 || System.nanoTime() < end)) {
            watch.poll();
            if (job.hasEnded()) {
                throw new UserError("the job ended by itself: run the demo with WARDLINE_LOG_LEVEL=INFO to see why");
            }
        }
    }
}
