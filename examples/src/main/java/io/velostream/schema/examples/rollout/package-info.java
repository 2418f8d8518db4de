// SPDX-License-Identifier: Apache-2.0
/** A canary rollout of a schema version, which fails and rolls back by itself. */
@NullMarked
package io.velostream.schema.examples.rollout;

import org.jspecify.annotations.NullMarked;
