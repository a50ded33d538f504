// SPDX-License-Identifier: Apache-2.0
package io.wardline.benchmark.topology;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file of encoded records that goes when it is closed: to send them from there costs next to nothing. */
public final class Spool implements AutoCloseable {
    private final Path file;
    private final DataOutputStream out;
    private int records;

    private Spool(Path file) throws IOException {
        this.file = file;
        this.out = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file)));
    }

    public static Spool create(Loopback loopback) throws IOException {
        return new Spool(Files.createTempFile(loopback.files(), "spool", ".bin"));
    }

    public void add(byte[] key, byte[] value) throws IOException {
        write(key);
        write(value);
        records++;
    }

    private void write(byte[] bytes) throws IOException {
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    public int records() {
        return records;
    }

    /** The records from the first on, for {@link #read}. */
    DataInputStream open() throws IOException {
        out.flush();
        return new DataInputStream(new BufferedInputStream(Files.newInputStream(file)));
    }

    /** The next key, or after a key its value. */
    static byte[] read(DataInputStream in) throws IOException {
        byte[] bytes = new byte[in.readInt()];
        in.readFully(bytes);
        return bytes;
    }

    @Override
    public void close() throws IOException {
        out.close();
        Files.delete(file);
    }
}
