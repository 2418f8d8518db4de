// SPDX-License-Identifier: Apache-2.0
/** The engines of serializers and deserializers. */
@NullMarked
package io.velostream.schema.serde.engine;

import org.jspecify.annotations.NullMarked;
