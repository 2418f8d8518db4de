// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.serde.file;

/**
 * An entry of a configuration file.
 *
 * @param line the line of its key, counted from 1
 */
record FileEntry(String key, String value, int line) {}
