// SPDX-License-Identifier: Apache-2.0
/**
 * Bindings: the codec for a topic and schema, how one is made, how it is found again, and when it
 * is rebuilt.
 */
@NullMarked
package io.velostream.schema.serde.binding;

import org.jspecify.annotations.NullMarked;
