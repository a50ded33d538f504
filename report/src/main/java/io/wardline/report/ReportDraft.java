// SPDX-License-Identifier: Apache-2.0
package io.wardline.report;

import io.wardline.report.Incident.Stage;
import io.wardline.v1.AgeBand;
import io.wardline.v1.Case;
import io.wardline.v1.CaseAlert;
import io.wardline.v1.CaseEvidence;
import io.wardline.v1.CaseNetwork;
import io.wardline.v1.CaseProfile;
import io.wardline.v1.CaseStatus;
import io.wardline.v1.LinkedAccount;
import io.wardline.v1.Media;
import io.wardline.v1.Party;
import io.wardline.v1.Payment;
import java.io.StringWriter;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.xml.stream.XMLStreamException;
import org.jspecify.annotations.Nullable;

/**
 * A case as the {@code report} of the CyberTipline's reporting API, in the order that its schema wants: all that is known, and nothing that
 * is not.
 *
 * @param xml the document
 * @param sources what each element may be filled from, by its path
 * @param isAboutAdults whether each victim is known to be an adult
 * @param incidentAt when the incident was, as the draft says
 */
public record ReportDraft(String xml, Map<String, String> sources, boolean isAboutAdults, Instant incidentAt) {
    /** Sextortion has no type of its own; an annotation tells it. */
    private static final String INCIDENT_TYPE = "Online Enticement of Children for Sexual Acts";
    /** A signal of a platform's own: the offender gives the victim a time. */
    private static final String COUNTDOWN = "countdown";

    private static final Pattern LINE_BREAK = Pattern.compile("\\R");
    private static final Pattern NO_WORD = Pattern.compile("[\\p{Cntrl}\\u0085\\u2028\\u2029\\[\\]]+");

    /**
     * Drafts the report of a case.
     *
     * @param priorReports the CyberTipline's ids of reports on the same account
     */
    public static ReportDraft of(Case what, Reporter reporter, Collection<Long> priorReports) {
        StringWriter text = new StringWriter();
        try {
            Xml xml = new Xml(text);
            Incident incident = Incident.of(what);
            new Document(xml, incident, reporter).write(priorReports);
            Map<String, String> sources = xml.end();
            return new ReportDraft(text.toString(), sources, incident.isAboutAdults(), incident.time());
        } catch (XMLStreamException e) {
            throw new IllegalStateException("a text in memory can always be written", e);
        }
    }

    /** The document while it is written. */
    private record Document(Xml xml, Incident incident, Reporter reporter) {
        void write(Collection<Long> priorReports) throws XMLStreamException {
            xml.always("report", () -> {
                summary();
                xml.in("internetDetails", () -> xml.in("chatImIncident", this::chat));
                reportedBy();
                offender(priorReports);
                for (Account victim : incident.victims()) {
                    victim(victim);
                }
                xml.text(
                        "additionalInfo",
                        caseInWords(),
                        "case_id, known_at, deadline, alerts[], evidence[].media[], missing[]");
            });
        }

        private void summary() throws XMLStreamException {
            xml.in("incidentSummary", () -> {
                xml.text("incidentType", INCIDENT_TYPE, "always: the type that sextortion is reported as");
                xml.text("platform", reporter.platform(), "setting: platform");
                xml.text("escalateToHighPriority", escalation(), "crisis, evidence[].signals (countdown)");
                xml.in("reportAnnotations", () -> {
                    xml.mark("sextortion", incident.isSextortion(), "alerts[].reportable");
                    xml.mark(
                            "csamSolicitation",
                            incident.isSolicitation(),
                            "evidence[].signals (image_request), victims[].age_band");
                    xml.mark(
                            "minorToMinorInteraction",
                            incident.isAmongMinors(),
                            "offender.age_band, victims[].age_band");
                    xml.mark("spam", incident.offenderSaid("spam"), "evidence[].signals (spam)");
                    xml.mark(
                            "sadisticOnlineExploitation",
                            incident.offenderSaid("sadistic_exploitation"),
                            "evidence[].signals (sadistic_exploitation)");
                });
                xml.text("incidentDateTime", incident.time().toString(), "evidence[].occurred_at");
                xml.text("incidentDateTimeDescription", incident.timeOf(), "evidence[]");
            });
        }

        /** Far below the 3,000 characters that the API takes. */
        private @Nullable String escalation() {
            List<String> reasons = new ArrayList<>();
            if (incident.what().getCrisis()) {
                reasons.add(
                        incident.isLifeThreatened()
                                ? "A life may be at risk now: words classified as of self-harm came after a threat."
                                : "The platform's patterns tell that a life may be at risk now.");
            }
            if (incident.offenderSaid(COUNTDOWN)) {
                reasons.add(
                        "Classified as: the reported user sets a time after which the threat is to be carried out.");
            }
            return reasons.isEmpty() ? null : String.join(" ", reasons);
        }

        private void chat() throws XMLStreamException {
            xml.text("chatClient", reporter.platform(), "setting: platform");
            xml.text("chatRoomName", incident.what().getConversationId(), "conversation_id");
            xml.text(
                    "content",
                    conversation(),
                    "evidence[] (occurred_at, sender, kind, text, media[], payment, signals)");
            xml.text("additionalInfo", stages(), "evidence[] (occurred_at, kind, signals, payment)");
        }

        /**
         * What was said and done, each from a new line on. What the platform says of it comes before the words, and the words' further lines
         * are indented, so that nobody's words can be taken for a line of ours.
         */
        private String conversation() {
            return incident.evidence().stream().map(this::line).collect(Collectors.joining("\n"));
        }

        private String line(CaseEvidence event) {
            List<String> parts = new ArrayList<>();
            event.getMedia().forEach(media -> parts.add("[" + media(media) + "]"));
            if (event.getPayment() != null) {
                parts.add("[" + payment(event.getPayment()) + "]");
            }
            List<String> scores = Incident.telling(event);
            if (!scores.isEmpty()) {
                parts.add("[classified by the platform: " + String.join(", ", scores) + "]");
            }
            if (Account.isSaid(event.getText())) {
                parts.add("words: " + LINE_BREAK.matcher(event.getText()).replaceAll("\n    "));
            }
            String who = oneLine(event.getSender().getAccountId()) + " (" + role(event.getSender()) + ")";
            return event.getOccurredAt() + " " + who + " " + event.getKind()
                    + (parts.isEmpty() ? "" : ": " + String.join(" ", parts));
        }

        private String role(Party party) {
            if (party.getAccountId().equals(incident.offender().id())) {
                return "reported user";
            }
            boolean isVictim =
                    incident.victims().stream().anyMatch(victim -> victim.id().equals(party.getAccountId()));
            return isVictim ? "victim" : "other party";
        }

        /** What the crime came to and when, in words. */
        private String stages() {
            Map<Instant, List<String>> lines = new TreeMap<>();
            incident.stages().forEach((stage, events) -> {
                Instant first = events.get(0).getOccurredAt();
                lines.computeIfAbsent(first, at -> new ArrayList<>()).add(first + " " + stage(stage, events));
            });
            return lines.values().stream().flatMap(List::stream).collect(Collectors.joining("\n"));
        }

        private static String stage(Stage stage, List<CaseEvidence> events) {
            if (events.size() == 1) {
                return stage.phrase();
            }
            return stage.phrase() + ", " + events.size() + " times until "
                    + events.get(events.size() - 1).getOccurredAt();
        }

        private void reportedBy() throws XMLStreamException {
            xml.in("reporter", () -> {
                xml.always("reportingPerson", () -> person(reporter.person(), "setting: reporter"));
                Reporter.Person contact = reporter.contact();
                if (contact != null) {
                    xml.in("contactPerson", () -> person(contact, "setting: contact"));
                }
                xml.text("companyTemplate", reporter.template(), "setting: company_template");
                xml.text("termsOfService", reporter.termsOfService(), "setting: terms_of_service");
                xml.text("legalURL", reporter.legalUrl(), "setting: legal_url");
            });
        }

        private void person(Reporter.Person person, String source) throws XMLStreamException {
            xml.text("firstName", person.firstName(), source + ".first_name");
            xml.text("lastName", person.lastName(), source + ".last_name");
            xml.text("phone", person.phone(), source + ".phone");
            xml.text("email", person.email(), source + ".email");
        }

        private void offender(Collection<Long> priorReports) throws XMLStreamException {
            Account account = incident.offender();
            xml.in("personOrUserReported", () -> {
                xml.in("personOrUserReportedPerson", () -> person(account));
                account(account, "offender");
                for (Long report : priorReports) {
                    xml.text("priorCTReports", report.toString(), "report_id of other cases of the offender");
                }
                xml.text("groupIdentifier", incident.what().getGroupId(), "group_id");
                disabled(account);
                location(account, "offender");
                for (List<LinkedAccount> linked : linkedAccounts()) {
                    linked(linked);
                }
                for (Map.Entry<String, List<CaseEvidence>> payment :
                        incident.payments().entrySet()) {
                    billing(payment.getValue());
                }
                xml.text("additionalInfo", age(account), "offender.age_band, offender.age_source, profiles[].age_band");
            });
        }

        private void victim(Account account) throws XMLStreamException {
            xml.in("victim", () -> {
                xml.always("victimPerson", () -> person(account));
                account(account, "victims[]");
                disabled(account);
                location(account, "victims[]");
                xml.text(
                        "additionalInfo",
                        age(account),
                        "victims[].age_band, victims[].age_source, profiles[].age_band");
            });
        }

        private void contacts(Account account) throws XMLStreamException {
            for (String phone : account.phones()) {
                xml.text("phone", phone, "profiles[].phones[]");
            }
            for (String email : account.emails()) {
                xml.text("email", email, "profiles[].emails[]");
            }
        }

        private void person(Account account) throws XMLStreamException {
            contacts(account);
            Optional<LocalDate> dateOfBirth = account.dateOfBirth(incident.time());
            xml.text(
                    "age",
                    dateOfBirth
                            .map(date -> Integer.toString(Account.age(date, incident.time())))
                            .orElse(null),
                    "profiles[].date_of_birth");
            xml.text("dateOfBirth", dateOfBirth.map(LocalDate::toString).orElse(null), "profiles[].date_of_birth");
        }

        /** What an offender and a victim have alike. */
        private void account(Account account, String party) throws XMLStreamException {
            CaseProfile profile = account.profile();
            xml.text("espIdentifier", account.id(), party + ".account_id");
            xml.text("espService", reporter.platform(), "setting: platform");
            compromised(account);
            xml.text("screenName", profile == null ? null : profile.getScreenName(), "profiles[].screen_name");
            xml.text("displayName", profile == null ? null : profile.getDisplayName(), "profiles[].display_name");
            xml.text("profileUrl", profile == null ? null : profile.getProfileUrl(), "profiles[].profile_url");
            xml.text("profileBio", profile == null ? null : profile.getBio(), "profiles[].bio");
            captures(account);
        }

        /** Each address and each device with its time. */
        private void captures(Account account) throws XMLStreamException {
            for (CaseNetwork network : account.networks()) {
                if (network.getIp() != null) {
                    xml.in("ipCaptureEvent", () -> capture(network));
                }
            }
            for (CaseNetwork network : account.networks()) {
                if (network.getDeviceId() != null) {
                    xml.in("deviceId", () -> {
                        xml.text("idType", "Device ID of the platform", "always");
                        xml.text("idValue", network.getDeviceId(), "networks[].device_id");
                        xml.text("eventName", eventName(network), "networks[].event_kind");
                        xml.text("dateTime", time(network), "networks[].occurred_at");
                    });
                }
            }
        }

        /** Told when it is known; that it is not told is no statement. */
        private void compromised(Account account) throws XMLStreamException {
            xml.text("compromisedAccount", account.isCompromised() ? "true" : null, "profiles[].compromised");
        }

        private void disabled(Account account) throws XMLStreamException {
            Instant at = account.disabledAt();
            boolean isTellable = at != null && Incident.isTellable(at);
            xml.text(
                    "accountPermanentlyDisabled",
                    isTellable ? Map.of("disabledDate", String.valueOf(at)) : Map.of(),
                    at == null ? null : "true",
                    "profiles[].disabled_at");
        }

        private void capture(CaseNetwork network) throws XMLStreamException {
            Integer port = network.getPort();
            xml.text("ipAddress", network.getIp(), "networks[].ip");
            xml.text("eventName", eventName(network), "networks[].event_kind");
            xml.text("dateTime", time(network), "networks[].occurred_at");
            xml.text(
                    "possibleProxy",
                    network.getProxy() == null ? null : network.getProxy().toString(),
                    "networks[].proxy");
            xml.text("port", port == null ? null : port.toString(), "networks[].port");
        }

        private static @Nullable String time(CaseNetwork network) {
            Instant at = network.getOccurredAt();
            return Incident.isTellable(at) ? at.toString() : null;
        }

        private static String eventName(CaseNetwork network) {
            return switch (network.getEventKind()) {
                case "LOGIN" -> "Login";
                case "CREATED" -> "Registration";
                case "MEDIA" -> "Upload";
                case "UNKNOWN" -> "Unknown";
                default -> "Other";
            };
        }

        private void location(Account account, String party) throws XMLStreamException {
            xml.in(
                    "estimatedLocation",
                    () -> xml.text("countryCode", account.country(), "profiles[].country, " + party + ".country"));
        }

        private static @Nullable String age(Account account) {
            if (account.ageBand() == AgeBand.UNKNOWN) {
                return null;
            }
            String source = account.party().getAgeSource() == null
                    ? ""
                    : ", " + account.party().getAgeSource().name().toLowerCase(Locale.ROOT);
            return "Age band known to the platform: " + account.ageBand() + source + ".";
        }

        /** One after another, the heaviest first, each with all that is shared. */
        private Collection<List<LinkedAccount>> linkedAccounts() {
            Map<String, List<LinkedAccount>> byAccount = new LinkedHashMap<>();
            incident.what().getLinkedAccounts().stream()
                    .sorted(Comparator.comparingDouble((LinkedAccount linked) -> -linked.getWeight())
                            .thenComparing(LinkedAccount::getAccountId))
                    .forEach(linked -> byAccount
                            .computeIfAbsent(linked.getAccountId(), id -> new ArrayList<>())
                            .add(linked));
            return byAccount.values();
        }

        private void linked(List<LinkedAccount> links) throws XMLStreamException {
            String shares = links.stream()
                    .map(link -> link.getIdentifierType() + " (weight " + link.getWeight() + ")")
                    .collect(Collectors.joining(", "));
            String cases = links.stream()
                    .flatMap(link -> link.getCaseIds().stream())
                    .distinct()
                    .map(Document::oneLine)
                    .collect(Collectors.joining(", "));
            Account account = Account.linked(incident.what(), links.get(0).getAccountId());
            xml.in("associatedAccount", Map.of("type", "Linked"), () -> {
                contacts(account);
                xml.text("espService", reporter.platform(), "setting: platform");
                xml.text("espIdentifier", account.id(), "linked_accounts[].account_id");
                CaseProfile profile = account.profile();
                xml.text("profileUrl", profile == null ? null : profile.getProfileUrl(), "profiles[].profile_url");
                xml.text("screenName", profile == null ? null : profile.getScreenName(), "profiles[].screen_name");
                xml.text("displayName", profile == null ? null : profile.getDisplayName(), "profiles[].display_name");
                xml.text("profileBio", profile == null ? null : profile.getBio(), "profiles[].bio");
                compromised(account);
                disabled(account);
                captures(account);
                xml.text(
                        "additionalInfo",
                        "Shares with the reported user: " + shares + "."
                                + (cases.isEmpty() ? "" : " Cases of the platform: " + cases + "."),
                        "linked_accounts[] (identifier_type, weight, case_ids[])");
            });
        }

        /** There is no element for money: it is told by the account that it goes to. */
        private void billing(List<CaseEvidence> events) throws XMLStreamException {
            Payment first = events.get(0).getPayment();
            String told = events.stream()
                    .map(event ->
                            event.getOccurredAt() + " " + role(event.getSender()) + ": " + payment(event.getPayment()))
                    .collect(Collectors.joining("\n"));
            xml.in("associatedAccount", Map.of("type", "Billing"), () -> {
                xml.text("platform", Map.of("thirdPartyUser", "true"), method(first), "evidence[].payment.method");
                xml.text("screenName", first.getHandle(), "evidence[].payment.handle");
                xml.text("additionalInfo", told, "evidence[].payment (direction, amount, currency)");
            });
        }

        private static String payment(Payment payment) {
            String amount = payment.getAmount() == null ? "" : " " + payment.getAmount();
            String currency = payment.getCurrency() == null ? "" : " " + oneLine(payment.getCurrency());
            String handle = payment.getHandle() == null ? "" : " to " + oneLine(payment.getHandle());
            return "payment " + payment.getDirection().name().toLowerCase(Locale.ROOT) + amount + currency + " by "
                    + method(payment) + handle;
        }

        private static String method(Payment payment) {
            return payment.getMethod().name().toLowerCase(Locale.ROOT).replace('_', ' ');
        }

        private static String media(Media media) {
            StringBuilder told = new StringBuilder(oneLine(media.getMediaType() + " " + media.getMediaId()));
            tell(told, "SHA-256", media.getSha256());
            tell(told, "MD5", media.getMd5());
            tell(told, "PDQ", media.getPdq());
            tell(told, "known from the list", media.getHashMatch());
            if (media.getViewOnce()) {
                told.append(", sent to be viewed once");
            }
            // That it is not told may mean that nobody told the job: it is no statement that nobody has.
            return told.append(media.getViewedByPerson() ? ", viewed by a person at the platform" : "")
                    .toString();
        }

        private static void tell(StringBuilder told, String what, @Nullable String value) {
            if (value != null && !value.isBlank()) {
                told.append(", ").append(what).append(' ').append(oneLine(value));
            }
        }

        /** Of what others wrote within a line of ours: no line of its own, and nothing in our brackets. */
        private static String oneLine(String text) {
            return NO_WORD.matcher(text).replaceAll(" ");
        }

        private String caseInWords() {
            Case what = incident.what();
            List<String> lines = new ArrayList<>();
            lines.add("Case of the platform: " + oneLine(what.getCaseId()) + ", severity " + what.getSeverity() + ".");
            boolean runs = what.getStatus() == CaseStatus.OPEN && !what.getBreached() && what.getDeadline() != null;
            lines.add("The platform learned of it at " + what.getKnownAt()
                    + (runs ? " and means to report it by " + what.getDeadline() + "." : "."));
            for (CaseAlert alert : incident.alerts()) {
                lines.add("Detected by pattern " + oneLine(alert.getPatternId()) + " (revision "
                        + alert.getPatternRevision() + "), at " + alert.getOccurredAt() + ": "
                        + oneLine(alert.getStep()) + ", " + alert.getSeverity() + ".");
            }
            lines.add(
                    "The conversation has the events that the platform held as evidence, and not every message; long messages are cut.");
            if (what.getEvidenceThinned()) {
                lines.add("It was too long to be held whole: events or messages are missing.");
            }
            if (!what.getEvidence().isEmpty()
                    && what.getEvidence().stream().noneMatch(event -> Account.isSaid(event.getText()))) {
                lines.add("The words of the messages are not at hand in this report.");
            }
            List<String> missing = Completeness.of(what).missing();
            if (!missing.isEmpty()) {
                lines.add("Not known: " + String.join(", ", missing) + ".");
            }
            return String.join("\n", lines);
        }
    }
}
