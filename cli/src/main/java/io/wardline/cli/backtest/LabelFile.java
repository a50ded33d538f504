// SPDX-License-Identifier: Apache-2.0
package io.wardline.cli.backtest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The truth about generated conversations, as {@link Labels} reads it. */
final class LabelFile implements AutoCloseable {
    private final Writer out;

    private LabelFile(Writer out) {
        this.out = out;
    }

    /** Writes nowhere without a file. */
    static LabelFile create(@Nullable Path file) throws IOException {
        Writer out = file == null ? Writer.nullWriter() : Files.newBufferedWriter(file, StandardCharsets.UTF_8);
        out.write("conversation_id,label\n");
        return new LabelFile(out);
    }

    void label(String conversationId, boolean guilty) {
        try {
            out.write(conversationId + (guilty ? ",guilty\n" : ",innocent\n"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
