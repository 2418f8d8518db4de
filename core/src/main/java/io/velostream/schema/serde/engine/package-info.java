// SPDX-License-Identifier: Apache-2.0
/** The engines of serializers and deserializers: from a record to its binding and back. */
@NullMarked
package io.velostream.schema.serde.engine;

import org.jspecify.annotations.NullMarked;
