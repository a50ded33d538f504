// SPDX-License-Identifier: Apache-2.0
package io.wardline.cli.report;

import io.wardline.cli.UserError;
import io.wardline.pattern.Diagnostic;
import io.wardline.pattern.parse.Fields;
import io.wardline.pattern.parse.Problems;
import io.wardline.pattern.parse.SourceFile;
import io.wardline.pattern.parse.YamlReader;
import io.wardline.pattern.parse.YamlValue.YamlText;
import io.wardline.report.Reporter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The file that says who reports: {@code deploy/report.yaml} has every key.
 *
 * @param schema the schema that NCMEC publishes, if it is at hand
 */
record ReportSettings(Reporter reporter, Optional<Path> schema) {
    /** What a draft says without settings; it must not be filed. */
    static final ReportSettings NONE = new ReportSettings(Reporter.PLACEHOLDER, Optional.empty());

    /** Reads a file; every mistake is told at once. */
    static ReportSettings load(Path file) {
        String text;
        try {
            text = Files.readString(file, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UserError(file + ": can't be read as text; start from deploy/report.yaml", e);
        }
        Problems problems = new Problems(new SourceFile(file.toString(), text));
        Optional<ReportSettings> settings = YamlReader.read(problems)
                .flatMap(root -> Fields.of(root, "the settings of reports", problems))
                .map(fields -> read(fields, file, problems));
        if (settings.isEmpty() || problems.anyError()) {
            throw new UserError(Diagnostic.render(problems.all()));
        }
        return settings.get();
    }

    private static ReportSettings read(Fields fields, Path file, Problems problems) {
        String platform = fields.requiredText("platform").map(YamlText::value).orElse("");
        fields.requirePresent("reporter");
        Optional<Fields> reporter = section(fields, "reporter", problems);
        reporter.ifPresent(f -> f.requirePresent("email"));
        Reporter.Person person = reporter.map(ReportSettings::person).orElse(Reporter.PLACEHOLDER.person());
        Reporter.Person contact =
                section(fields, "contact", problems).map(ReportSettings::person).orElse(null);
        ReportSettings settings = new ReportSettings(
                new Reporter(
                        platform,
                        person,
                        contact,
                        text(fields, "company_template"),
                        text(fields, "terms_of_service"),
                        text(fields, "legal_url")),
                Optional.ofNullable(text(fields, "schema")).map(file::resolveSibling));
        fields.finish();
        return settings;
    }

    private static Optional<Fields> section(Fields fields, String key, Problems problems) {
        return fields.value(key).flatMap(value -> Fields.of(value, "'" + key + "'", problems));
    }

    private static Reporter.Person person(Fields fields) {
        Reporter.Person person = new Reporter.Person(
                text(fields, "first_name"), text(fields, "last_name"), text(fields, "phone"), text(fields, "email"));
        fields.finish();
        return person;
    }

    private static @Nullable String text(Fields fields, String key) {
        return fields.text(key).map(YamlText::value).orElse(null);
    }
}
