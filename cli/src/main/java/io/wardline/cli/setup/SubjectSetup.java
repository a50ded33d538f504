// SPDX-License-Identifier: Apache-2.0
package io.wardline.cli.setup;

import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import io.wardline.cli.UserError;
import io.wardline.schema.Topics;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Registers this build's schemas under the contract's subjects, and tells how those of a registry differ from them. */
public final class SubjectSetup {
    /** Old readers read new records and new readers all old ones, whatever is deployed first: a topic holds every version at once. */
    static final String COMPATIBILITY = "FULL_TRANSITIVE";

    private final SchemaRegistryClient registry;

    /** @param registry stays the caller's to close */
    public SubjectSetup(SchemaRegistryClient registry) {
        this.registry = registry;
    }

    /**
     * Registers what is missing, and sets every subject's compatibility.
     *
     * @return the subjects to which a version was added, in the contract's order
     */
    public List<String> register() {
        Collection<String> present = call("list the subjects", registry::getAllSubjects);
        List<String> added = new ArrayList<>();
        for (Topics topic : Topics.values()) {
            String subject = topic.subject();
            // The rule comes before a further version, so that the version has to obey it; a new subject has to exist
            // first.
            if (present.contains(subject)) {
                setCompatibility(subject);
            }
            if (!isRegistered(topic)) {
                call("register " + subject, () -> registry.register(subject, new AvroSchema(topic.schema())));
                added.add(subject);
            }
            if (!present.contains(subject)) {
                setCompatibility(subject);
            }
        }
        return added;
    }

    /** Everything in which the registry differs from the contract; empty when nothing does. */
    public List<Difference> check() {
        Collection<String> present = call("list the subjects", registry::getAllSubjects);
        List<Difference> differences = new ArrayList<>();
        for (Topics topic : Topics.values()) {
            String subject = topic.subject();
            if (!present.contains(subject)) {
                differences.add(Difference.missing(subject, "subject"));
                continue;
            }
            if (!isRegistered(topic)) {
                differences.add(Difference.missing(subject, "this build's schema"));
            }
            String compatibility = compatibility(subject);
            if (!compatibility.equals(COMPATIBILITY)) {
                differences.add(new Difference(subject, "compatibility", compatibility, COMPATIBILITY));
            }
        }
        return differences;
    }

    private void setCompatibility(String subject) {
        if (!compatibility(subject).equals(COMPATIBILITY)) {
            call("set the compatibility of " + subject, () -> registry.updateCompatibility(subject, COMPATIBILITY));
        }
    }

    private String compatibility(String subject) {
        return call("read the compatibility of " + subject, () -> {
            try {
                return registry.getCompatibility(subject);
            } catch (RestClientException e) {
                if (e.getStatus() == HttpURLConnection.HTTP_NOT_FOUND) {
                    return "the registry's default";
                }
                throw e;
            }
        });
    }

    private boolean isRegistered(Topics topic) {
        return call("look up the schema of " + topic.subject(), () -> {
            try {
                registry.getId(topic.subject(), new AvroSchema(topic.schema()));
                return true;
            } catch (RestClientException e) {
                if (e.getStatus() == HttpURLConnection.HTTP_NOT_FOUND) {
                    return false;
                }
                throw e;
            }
        });
    }

    private static <T> T call(String what, RegistryCall<T> call) {
        try {
            return call.answer();
        } catch (RestClientException e) {
            throw new UserError("the registry refused to " + what + ": " + e.getMessage() + ": " + advice(e), e);
        } catch (IOException e) {
            throw new UserError("cannot " + what + ": " + e + ": check --registry and that it is up", e);
        }
    }

    private static String advice(RestClientException e) {
        return e.getStatus() == HttpURLConnection.HTTP_CONFLICT
                ? "this build's schema does not get along with a version that is registered: see CHANGELOG.md for the releases in between"
                : "check --registry-config and the rights of its user";
    }

    @FunctionalInterface
    private interface RegistryCall<T> {
        T answer() throws IOException, RestClientException;
    }
}
