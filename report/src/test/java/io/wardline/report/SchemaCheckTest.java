// SPDX-License-Identifier: Apache-2.0
package io.wardline.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SchemaCheckTest {
    private static final String SCHEMA =
            """
            <xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">
              <xs:element name="report"><xs:complexType><xs:sequence>
                <xs:element name="one" type="xs:int"/>
              </xs:sequence></xs:complexType></xs:element>
            </xs:schema>
            """;

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit injects it before each test
    private Path folder;

    @Test
    void saysWhatIsWrongFirst() throws IOException {
        SchemaCheck check = SchemaCheck.of(file(SCHEMA));

        assertThat(check.problem("<report><one>1</one></report>")).isEmpty();
        assertThat(check.problem("<report>\n<two/></report>")).contains("cvc-complex-type.2.4.a at line 2");
        assertThat(check.problem("<report>")).contains("not well-formed at line 1");
    }

    @Test
    void saysNothingOfWhatTheDocumentHolds() throws IOException {
        assertThat(SchemaCheck.of(file(SCHEMA)).problem("<report><one>canary</one></report>"))
                .get()
                .asString()
                .startsWith("cvc-")
                .doesNotContain("canary");
    }

    @Test
    void aFileThatIsMissingOrNoSchemaIsToldByItsName() {
        assertThatThrownBy(() -> SchemaCheck.of(folder.resolve("none.xsd")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("none.xsd")
                .hasMessageContaining("GET /xsd");
        assertThatThrownBy(() -> SchemaCheck.of(file("no schema")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("schema.xsd");
    }

    /** A schema comes from elsewhere: it must not make this machine read its files. */
    @Test
    void nothingElseIsRead() throws IOException {
        Path secret = Files.writeString(folder.resolve("secret"), "canary");
        assertThatThrownBy(() -> SchemaCheck.of(file("<!DOCTYPE s [<!ENTITY x SYSTEM \"" + secret.toUri() + "\">]>"
                        + SCHEMA.replace("\"one\"", "\"&x;\""))))
                .isInstanceOf(IOException.class)
                .hasMessageNotContaining("canary");
        String document =
                "<!DOCTYPE report [<!ENTITY x SYSTEM \"" + secret.toUri() + "\">]><report><one>&x;</one></report>";
        assertThat(SchemaCheck.of(file(SCHEMA)).problem(document))
                .get()
                .asString()
                .doesNotContain("canary");
    }

    private Path file(String content) throws IOException {
        return Files.writeString(folder.resolve("schema.xsd"), content);
    }
}
