// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.serde.binding;

import io.velostream.schema.model.RegisteredSchema;
import io.velostream.schema.model.Subject;

/**
 * The schema that values are written in.
 *
 * @param subject the subject it was chosen from
 * @param registered what the registry has; its id goes on the wire
 * @param parsed the same, parsed
 * @param bytes roughly what the parsed one takes in memory
 * @param expiry how long it is valid
 * @param <S> the format's parsed schema
 */
record WriteSchema<S>(
    Subject subject, RegisteredSchema registered, S parsed, long bytes, Expiry expiry) {

  WriteSchema<S> with(Expiry expiry) {
    return new WriteSchema<>(subject, registered, parsed, bytes, expiry);
  }
}
