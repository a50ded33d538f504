// SPDX-License-Identifier: Apache-2.0
package io.wardline.cli.replay;

/**
 * One line of an input, in its turn.
 *
 * @param stream what kind of record it should be
 * @param file as the user named it
 * @param line its number, the first being 1
 * @param knownAtMillis its place on the clock; 0 for a line that tells no time and can only be a dead letter
 * @param json the line
 */
@SuppressWarnings("ArrayRecordComponent") // bytes as read; lines are never compared
public record ReplayLine(ReplayStream stream, String file, long line, long knownAtMillis, byte[] json) {}
