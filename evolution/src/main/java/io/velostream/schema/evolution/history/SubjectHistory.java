// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.evolution.history;

import io.velostream.schema.model.Subject;
import java.util.List;

/**
 * The versions of a subject, oldest first. Immutable and safe for use by many threads.
 *
 * @param subject the subject
 * @param steps its versions
 */
public record SubjectHistory(Subject subject, List<HistoryStep> steps) {

  public SubjectHistory {
    steps = List.copyOf(steps);
  }

  /** The history as JSON, with a line end. */
  public String toJson() {
    return HistoryWriter.json(this);
  }

  /** The history as a Mermaid timeline, as Markdown renderers draw it. */
  public String toMermaid() {
    return HistoryWriter.mermaid(this);
  }

  /** The history as text for people, in lines. */
  public String toText() {
    return HistoryWriter.text(this);
  }
}
