// SPDX-License-Identifier: Apache-2.0
package io.wardline.pattern.catalog;

import io.wardline.pattern.parse.SourceFile;

/**
 * A pattern as it is filed, whether or not it checks.
 *
 * @param id the name of its folder
 * @param file its {@code pattern.yaml}
 * @param tests its {@code tests.yaml}, empty when it has none
 */
public record PatternSource(String id, SourceFile file, SourceFile tests) {}
