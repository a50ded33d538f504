// SPDX-License-Identifier: Apache-2.0
package io.wardline.topology;

import io.wardline.topology.account.AccountEvent;
import io.wardline.topology.account.AccountNews;
import io.wardline.topology.account.AccountState;
import io.wardline.topology.account.Decision;
import io.wardline.topology.account.Link;
import io.wardline.topology.account.MembershipUpdate;
import io.wardline.topology.account.NamedOffender;
import io.wardline.topology.account.NearPhoto;
import io.wardline.topology.account.PhotoUse;
import io.wardline.topology.account.Standing;
import io.wardline.topology.account.Use;
import io.wardline.topology.account.ValueEntry;
import io.wardline.topology.cases.AccountLinks;
import io.wardline.topology.cases.AlertOfCase;
import io.wardline.topology.cases.CaseNews;
import io.wardline.topology.cases.CaseSnapshot;
import io.wardline.topology.cases.CaseState;
import io.wardline.topology.cases.Escalation;
import io.wardline.topology.cases.LinkNews;
import io.wardline.topology.cases.SpreadDecision;
import io.wardline.topology.detect.CaseParty;
import io.wardline.topology.detect.Tell;
import io.wardline.topology.event.CompactTypeInfo;
import io.wardline.topology.event.ConversationNews;
import io.wardline.topology.event.DeadLetter;
import io.wardline.topology.event.ReportEvent;
import io.wardline.topology.ingest.IngestedAccount;
import io.wardline.topology.ingest.IngestedDecision;
import io.wardline.topology.ingest.IngestedEvent;
import io.wardline.topology.ingest.IngestedReport;
import io.wardline.topology.ingest.IngestedRevision;
import io.wardline.topology.profile.AccountFact;
import io.wardline.topology.profile.AccountFacts;
import io.wardline.topology.revision.PatternStatus;
import io.wardline.topology.revision.Revision;
import io.wardline.topology.revision.StoredRevision;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.types.PojoTestUtils;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Goal: no type in a stream or in state falls back to Kryo, whose form no later release could read. Method: Flink's own check, of all that
 * have no form of their own.
 */
class StreamTypesTest {
    @ParameterizedTest
    @ValueSource(
            classes = {
                AccountEvent.class,
                AccountFact.class,
                AccountFacts.class,
                AccountNews.class,
                AccountState.class,
                ConversationNews.class,
                AccountLinks.class,
                CaseNews.class,
                CaseSnapshot.class,
                CaseState.class,
                AlertOfCase.class,
                DeadLetter.class,
                Decision.class,
                Escalation.class,
                IngestedAccount.class,
                IngestedDecision.class,
                IngestedEvent.class,
                IngestedReport.class,
                IngestedRevision.class,
                Link.class,
                LinkNews.class,
                MembershipUpdate.class,
                NamedOffender.class,
                NearPhoto.class,
                CaseParty.class,
                PatternStatus.class,
                PhotoUse.class,
                ReportEvent.class,
                Revision.class,
                SpreadDecision.class,
                Standing.class,
                StoredRevision.class,
                Tell.class,
                Use.class,
                ValueEntry.class,
            })
    void isSerializedWithoutKryo(Class<?> type) {
        if (!(TypeInformation.of(type) instanceof CompactTypeInfo)) {
            PojoTestUtils.assertSerializedAsPojoWithoutKryo(type);
        }
    }
}
