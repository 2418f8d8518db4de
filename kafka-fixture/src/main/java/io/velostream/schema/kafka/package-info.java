// SPDX-License-Identifier: Apache-2.0
/** Placeholder. */
@NullMarked
package io.velostream.schema.kafka;

import org.jspecify.annotations.NullMarked;
