// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.serde.binding;

import io.velostream.schema.model.RegisteredSchema;
import io.velostream.schema.model.Subject;

/**
 * The schema that values are written with.
 *
 * @param subject the subject it was chosen from
 * @param registered the registered schema, whose id is written to the frame
 * @param parsed the parsed schema
 * @param bytes the estimated bytes of the parsed schema
 * @param expiry the expiry
 * @param <S> the format's parsed schema
 */
record WriteSchema<S>(
    Subject subject, RegisteredSchema registered, S parsed, long bytes, Expiry expiry) {

  WriteSchema<S> with(Expiry expiry) {
    return new WriteSchema<>(subject, registered, parsed, bytes, expiry);
  }
}
