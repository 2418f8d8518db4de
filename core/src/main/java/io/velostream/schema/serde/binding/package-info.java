// SPDX-License-Identifier: Apache-2.0
/** Bindings: the codec of a topic and schema, its creation, lookup, and expiry. */
@NullMarked
package io.velostream.schema.serde.binding;

import org.jspecify.annotations.NullMarked;
