// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.serde;

import io.velostream.schema.model.RegisteredSchema;
import io.velostream.schema.model.Subject;
import org.jspecify.annotations.Nullable;

/**
 * The schema that values are written in.
 *
 * @param subject the subject it was chosen from
 * @param registered what the registry has; its id goes on the wire
 * @param parsed the same, parsed
 * @param deadline when to choose again; null when the choice is for ever
 * @param <S> the format's parsed schema
 */
record ChosenSchema<S>(
    Subject subject, RegisteredSchema registered, S parsed, @Nullable Deadline deadline) {}
