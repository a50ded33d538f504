// SPDX-License-Identifier: Apache-2.0
package io.wardline.cli.replay;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Function;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;

/** Writes what the job tells to a file, a line each, as it comes. One subtask, no restarts; {@link ReplayResult} sorts it after. */
final class LineSink<T> implements Sink<T> {
    private static final long serialVersionUID = 1L;
    private final String file;
    private final Format<T> format;

    LineSink(Path file, Format<T> format) {
        this.file = file.toString();
        this.format = format;
    }

    /** A line for what is told. */
    @FunctionalInterface
    interface Format<T> extends Function<T, String>, Serializable {}

    @Override
    public SinkWriter<T> createWriter(WriterInitContext context) throws IOException {
        return new Writer(Files.newBufferedWriter(Path.of(file), StandardCharsets.UTF_8));
    }

    private final class Writer implements SinkWriter<T> {
        private final BufferedWriter out;

        Writer(BufferedWriter out) {
            this.out = out;
        }

        @Override
        public void write(T element, Context context) throws IOException {
            out.write(format.apply(element));
            out.newLine();
        }

        @Override
        public void flush(boolean endOfInput) throws IOException {
            out.flush();
        }

        @Override
        public void close() throws IOException {
            out.close();
        }
    }
}
