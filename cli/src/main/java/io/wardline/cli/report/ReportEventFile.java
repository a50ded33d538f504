// SPDX-License-Identifier: Apache-2.0
package io.wardline.cli.report;

import io.wardline.cli.UserError;
import io.wardline.filing.Announcer;
import io.wardline.schema.AvroJson;
import io.wardline.v1.ReportEvent;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Report events as JSON lines at the end of a file, as a replay reads them. */
final class ReportEventFile implements Announcer {
    private final Path file;

    /** Makes sure before anything is filed that the file can be written. */
    ReportEventFile(Path file) {
        this.file = file;
        try (FileChannel channel = open()) {
            long unused = channel.size();
        } catch (IOException e) {
            throw unwritable(e);
        }
    }

    private FileChannel open() throws IOException {
        return FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    }

    @Override
    public void announce(ReportEvent event) {
        try (FileChannel channel = open()) {
            // A line that somebody's crash cut off must not take this one with it.
            String begin = endsLine(channel) ? "" : "\n";
            ByteBuffer line = ByteBuffer.wrap((begin + AvroJson.write(event) + "\n").getBytes(StandardCharsets.UTF_8));
            channel.position(channel.size());
            while (line.hasRemaining()) {
                int unused = channel.write(line);
            }
            channel.force(true);
        } catch (IOException e) {
            throw unwritable(e);
        }
    }

    private static boolean endsLine(FileChannel channel) throws IOException {
        if (channel.size() == 0) {
            return true;
        }
        ByteBuffer last = ByteBuffer.allocate(1);
        return channel.read(last, channel.size() - 1) == 1 && last.get(0) == '\n';
    }

    private UserError unwritable(IOException e) {
        return new UserError(file + " can't be written: name a file in a folder of yours with --events", e);
    }
}
