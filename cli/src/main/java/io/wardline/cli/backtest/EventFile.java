// SPDX-License-Identifier: Apache-2.0
package io.wardline.cli.backtest;

import io.wardline.schema.AvroJson;
import io.wardline.v1.ConversationEvent;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.avro.data.TimeConversions;
import org.apache.avro.file.DataFileWriter;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumWriter;

/** A file of recorded events that is being written. */
abstract class EventFile implements AutoCloseable {
    private static final int BLOCK_BYTES = 256 * 1024;

    /** By the name: an Avro container file for {@code *.avro}, else JSON lines. */
    static EventFile create(Path file) throws IOException {
        return file.toString().endsWith(".avro") ? new Container(file) : new Lines(file);
    }

    abstract void append(ConversationEvent event) throws IOException;

    @Override
    public abstract void close() throws IOException;

    private static final class Container extends EventFile {
        private final DataFileWriter<ConversationEvent> out;

        Container(Path file) throws IOException {
            SpecificData data = new SpecificData(ConversationEvent.class.getClassLoader());
            data.addLogicalTypeConversion(new TimeConversions.TimestampMillisConversion());
            out = new DataFileWriter<>(new SpecificDatumWriter<>(ConversationEvent.getClassSchema(), data));
            out.setSyncInterval(BLOCK_BYTES);
            out.create(ConversationEvent.getClassSchema(), file.toFile());
        }

        @Override
        void append(ConversationEvent event) throws IOException {
            out.append(event);
        }

        @Override
        public void close() throws IOException {
            out.close();
        }
    }

    private static final class Lines extends EventFile {
        private final Writer out;

        Lines(Path file) throws IOException {
            out = Files.newBufferedWriter(file, StandardCharsets.UTF_8);
        }

        @Override
        void append(ConversationEvent event) throws IOException {
            out.write(AvroJson.write(event));
            out.write('\n');
        }

        @Override
        public void close() throws IOException {
            out.close();
        }
    }
}
