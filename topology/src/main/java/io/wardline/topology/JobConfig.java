// SPDX-License-Identifier: Apache-2.0
package io.wardline.topology;

import io.wardline.pattern.Checked;
import io.wardline.pattern.Diagnostic;
import io.wardline.pattern.Diagnostic.Code;
import io.wardline.pattern.catalog.PatternCatalog;
import io.wardline.pattern.parse.Fields;
import io.wardline.pattern.parse.Problems;
import io.wardline.pattern.parse.SourceFile;
import io.wardline.pattern.parse.YamlReader;
import io.wardline.pattern.parse.YamlValue;
import io.wardline.pattern.parse.YamlValue.YamlText;
import io.wardline.topology.account.IdentifierKeys;
import io.wardline.topology.account.IdentifierType;
import io.wardline.topology.account.LinkPolicy;
import io.wardline.topology.account.Linking;
import io.wardline.topology.cases.CaseLogic;
import io.wardline.topology.cases.Keeping;
import io.wardline.topology.cases.Ladder;
import io.wardline.topology.revision.PatternFolder;
import io.wardline.topology.revision.PatternStart;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * The job's configuration: one YAML file, described in {@code docs/configuration.md}. What belongs to the cluster (state backend,
 * checkpoints, restarts) is Flink's own configuration and not here.
 *
 * @param jobName shown by Flink
 * @param kafka where events come from and alerts go
 * @param registry where schemas are
 * @param patterns a folder of patterns; the bundled ones when empty
 * @param keepText whether text of evidence is kept in cases
 * @param maxRecordBytes larger records become dead letters
 * @param maxEvidence the most events kept of one conversation
 * @param digestBytes of the heap of each subtask of the detector, for what it remembers of conversations
 * @param signalAliases providers' signal names to canonical ones
 * @param cases the ladder and the retention of cases
 * @param overduePerSecond how many overdue cases are told of in a second on each subtask
 * @param accounts how accounts are linked
 */
public record JobConfig(
        String jobName,
        Kafka kafka,
        Registry registry,
        Optional<Path> patterns,
        boolean keepText,
        int maxRecordBytes,
        int maxEvidence,
        long digestBytes,
        Map<String, String> signalAliases,
        CaseLogic cases,
        int overduePerSecond,
        Accounts accounts) {
    /** Kafka's own default of the largest record. */
    public static final int DEFAULT_RECORD_BYTES = 1024 * 1024;

    private static final long MIB = 1024L * 1024;
    /** A million overdue cases on two subtasks are told of in a quarter of an hour, and a live alert waits for some milliseconds. */
    public static final int DEFAULT_OVERDUE_PER_SECOND = 500;
    /** What report events wait for their case (contract). */
    public static final Duration WAIT_FOR_CASE = Duration.ofDays(30);
    /** As long as identifiers are that name a person: a case may come long after the sign-up. */
    public static final Duration KEEP_PROFILES = Duration.ofDays(365);
    /** Providers' names that are met in practice. */
    public static final Map<String, String> DEFAULT_ALIASES = Map.of(
            "off_platform_migration", "platform_migration",
            "self-harm", "self_harm",
            "self-harm/intent", "self_harm");

    /**
     * Kafka.
     *
     * @param bootstrapServers as Kafka's clients take it
     * @param groupId for committed offsets, which are for monitoring; the job's own are in its checkpoints
     * @param properties passed to every client: security, SASL, TLS
     * @param acceptProducerTime whether input topics may carry producers' time
     * @param delivery what the sinks promise
     * @param transactionTimeout for exactly-once; must outlast a checkpoint and an outage
     * @param transactionalIdPrefix for exactly-once; unique per job and per colour of a blue-green deployment
     */
    public record Kafka(
            String bootstrapServers,
            String groupId,
            Map<String, String> properties,
            boolean acceptProducerTime,
            Delivery delivery,
            Duration transactionTimeout,
            String transactionalIdPrefix) {}

    /** What the sinks promise. */
    public enum Delivery {
        /** In milliseconds; a repeat after a failure has the id of the first. */
        AT_LEAST_ONCE,
        /** With the next checkpoint, by transactions. */
        EXACTLY_ONCE
    }

    /**
     * The schema registry.
     *
     * @param url one or several, separated by commas
     * @param properties passed to the client: credentials, TLS
     * @param registersSchemas whether the job registers the schemas it writes; production leaves that to {@code setup subjects}
     */
    public record Registry(String url, Map<String, String> properties, boolean registersSchemas) {}

    /**
     * How accounts are linked.
     *
     * @param secretFile holds the secret that identifiers are hashed with, and profiles sealed
     * @param keepProfiles how long it is kept, sealed, what a report would need of an account
     */
    public record Accounts(Path secretFile, LinkPolicy policy, Duration keepProfiles) {
        /** With a secret of its own in a new file, and the usual policy: for a job whose state ends with it. */
        public static Accounts withNewSecret(Path file) throws IOException {
            byte[] secret = new byte[IdentifierKeys.MIN_SECRET_BYTES];
            new SecureRandom().nextBytes(secret);
            Files.writeString(file, Base64.getEncoder().encodeToString(secret));
            return new Accounts(file, LinkPolicy.DEFAULT, KEEP_PROFILES);
        }

        public Linking linking() throws ConfigException {
            return new Linking(policy, new IdentifierKeys(secret()), keepProfiles);
        }

        private byte[] secret() throws ConfigException {
            String advice =
                    "; make one with: head -c 32 /dev/urandom | base64 > FILE, and keep it as long as the job's state";
            try {
                byte[] secret = Base64.getMimeDecoder().decode(Files.readString(secretFile, StandardCharsets.US_ASCII));
                if (secret.length < IdentifierKeys.MIN_SECRET_BYTES) {
                    throw new ConfigException("accounts.secret_file " + secretFile + " holds fewer than "
                            + IdentifierKeys.MIN_SECRET_BYTES + " bytes in Base64" + advice);
                }
                return secret;
            } catch (NoSuchFileException e) {
                throw new ConfigException("accounts.secret_file " + secretFile + ": no such file" + advice);
            } catch (IOException | IllegalArgumentException e) {
                throw new ConfigException("accounts.secret_file " + secretFile + ": can't be read as Base64" + advice);
            }
        }
    }

    /** Reads a file, and reports every problem at once. */
    public static JobConfig load(Path file) throws ConfigException {
        try {
            return parse(new SourceFile(file.toString(), Files.readString(file, StandardCharsets.UTF_8)));
        } catch (NoSuchFileException e) {
            throw new ConfigException(file + ": no such file; start from deploy/wardline.yaml");
        } catch (IOException e) {
            throw new ConfigException(file + ": can't be read (" + e.getClass().getSimpleName() + ")");
        }
    }

    /** Reads a configuration, and reports every problem at once. */
    public static JobConfig parse(SourceFile source) throws ConfigException {
        Problems problems = new Problems(source);
        Optional<JobConfig> config = YamlReader.read(problems)
                .flatMap(root -> Fields.of(root, "the configuration", problems))
                .map(fields -> new Reader(problems).read(fields));
        if (config.isEmpty() || problems.anyError()) {
            throw new ConfigException(Diagnostic.render(problems.all()));
        }
        return config.get();
    }

    /** The patterns that this configuration names, checked. */
    public Policy policy() throws ConfigException {
        return new Policy(start(), Policy.RETENTION, maxEvidence, digestBytes, cases, accounts.linking());
    }

    private PatternStart start() throws ConfigException {
        if (patterns.isEmpty()) {
            return PatternStart.of(PatternCatalog.bundled().texts());
        }
        try {
            Checked<PatternStart> start = PatternFolder.load(patterns.get());
            return start.value().orElseThrow(() -> new ConfigException(Diagnostic.render(start.diagnostics())));
        } catch (IOException e) {
            throw new ConfigException(patterns.get() + ": can't be read as a folder of patterns");
        }
    }

    /** Reads section by section; what can't be read leaves its default and a problem. */
    private static final class Reader {
        private final Problems problems;

        Reader(Problems problems) {
            this.problems = problems;
        }

        JobConfig read(Fields fields) {
            fields.requirePresent("kafka");
            fields.requirePresent("registry");
            fields.requirePresent("accounts");
            Optional<Fields> patterns = section(fields, "patterns");
            Optional<Fields> privacy = section(fields, "privacy");
            Optional<Fields> limits = section(fields, "limits");
            Optional<Fields> cases = section(fields, "cases");
            Optional<Fields> accounts = section(fields, "accounts");
            Optional<Path> folder = patterns.flatMap(f -> f.text("dir")).map(text -> Path.of(text.value()));
            JobConfig config = new JobConfig(
                    fields.text("job_name").map(YamlText::value).orElse("wardline"),
                    kafka(section(fields, "kafka")),
                    registry(section(fields, "registry")),
                    folder,
                    privacy.flatMap(f -> f.flag("keep_text")).orElse(true),
                    limits.flatMap(f -> f.number("record_bytes", 1024, 64 * 1024 * 1024))
                            .orElse(DEFAULT_RECORD_BYTES),
                    limits.flatMap(f -> f.number("evidence_events", 16, Policy.MAX_EVIDENCE))
                            .orElse(Policy.MAX_EVIDENCE),
                    limits.flatMap(f -> f.number("remember_mib", 0, 8 * 1024))
                            .map(mib -> mib * MIB)
                            .orElse(Policy.DIGEST_BYTES),
                    aliases(fields),
                    cases(cases),
                    cases.flatMap(f -> f.number("overdue_per_second", 1, 1_000_000))
                            .orElse(DEFAULT_OVERDUE_PER_SECOND),
                    accounts(accounts));
            List.of(patterns, privacy, limits, cases, accounts).forEach(section -> section.ifPresent(Fields::finish));
            fields.finish();
            return config;
        }

        private Optional<Fields> section(Fields fields, String key) {
            return fields.value(key).flatMap(value -> Fields.of(value, "'" + key + "'", problems));
        }

        private Kafka kafka(Optional<Fields> section) {
            section.ifPresent(f -> f.requirePresent("bootstrap_servers"));
            Optional<Delivery> delivery = section.flatMap(f -> f.oneOf("delivery", Delivery.class, false));
            Optional<Timestamps> timestamps = section.flatMap(f -> f.oneOf("timestamps", Timestamps.class, false));
            Kafka kafka = new Kafka(
                    text(section, "bootstrap_servers", ""),
                    text(section, "group_id", "wardline"),
                    properties(section, "properties"),
                    timestamps.orElse(Timestamps.LOG_APPEND_TIME) == Timestamps.PRODUCER_TIME,
                    delivery.orElse(Delivery.AT_LEAST_ONCE),
                    section.flatMap(f -> f.duration("transaction_timeout")).orElse(Duration.ofMinutes(15)),
                    text(section, "transactional_id_prefix", "wardline"));
            section.ifPresent(Fields::finish);
            return kafka;
        }

        private enum Timestamps {
            LOG_APPEND_TIME,
            PRODUCER_TIME
        }

        private Registry registry(Optional<Fields> section) {
            section.ifPresent(f -> f.requirePresent("url"));
            Registry registry = new Registry(
                    text(section, "url", ""),
                    properties(section, "properties"),
                    section.flatMap(f -> f.flag("register_schemas")).orElse(false));
            section.ifPresent(Fields::finish);
            return registry;
        }

        private Map<String, String> aliases(Fields fields) {
            Map<String, String> aliases = new LinkedHashMap<>(DEFAULT_ALIASES);
            aliases.putAll(entries(fields, "signal_aliases"));
            return aliases;
        }

        private Accounts accounts(Optional<Fields> section) {
            LinkPolicy usual = LinkPolicy.DEFAULT;
            section.ifPresent(f -> f.requirePresent("secret_file"));
            Map<IdentifierType, Double> weights = byType(section, "weights", usual.weights(), Fields::share);
            Map<IdentifierType, Duration> retention = byType(section, "retention", usual.retention(), Fields::duration);
            if (retention.containsValue(Duration.ZERO)) {
                error(section, "retention", "each 'retention' must be longer than nothing");
            }
            double review = section.flatMap(f -> f.share("review")).orElse(usual.review());
            double block = section.flatMap(f -> f.share("block")).orElse(usual.block());
            if (review > block) {
                error(section, "block", "'block' must not be below 'review'");
            }
            int crowd = section.flatMap(f -> f.number("crowd", 2, 4096)).orElse(usual.crowd());
            return new Accounts(
                    Path.of(text(section, "secret_file", "")),
                    new LinkPolicy(weights, retention, review, block, crowd),
                    some(section, "keep_profiles", KEEP_PROFILES));
        }

        /** One value for each type of identifier; those that are not told stay as usual. */
        private <T> Map<IdentifierType, T> byType(
                Optional<Fields> section,
                String key,
                Map<IdentifierType, T> usual,
                BiFunction<Fields, String, Optional<T>> read) {
            Map<IdentifierType, T> values = new EnumMap<>(usual);
            section.flatMap(f -> section(f, key)).ifPresent(f -> {
                for (IdentifierType type : IdentifierType.values()) {
                    read.apply(f, type.name().toLowerCase(Locale.ROOT)).ifPresent(value -> values.put(type, value));
                }
                f.finish();
            });
            return values;
        }

        private CaseLogic cases(Optional<Fields> section) {
            Ladder usual = Ladder.DEFAULT;
            Duration deadline = some(section, "deadline", usual.deadline());
            Ladder ladder = new Ladder(
                    levels(section, usual.levels(), deadline),
                    deadline,
                    some(section, "breach_every", usual.breachEvery()),
                    section.flatMap(f -> f.number("breach_repeats", 0, 1000)).orElse(usual.breachRepeats()),
                    section.flatMap(f -> f.duration("acknowledge_quiets")).orElse(usual.quietFor()));
            Duration keep = some(section, "keep", Keeping.DEFAULT.keep());
            Duration notice = some(section, "hold_notice", Keeping.DEFAULT.notice());
            if (notice.compareTo(keep) > 0) {
                error(section, "hold_notice", "'hold_notice' must not be longer than 'keep'");
            }
            return new CaseLogic(
                    ladder,
                    some(section, "wait_for_case", WAIT_FOR_CASE),
                    new Keeping(
                            keep,
                            some(section, "keep_dismissed", Keeping.DEFAULT.keepDismissed()),
                            some(section, "hold", Keeping.DEFAULT.hold()),
                            notice));
        }

        /** A duration that is not zero. */
        private Duration some(Optional<Fields> section, String key, Duration usual) {
            Duration told = section.flatMap(f -> f.duration(key)).orElse(usual);
            if (told.isZero()) {
                error(section, key, "'%s' must be longer than nothing".formatted(key));
            }
            return told;
        }

        private void error(Optional<Fields> section, String key, String message) {
            section.flatMap(f -> f.value(key)).ifPresent(value -> problems.error(value.index(), Code.P007, message));
        }

        private List<Ladder.Level> levels(Optional<Fields> section, List<Ladder.Level> usual, Duration deadline) {
            List<Ladder.Level> levels = section.map(f -> levels(f, deadline)).orElse(List.of());
            if (!levels.isEmpty()) {
                return levels;
            }
            if (usual.get(usual.size() - 1).after().compareTo(deadline) >= 0) {
                error(
                        section,
                        "deadline",
                        "the usual ladder goes beyond this deadline: write a 'ladder' that does not");
            }
            return usual;
        }

        private List<Ladder.Level> levels(Fields section, Duration deadline) {
            List<Ladder.Level> levels = new ArrayList<>();
            Duration previous = Duration.ZERO;
            for (YamlValue item : section.list("ladder")) {
                Optional<Fields> fields = Fields.of(item, "a level", problems);
                Optional<String> name =
                        fields.flatMap(f -> f.requiredText("level")).map(YamlText::value);
                fields.ifPresent(f -> f.requirePresent("after"));
                Optional<Duration> after = fields.flatMap(f -> f.duration("after"));
                fields.ifPresent(Fields::finish);
                if (name.isEmpty() || after.isEmpty()) {
                    continue;
                }
                if (after.get().compareTo(previous) <= 0 || after.get().compareTo(deadline) >= 0) {
                    problems.error(
                            item.index(),
                            Code.P007,
                            "levels must come one after another and before the deadline; this one does not");
                }
                boolean twice = levels.stream().anyMatch(level -> level.name().equals(name.get()));
                if (twice || name.get().equals(Ladder.BREACH)) {
                    // One would count as told when the other was.
                    problems.error(item.index(), Code.P007, "a level needs a name of its own, and not the breach's");
                }
                previous = after.get();
                levels.add(new Ladder.Level(name.get(), after.get()));
            }
            return levels;
        }

        private static String text(Optional<Fields> section, String key, String otherwise) {
            return section.flatMap(f -> f.text(key)).map(YamlText::value).orElse(otherwise);
        }

        private Map<String, String> properties(Optional<Fields> section, String key) {
            return section.map(f -> entries(f, key)).orElse(Map.of());
        }

        private Map<String, String> entries(Fields section, String key) {
            Map<String, String> entries = new LinkedHashMap<>();
            section.value(key)
                    .flatMap(value -> Fields.of(value, "'" + key + "'", problems))
                    .ifPresent(f ->
                            f.names().forEach(name -> f.text(name).ifPresent(text -> entries.put(name, text.value()))));
            return entries;
        }
    }
}
