// SPDX-License-Identifier: Apache-2.0
package io.wardline.topology;

import io.wardline.topology.account.AccountEvent;
import io.wardline.topology.account.AccountNews;
import io.wardline.topology.account.AdmitAccounts;
import io.wardline.topology.account.AdmitDecisions;
import io.wardline.topology.account.DecideAccounts;
import io.wardline.topology.account.Decision;
import io.wardline.topology.account.FindPhotos;
import io.wardline.topology.account.KeepAccounts;
import io.wardline.topology.account.Link;
import io.wardline.topology.account.LinkAccounts;
import io.wardline.topology.account.LinkPolicy;
import io.wardline.topology.account.Linking;
import io.wardline.topology.account.MembershipUpdate;
import io.wardline.topology.account.NamedOffender;
import io.wardline.topology.account.PhotoUse;
import io.wardline.topology.account.SpreadPhotos;
import io.wardline.topology.cases.AdmitReports;
import io.wardline.topology.cases.CaseNews;
import io.wardline.topology.cases.CaseOutputs;
import io.wardline.topology.cases.CaseSnapshot;
import io.wardline.topology.cases.KeepProfiles;
import io.wardline.topology.cases.LinkCases;
import io.wardline.topology.cases.LinkNews;
import io.wardline.topology.cases.SpreadDecisions;
import io.wardline.topology.detect.AdmitEvents;
import io.wardline.topology.detect.AdmitPatterns;
import io.wardline.topology.detect.CaseParty;
import io.wardline.topology.detect.DetectOperator;
import io.wardline.topology.detect.DetectSequences;
import io.wardline.topology.detect.FindConversations;
import io.wardline.topology.detect.Presence;
import io.wardline.topology.detect.Tell;
import io.wardline.topology.event.ConversationNews;
import io.wardline.topology.event.Erasure;
import io.wardline.topology.ingest.DeadLetters;
import io.wardline.topology.profile.AccountFact;
import io.wardline.topology.profile.FactsForm;
import io.wardline.topology.revision.Revision;
import java.time.Duration;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

/**
 * The job as a function from streams to streams. The live job, the demo, a replay and the tests differ in the ends and in the clock.
 *
 * <pre>
 *  conversation events --> admit --> by conversation --> detect --> by case --> case clock --> alerts, cases, escalations
 *                            |                          ^  |                      ^    |
 *                      dead letters                     |  shadow alerts   report events |
 *                                    published patterns -'  pattern statuses       dead letters
 *
 *  account events --> admit --> wishes to be erased --> by account --> find conversations --> by conversation --> detect
 *                     accounts of admitted events --^
 *
 *  account events --> admit --> by account --> keep --> by identifier --> link --> by account --> decide --> decisions
 *                       `--> by photo's part --> find --^
 *                  decisions, read back; whom cases name --^
 *
 *  decisions, read back --> admit --> by account --> spread --> by account --> link cases --> by case --> case clock
 *                                        whom detect's alerts name --^              |                         ^
 *                                                                               whom it links                 |
 *                                                                                   v                         |
 *  account events --> admit --> what reports need, sealed --> by account --> keep profiles --> by case -------'
 *                                        whom detect's alerts name --^
 * </pre>
 */
public final class WardlineTopology {
    private WardlineTopology() {}

    /** Connects the inputs to the outputs. */
    public static Outputs connect(Inputs inputs, Policy policy, Clock clock) {
        SingleOutputStreamOperator<ConversationNews> admitted =
                Operator.ADMIT_EVENTS.on(inputs.events().process(new AdmitEvents()));

        SingleOutputStreamOperator<AccountEvent> accounts =
                Operator.ADMIT_ACCOUNTS.on(inputs.accounts().process(new AdmitAccounts()));

        SingleOutputStreamOperator<ConversationNews> erasures =
                Operator.FIND_CONVERSATIONS.on(accounts.getSideOutput(AdmitAccounts.ERASURES)
                        .keyBy(Erasure::accountId)
                        .connect(admitted.getSideOutput(AdmitEvents.PRESENCES).keyBy(Presence::accountId))
                        .process(new FindConversations(policy.retention())));

        SingleOutputStreamOperator<Revision> patterns = Operator.ADMIT_PATTERNS.on(
                inputs.patterns().process(new AdmitPatterns()).setParallelism(1));

        SingleOutputStreamOperator<Tell> told = Operator.DETECT_SEQUENCES.on(DetectOperator.connect(
                admitted.union(erasures).keyBy(ConversationNews::conversationId),
                patterns,
                new DetectSequences(
                        policy.patterns(),
                        policy.retention(),
                        policy.maxEvidence(),
                        policy.digestBytes(),
                        clock.horizonMillis(),
                        clock.isWall())));

        SingleOutputStreamOperator<Decision> decided =
                Operator.ADMIT_DECISIONS.on(inputs.decisions().process(new AdmitDecisions()));

        SingleOutputStreamOperator<CaseNews> reports =
                Operator.ADMIT_REPORTS.on(inputs.reports().process(new AdmitReports()));

        SingleOutputStreamOperator<CaseNews> links =
                links(told.getSideOutput(DetectSequences.OFFENDERS), decided, policy, clock);

        DataStream<CaseNews> profiles = profiles(
                accounts.getSideOutput(AdmitAccounts.FACTS),
                told.getSideOutput(DetectSequences.PARTIES).union(links.getSideOutput(LinkCases.LINKED)),
                policy,
                clock);

        SingleOutputStreamOperator<CaseSnapshot> cases = Operator.KEEP_CASES.on(told.keyBy(Tell::caseId)
                .connect(reports.union(links, profiles).keyBy(CaseNews::caseId))
                .transform("cases", TypeInformation.of(CaseSnapshot.class), clock.caseClock(policy.cases())));

        return new Outputs(
                cases.getSideOutput(CaseOutputs.ALERTS),
                told.getSideOutput(DetectSequences.SHADOW),
                cases,
                cases.getSideOutput(CaseOutputs.ESCALATIONS),
                decisions(accounts, decided, cases.getSideOutput(CaseOutputs.NAMED), policy.linking(), clock),
                told.getSideOutput(DetectSequences.STATUSES),
                admitted.getSideOutput(DeadLetters.TAG)
                        .union(
                                accounts.getSideOutput(DeadLetters.TAG),
                                decided.getSideOutput(DeadLetters.TAG),
                                patterns.getSideOutput(DeadLetters.TAG),
                                reports.getSideOutput(DeadLetters.TAG),
                                cases.getSideOutput(CaseOutputs.UNKNOWN_CASES)));
    }

    /** What cases have to say of their offenders' other accounts. */
    private static SingleOutputStreamOperator<CaseNews> links(
            DataStream<CaseParty> offenders, DataStream<Decision> decided, Policy policy, Clock clock) {
        Duration keepLinks = policy.linking().policy().longest();
        DataStream<LinkNews> news = Operator.SPREAD_DECISIONS.on(
                decided.keyBy(Decision::accountId).process(new SpreadDecisions(keepLinks)));
        return Operator.LINK_CASES.on(offenders
                .keyBy(CaseParty::accountId)
                .connect(news.keyBy(LinkNews::accountId))
                .process(new LinkCases(policy.cases().keeping().longest(), keepLinks, clock.isWall())));
    }

    /** What cases have to say of their accounts' profiles, and of where these acted from. */
    private static DataStream<CaseNews> profiles(
            DataStream<AccountFact> facts, DataStream<CaseParty> parties, Policy policy, Clock clock) {
        return Operator.KEEP_PROFILES.on(facts.keyBy(AccountFact::accountId)
                .connect(parties.keyBy(CaseParty::accountId))
                .process(new KeepProfiles(
                        policy.linking().keepFacts(),
                        // Each report event makes a case live longer, and none is told here.
                        policy.cases().keeping().longest().multipliedBy(2),
                        new FactsForm(policy.linking().keys()),
                        clock.isWall())));
    }

    /**
     * Which accounts are a disabled one's return.
     *
     * @param decided what was decided before, come back
     * @param named whom cases name as offenders
     */
    private static DataStream<Decision> decisions(
            DataStream<AccountEvent> accounts,
            DataStream<Decision> decided,
            DataStream<NamedOffender> named,
            Linking linking,
            Clock clock) {
        LinkPolicy policy = linking.policy();
        DataStream<PhotoUse> photos =
                Operator.SPREAD_PHOTOS.on(accounts.flatMap(new SpreadPhotos()).returns(PhotoUse.class));
        DataStream<AccountNews> near = Operator.FIND_PHOTOS.on(
                photos.keyBy(PhotoUse::keyOfBand).process(new FindPhotos(policy, linking.keys())));
        SingleOutputStreamOperator<MembershipUpdate> members =
                Operator.KEEP_ACCOUNTS.on(accounts.keyBy(AccountEvent::accountId)
                        .connect(news(near, decided, named).keyBy(AccountNews::accountId))
                        .process(new KeepAccounts(policy, clock.isWall())));
        DataStream<Link> links =
                Operator.LINK_ACCOUNTS.on(members.keyBy(LinkAccounts::keyOf).process(new LinkAccounts(policy)));
        return Operator.DECIDE_ACCOUNTS.on(links.union(members.getSideOutput(KeepAccounts.NEW_ACCOUNTS))
                .keyBy(Link::accountId)
                .process(new DecideAccounts(policy, clock.isWall())));
    }

    private static DataStream<AccountNews> news(
            DataStream<AccountNews> near, DataStream<Decision> decided, DataStream<NamedOffender> named) {
        return near.union(
                Operator.HEED_DECISIONS.on(decided.map(AccountNews::of).returns(AccountNews.class)),
                Operator.HEED_CASES.on(named.map(AccountNews::of).returns(AccountNews.class)));
    }
}
