// SPDX-License-Identifier: Apache-2.0
package io.wardline.cli.report;

import io.wardline.cli.UserError;
import io.wardline.filing.Dossier.Attachment;
import io.wardline.report.FileDetails;
import io.wardline.v1.Case;
import io.wardline.v1.CaseEvidence;
import io.wardline.v1.Media;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A folder with the files of a case's media, each named by its item's media_id or SHA-256. They are looked at where they are. */
final class MediaFolder {
    private static final String FILE_NAME = "[A-Za-z0-9][A-Za-z0-9._-]{0,127}";

    private final Path folder;

    MediaFolder(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw new UserError(folder + " is no folder: name the one with the case's media in --media");
        }
        this.folder = folder;
    }

    /** The media items of a case, each once, in the order of time. */
    static List<FileDetails> items(Case what) {
        Map<String, FileDetails> items = new LinkedHashMap<>();
        what.getEvidence().stream()
                .sorted(Comparator.comparing(CaseEvidence::getOccurredAt).thenComparing(CaseEvidence::getEventId))
                .forEach(event -> event.getMedia()
                        .forEach(media -> items.putIfAbsent(media.getMediaId(), new FileDetails(event, media))));
        return List.copyOf(items.values());
    }

    /** The file of each item; when one is missing or another than the case says, how many are, and the first. */
    List<Attachment> of(Case what) {
        List<Attachment> found = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        List<FileDetails> items = items(what);
        for (FileDetails item : items) {
            Optional<Path> file = file(item.media());
            if (file.isEmpty()) {
                problems.add(Printable.of(item.media().getMediaId()) + " is not there");
                continue;
            }
            Attachment attachment = read(item, file.get());
            if (differs(item.media().getSha256(), attachment.sha256())
                    || differs(item.media().getMd5(), attachment.md5())) {
                problems.add(Printable.of(item.media().getMediaId()) + " is another file than the case says");
            }
            found.add(attachment);
        }
        if (!problems.isEmpty()) {
            throw new UserError(problems.size() + " of " + items.size() + " media items can't be sent from " + folder
                    + ", and nothing is: " + problems.get(0)
                    + "; put a file there that is named by its media_id or sha256, or leave --media out");
        }
        return found;
    }

    private Optional<Path> file(Media media) {
        return Stream.of(Optional.of(media.getMediaId()), Optional.ofNullable(media.getSha256()))
                .flatMap(Optional::stream)
                .filter(name -> name.matches(FILE_NAME))
                .map(folder::resolve)
                // A link may lead out of the folder.
                .filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
                .findFirst();
    }

    private static boolean differs(@Nullable String told, String found) {
        return told != null && !told.isBlank() && !told.strip().equalsIgnoreCase(found);
    }

    private static Attachment read(FileDetails item, Path file) {
        MessageDigest sha256 = digest("SHA-256");
        MessageDigest md5 = digest("MD5");
        byte[] buffer = new byte[64 * 1024];
        try (InputStream in = Files.newInputStream(file)) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                sha256.update(buffer, 0, read);
                md5.update(buffer, 0, read);
            }
        } catch (IOException e) {
            throw new UserError(file + " can't be read, and nothing is sent: look at its rights", e);
        }
        return new Attachment(
                item.media().getMediaId(),
                file,
                HexFormat.of().formatHex(sha256.digest()),
                HexFormat.of().formatHex(md5.digest()),
                item);
    }

    private static MessageDigest digest(String algorithm) {
        try {
            return MessageDigest.getInstance(algorithm);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime must have " + algorithm, e);
        }
    }
}
