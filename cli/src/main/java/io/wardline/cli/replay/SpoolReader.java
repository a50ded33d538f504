// SPDX-License-Identifier: Apache-2.0
package io.wardline.cli.replay;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.connector.datagen.source.GeneratorFunction;
import org.jspecify.annotations.Nullable;

/** Reads the spool from front to back, as the source of a replay. One subtask, no restarts. */
final class SpoolReader implements GeneratorFunction<Long, ReplayLine> {
    private static final long serialVersionUID = 1L;

    private final String spool;
    private transient @Nullable DataInputStream in;

    SpoolReader(Path spool) {
        this.spool = spool.toString();
    }

    @Override
    public void open(SourceReaderContext context) throws IOException {
        in = new DataInputStream(new BufferedInputStream(Files.newInputStream(Path.of(spool))));
    }

    @Override
    public ReplayLine map(Long index) throws IOException {
        DataInputStream open = in;
        if (open == null) {
            throw new IllegalStateException("read before it was opened");
        }
        ReplayStream stream = ReplayStream.valueOf(open.readUTF());
        String file = open.readUTF();
        long line = open.readLong();
        long knownAt = open.readLong();
        byte[] json = new byte[open.readInt()];
        open.readFully(json);
        return new ReplayLine(stream, file, line, knownAt, json);
    }

    @Override
    public void close() throws IOException {
        if (in != null) {
            in.close();
        }
    }
}
