// SPDX-License-Identifier: Apache-2.0
/** How a serializer, which sees only the value, gets the key that a rollout chooses by. */
@NullMarked
package io.velostream.schema.serde.rollout;

import org.jspecify.annotations.NullMarked;
