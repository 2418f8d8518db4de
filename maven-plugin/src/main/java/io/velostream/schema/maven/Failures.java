// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.maven;

import io.velostream.schema.model.SchemaException;
import java.util.ArrayList;
import java.util.List;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugin.logging.Log;

/** Prints results one by one, and fails at the end, so that all are seen. */
final class Failures {

  private final Log log;
  private final List<String> subjects = new ArrayList<>();

  Failures(Log log) {
    this.log = log;
  }

  void add(CheckResult result) {
    if (result.isCompatible()) {
      log.info(result.summary());
      return;
    }
    log.error(result.summary() + ":");
    result.reasons().forEach(log::error);
    subjects.add(result.schema().subject().qualified());
  }

  void add(LocalSchema schema, SchemaException failure) {
    log.error(schema.subject() + ": " + failure.getMessage());
    subjects.add(schema.subject().qualified());
  }

  /**
   * Fails if there was a failure.
   *
   * @param what what follows "are" in the message
   */
  void failIfAny(String what) throws MojoFailureException {
    if (!subjects.isEmpty()) {
      throw new MojoFailureException(
          "These schemas are "
              + what
              + ": "
              + String.join(", ", subjects)
              + "; the reasons are printed above");
    }
  }
}
