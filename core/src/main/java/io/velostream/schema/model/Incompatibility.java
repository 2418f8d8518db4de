// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.model;

/**
 * One reason why data written with one schema may not be readable with another.
 *
 * @param path where in the reader's schema, as a JSON Pointer; empty for the root
 * @param reason what differs, in words
 */
public record Incompatibility(String path, String reason) {

  @Override
  public String toString() {
    return path.isEmpty() ? reason : reason + " at " + path;
  }
}
