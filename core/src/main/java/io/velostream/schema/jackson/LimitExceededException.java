// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.jackson;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;

/** A document exceeds {@link ReadLimits}. */
public final class LimitExceededException extends JsonParseException {

  private static final long serialVersionUID = 1L;

  LimitExceededException(JsonParser parser, String message) {
    super(parser, message);
  }
}
