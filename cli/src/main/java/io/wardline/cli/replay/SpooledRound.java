// SPDX-License-Identifier: Apache-2.0
package io.wardline.cli.replay;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The job over spooled lines and the decisions of the round before. Each round's files take the place of those of the one before. */
final class SpooledRound implements ReplayRounds.Round {
    private final ReplayJob job;
    private final ReplaySpool lines;
    private final Path work;
    private final ReplayResult result;

    /**
     * @param work an empty folder
     * @param result what is written of the last round, in the same folder
     */
    SpooledRound(ReplayJob job, ReplaySpool lines, Path work, ReplayResult result) {
        this.job = job;
        this.lines = lines;
        this.work = work;
        this.result = result;
    }

    @Override
    public List<String> decide(List<String> fed) throws Exception {
        Path decisions = Files.write(work.resolve("fed"), fed);
        Path sorted = work.resolve("spool");
        ReplaySpool all = lines.with(ReplayStream.DECISIONS, decisions);
        all.write(sorted);
        job.run(sorted, all.size(), result);
        return result.decisions();
    }
}
